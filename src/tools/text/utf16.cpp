#include "utf16.hpp"

#include <cstddef>
#include <cstdint>

namespace perfeng::tools {
namespace {

void append_utf8(std::string& text, std::uint32_t point) {
    const auto add = [&](std::uint32_t byte) { text += static_cast<char>(static_cast<unsigned char>(byte)); };
    const auto continuation = [&](unsigned shift) { add(0x80U | ((point >> shift) & 0x3fU)); };
    if (point < 0x80) {
        add(point);
    } else if (point < 0x800) {
        add(0xc0U | (point >> 6U));
        continuation(0);
    } else if (point < 0x10000) {
        add(0xe0U | (point >> 12U));
        continuation(6);
        continuation(0);
    } else {
        add(0xf0U | (point >> 18U));
        continuation(12);
        continuation(6);
        continuation(0);
    }
}

bool leads(std::uint32_t unit) { return unit >= 0xd800 && unit < 0xdc00; }
bool trails(std::uint32_t unit) { return unit >= 0xdc00 && unit < 0xe000; }

std::string converted(std::string_view bytes, bool little_endian) {
    constexpr std::uint32_t no_character = 0xfffd;
    const auto byte = [&](std::size_t at) { return static_cast<std::uint32_t>(static_cast<unsigned char>(bytes[at])); };
    const auto unit = [&](std::size_t at) {
        return little_endian ? byte(at + 1) << 8U | byte(at) : byte(at) << 8U | byte(at + 1);
    };
    std::string text;
    text.reserve(bytes.size() / 2);
    for (std::size_t at = 0; at + 1 < bytes.size(); at += 2) {
        auto point = unit(at);
        if (leads(point) && at + 3 < bytes.size() && trails(unit(at + 2))) {
            point = 0x10000U + ((point - 0xd800U) << 10U) + (unit(at + 2) - 0xdc00U);
            at += 2;
        }
        append_utf8(text, leads(point) || trails(point) ? no_character : point);
    }
    return text;
}

} // namespace

std::optional<std::string> utf8_of_utf16(std::string_view text) {
    const bool little_endian = text.starts_with("\xff\xfe");
    if (!little_endian && !text.starts_with("\xfe\xff"))
        return std::nullopt;
    return converted(text.substr(2), little_endian);
}

} // namespace perfeng::tools
