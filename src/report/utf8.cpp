#include "utf8.hpp"

#include <array>
#include <cstddef>

namespace perfeng::report {
namespace {

/// Bytes of a character by its first byte; 0 where no character begins so.
std::size_t length_by_first(unsigned char first) {
    if (first < 0x80)
        return 1;
    if (first < 0xC2)
        return 0;
    if (first < 0xE0)
        return 2;
    if (first < 0xF0)
        return 3;
    return first < 0xF5 ? 4 : 0;
}

bool is_character(char32_t point, std::size_t length) {
    constexpr std::array<char32_t, 5> smallest{0, 0, 0x80, 0x800, 0x10000};
    const bool surrogate = point >= 0xD800 && point <= 0xDFFF;
    return point >= smallest.at(length) && point <= 0x10FFFF && !surrogate;
}

Character decode(std::string_view bytes) {
    const auto first = static_cast<unsigned char>(bytes.front());
    if (bytes.size() == 1)
        return {bytes, first, true};
    char32_t point = first & (0x7FU >> bytes.size());
    for (const char byte : bytes.substr(1)) {
        const auto next = static_cast<unsigned char>(byte);
        if ((next & 0xC0U) != 0x80)
            return {};
        point = point << 6U | (next & 0x3FU);
    }
    return {bytes, point, is_character(point, bytes.size())};
}

} // namespace

Character take_character(std::string_view& rest) {
    const auto length = length_by_first(static_cast<unsigned char>(rest.front()));
    auto character = length == 0 || length > rest.size() ? Character{} : decode(rest.substr(0, length));
    if (!character.valid)
        character = {rest.substr(0, 1), 0, false};
    rest.remove_prefix(character.bytes.size());
    return character;
}

} // namespace perfeng::report
