#include "macho_words.hpp"

#include "bytes.hpp"

#include <fmt/format.h>

#include <array>

namespace perfeng::tools {

std::optional<MachMagic> mach_magic(std::string_view bytes) {
    constexpr std::uint64_t most_architectures = 30; // Java's versions begin at 45
    if (bytes.size() < 28)
        return std::nullopt;
    for (const bool big_endian : {true, false}) {
        const Bytes header(bytes, big_endian);
        switch (header.number(0, 4)) {
        case 0xfeedface:
            return MachMagic{.fat = false, .wide = false, .big_endian = big_endian};
        case 0xfeedfacf:
            return MachMagic{.fat = false, .wide = true, .big_endian = big_endian};
        case 0xcafebabe:
        case 0xcafebabf:
            if (header.number(4, 4) > most_architectures)
                return std::nullopt;
            return MachMagic{.fat = true, .wide = header.number(0, 4) == 0xcafebabf, .big_endian = big_endian};
        default:
            break;
        }
    }
    return std::nullopt;
}

std::string architecture_name(std::uint64_t cpu, std::uint64_t kind) {
    kind &= 0xffffffU; // the highest byte are flags
    switch (cpu) {
    case 0x7:
        return "i386";
    case 0x01000007:
        return kind == 8 ? "x86_64h" : "x86_64";
    case 0xc:
        return "arm";
    case 0x0100000c:
        return kind == 2 ? "arm64e" : "arm64";
    case 0x0200000c:
        return "arm64_32";
    case 0x12:
        return "ppc";
    case 0x01000012:
        return "ppc64";
    default:
        return fmt::format("cpu {}", cpu);
    }
}

std::string platform_name(std::uint64_t platform) {
    constexpr std::array names{"macOS", "iOS", "tvOS", "watchOS", "bridgeOS", "Mac Catalyst"};
    return platform >= 1 && platform <= names.size() ? names.at(platform - 1) : fmt::format("platform {}", platform);
}

} // namespace perfeng::tools
