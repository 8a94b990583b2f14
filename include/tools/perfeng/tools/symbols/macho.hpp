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

/// A Mach-O executable, library, object file or the DWARF file of a .dSYM bundle.
struct Macho {
    /// Sums of sections, not of segments, which are whole pages. `text`: those of __TEXT; `bss`: those of zeros;
    /// `debug`: those of __DWARF and the tables of symbols and their names; `data`: all others.
    Sections sections;
    /// No symbol names a function. `strip` leaves a program `__mh_execute_header` alone, and a library its exports.
    bool stripped = false;
    bool has_debug = false;          ///< DWARF: __debug_info or __debug_line
    bool static_linked = false;      ///< a program that names neither a dynamic linker nor a library
    std::string build_id;            ///< LC_UUID, hexadecimal, lower case; empty: none
    std::string architecture;        ///< "x86_64", "arm64", "arm64e", "i386", ...
    std::vector<std::string> others; ///< architectures of a universal file that were not read
    std::string platform;            ///< "macOS", "iOS", ...; empty: not told
    std::string minimum_system;      ///< "11.0"; empty: not told
    std::uint64_t signature_size = 0;
    /// An object file in which the linker left the DWARF (the first N_OSO of the debug map); empty: no debug map.
    std::string debug_object;
};

/// "x86_64", "arm64" or "": what this program was compiled for, in Mach-O's words.
[[nodiscard]] std::string_view machine_architecture();

/// Reads 32 and 64 bit, either byte order, and of a universal ("fat") file the program for `preferred`, else the first
/// (mach-o/loader.h, fat.h, nlist.h of Apple's cctools). A damaged file is an error. Tested with files of LLVM's linker
/// and dsymutil, not on a Mac.
[[nodiscard]] tl::expected<Macho, ReadError> read_macho(std::string_view bytes,
                                                        std::string_view preferred = machine_architecture());

/// The DWARF file of the .dSYM bundle beside an executable: FILE.dSYM/Contents/Resources/DWARF/NAME. The caller
/// compares build ids: a bundle may be of an older build.
[[nodiscard]] std::optional<std::filesystem::path> find_dsym(const std::filesystem::path& executable);

} // namespace perfeng::tools
