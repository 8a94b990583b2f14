#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace perfeng::tools {

// <mach-o/loader.h> is missing outside macOS; names and numbers are its own.
enum MachoWord : std::uint64_t {
    MH_EXECUTE = 2,
    LC_SEGMENT = 0x1,
    LC_SYMTAB = 0x2,
    LC_LOAD_DYLIB = 0xc,
    LC_LOAD_DYLINKER = 0xe,
    LC_SEGMENT_64 = 0x19,
    LC_UUID = 0x1b,
    LC_CODE_SIGNATURE = 0x1d,
    LC_VERSION_MIN_MACOSX = 0x24,
    LC_VERSION_MIN_IPHONEOS = 0x25,
    LC_BUILD_VERSION = 0x32,
    SECTION_TYPE = 0xff,
    S_ZEROFILL = 0x1,
    S_GB_ZEROFILL = 0xc,
    S_THREAD_LOCAL_ZEROFILL = 0x12,
    S_ATTR_PURE_INSTRUCTIONS = 0x80000000,
    S_ATTR_DEBUG = 0x02000000,
    S_ATTR_SOME_INSTRUCTIONS = 0x400,
    N_STAB = 0xe0,
    N_TYPE = 0x0e,
    N_SECT = 0x0e,
    N_OSO = 0x66,
};

struct MachMagic {
    bool fat = false;
    bool wide = false;
    bool big_endian = false;
};

/// What the first four bytes say. A Java class begins as a universal file does, but its version is no small number of
/// architectures.
[[nodiscard]] std::optional<MachMagic> mach_magic(std::string_view bytes);
[[nodiscard]] std::string architecture_name(std::uint64_t cpu, std::uint64_t kind);
[[nodiscard]] std::string platform_name(std::uint64_t platform);

} // namespace perfeng::tools
