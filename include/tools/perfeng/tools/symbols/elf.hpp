#pragma once

#include "perfeng/model/error.hpp"
#include "perfeng/model/executable.hpp"

#include <tl/expected.hpp>

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace perfeng::tools {

/// A function's symbol. `name` points into the bytes that were read.
struct Symbol {
    std::uint64_t value = 0; ///< virtual address
    std::uint64_t size = 0;  ///< 0: unknown (hand-written assembly)
    std::string_view name;
    bool global = false; ///< global and not weak

    [[nodiscard]] bool holds(std::uint64_t address) const { return address >= value && address - value < size; }
};

/// A part of the file that is mapped to run (PT_LOAD).
struct Segment {
    std::uint64_t offset = 0; ///< in the file
    std::uint64_t address = 0;
    std::uint64_t file_size = 0;
};

/// An ELF executable, library or separate debug file. Valid as long as the bytes it was read from.
struct Elf {
    Sections sections;
    bool stripped = false;      ///< no .symtab
    bool has_debug = false;     ///< DWARF: .debug_info or .debug_line
    bool static_linked = false; ///< no interpreter, and neither a library nor an object file
    std::string build_id;       ///< hexadecimal, lower case; empty: none
    std::string debug_link;     ///< .gnu_debuglink: the name of the separate debug file; empty: none
    std::string interpreter;
    std::string_view code; ///< .text; points into the bytes that were read
    std::vector<Segment> segments;
    std::vector<Symbol> symbols; ///< functions of .symtab and .dynsym, by value; of equal values the best name first
    /// Share of the functions of 48 bytes and more that set up a frame pointer within their first 24 bytes
    /// (x86-64: push %rbp, mov %rsp,%rbp; aarch64: stp x29, x30; add x29, sp). None for other processors, or
    /// where no such function is known by name.
    std::optional<double> frame_pointer_share;

    /// The function that holds `address`; null where none does.
    [[nodiscard]] const Symbol* lookup(std::uint64_t address) const;
    /// The virtual address of a place in the file; none where it is not mapped.
    [[nodiscard]] std::optional<std::uint64_t> address_of(std::uint64_t offset) const;
};

/// Reads 32 and 64 bit, either byte order (System V ABI, chapters 4 and 5). A damaged file is an error.
[[nodiscard]] tl::expected<Elf, ReadError> read_elf(std::string_view bytes);

/// The separate debug file of an executable, as GDB looks for it: by build id below /usr/lib/debug/.build-id, then by
/// debug link beside the executable, in .debug there, and below /usr/lib/debug.
[[nodiscard]] std::optional<std::filesystem::path>
find_debug_file(const Elf& elf, const std::filesystem::path& executable,
                const std::filesystem::path& root = "/usr/lib/debug");

} // namespace perfeng::tools
