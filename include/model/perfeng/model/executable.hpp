#pragma once

#include "perfeng/model/build.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace perfeng {

/// Bytes by purpose, as `size` counts them: `text` is code and read-only data, `debug` everything
/// that is not loaded to run (DWARF, symbol tables).
struct Sections {
    std::uint64_t text = 0;
    std::uint64_t data = 0;
    std::uint64_t bss = 0;
    std::uint64_t debug = 0;
};

/// A file kept in the store, so that a later stage can run what was measured.
/// `role` is "executable", "script" or "file" (named by the user).
struct Snapshot {
    std::string path;
    std::string sha256;
    std::string role;
};

/// A function's code.
struct SymbolSize {
    std::string name;
    std::uint64_t size = 0;
};

/// The program that a workload runs. For a script this is its interpreter, and the script stands in `snapshots`.
struct Executable {
    std::string path; ///< absolute, symbolic links resolved
    std::string sha256;
    std::uint64_t file_size = 0;
    std::string format; ///< "elf", "mach-o", or "" for neither
    std::optional<Sections> sections;
    bool stripped = false;   ///< no symbol table: functions can't be named
    bool debug_info = false; ///< has DWARF line information, inside or in a separate file that was found
    bool static_linked = false;
    std::string build_id;               ///< hexadecimal, lower case; empty: none
    std::string build;                  ///< what is known of how it was built ("cargo dev profile"), empty: nothing
    std::vector<BuildFact> build_facts; ///< what the binary and its project tell, each with its source
    std::vector<SymbolSize> symbols;    ///< the five hundred largest, largest first; of an interpreter its own
    std::vector<Snapshot> snapshots;
};

} // namespace perfeng
