#pragma once

#include "dwarf_units.hpp"
#include "symbols/elf_sections.hpp"

#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace perfeng::tools {

/// What of an ELF file tells how it was built, beside what Elf has. Views point into the file's bytes, or into
/// `unpacked`.
struct ElfMarks {
    std::vector<std::string> comments;       ///< of .comment: compilers and linkers, each once
    std::vector<std::string> command_lines;  ///< of .GCC.command.line (-frecord-gcc-switches)
    std::vector<std::string_view> sources;   ///< names that compilers gave to object files (STT_FILE), each once
    std::vector<std::string_view> libraries; ///< DT_NEEDED
    std::map<std::string, std::uint64_t, std::less<>> marks; ///< how often a mark of symbol_marks() was seen
    std::string go_build_info;                               ///< version and settings, as `go version -m` prints them
    DwarfSections dwarf;
    std::uint64_t debug_info_size = 0;
    bool debug_line = false;
    bool debug_split = false; ///< addresses for .dwo files
    bool debug_compressed = false;
    std::string unreadable; ///< debug sections that can't be unpacked, and why; empty: none
    bool pie = false;
    bool program = false; ///< rather than a library or an object file
    bool gold = false;
    std::uint64_t text_begin = 0; ///< addresses of .text
    std::uint64_t text_end = 0;
    std::vector<std::uint64_t> unwind_starts; ///< of functions, by the search table of .eh_frame_hdr
    std::vector<std::shared_ptr<std::string>> unpacked;
};

/// Throws Damaged.
[[nodiscard]] ElfMarks read_elf_marks(const Image& image);

} // namespace perfeng::tools
