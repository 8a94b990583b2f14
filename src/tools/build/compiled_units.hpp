#pragma once

#include "elf_marks.hpp"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace perfeng::tools {

/// What the units of debug information say together, of the program's own code: not of the C library's start files, nor
/// of Rust's standard library.
struct CompiledUnits {
    std::uint64_t own = 0;
    std::uint64_t with_flags = 0; ///< of these, how many note their flags
    std::uint64_t skeletons = 0;
    std::string compiler;
    std::string language;
    bool rust = false;
    bool typed = false;
    std::string optimisation; ///< as a fact's value; empty: no flags
    std::string march;
    bool lto = false;
    bool profile_used = false;
    std::vector<std::string> instrumentation;
    std::uint64_t functions = 0;
    std::uint64_t inlined = 0;
    std::vector<std::uint64_t> addresses; ///< of own functions; empty where not all are known
    bool by_command_line = false;         ///< flags are those of .GCC.command.line

    [[nodiscard]] std::string source() const;
    [[nodiscard]] std::string flags_source() const;
};
[[nodiscard]] CompiledUnits compiled_units(const ElfMarks& marks);

/// Takes the debug information of a separate file.
void take_debug(ElfMarks debug, ElfMarks& marks);

/// A crate of Rust among the object files that a linker names: "k.db48bcdfa214c60e-cgu.3".
struct LinkedCrate {
    std::string name;
    std::uint64_t units = 0;
    bool standard = false;
};
/// Objects of an incremental build have no crate's name: they count as one crate, "".
[[nodiscard]] std::vector<LinkedCrate> crates_of(const std::vector<std::string_view>& sources);

} // namespace perfeng::tools
