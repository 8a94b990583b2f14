#include "storable_text.hpp"

#include <algorithm>
#include <cstddef>

namespace perfeng::store {
namespace {

struct Form {
    std::size_t length;
    char32_t smallest;  ///< that needs so many bytes
    unsigned char lead; ///< its first bits
    unsigned char mask; ///< which bits
};

constexpr Form forms[]{{1, 1, 0x00, 0x80}, {2, 0x80, 0xc0, 0xe0}, {3, 0x800, 0xe0, 0xf0}, {4, 0x10000, 0xf0, 0xf8}};

/// Of the character at the start; 0 where there is none.
std::size_t length_of_character(std::string_view text) {
    const auto first = static_cast<unsigned char>(text.front());
    const auto* const form = std::ranges::find_if(forms, [&](const Form& f) { return (first & f.mask) == f.lead; });
    if (form == std::end(forms) || text.size() < form->length)
        return 0;
    char32_t point = first & static_cast<unsigned char>(~form->mask);
    for (const char c : text.substr(1, form->length - 1)) {
        const auto byte = static_cast<unsigned char>(c);
        if ((byte & 0xc0U) != 0x80)
            return 0;
        point = (point << 6U) | (byte & 0x3fU);
    }
    const bool surrogate = point >= 0xd800 && point <= 0xdfff;
    return point < form->smallest || point > 0x10ffff || surrogate ? 0 : form->length;
}

} // namespace

std::string storable_text(std::string_view text) {
    std::string made;
    made.reserve(text.size());
    while (!text.empty()) {
        const auto length = length_of_character(text);
        if (length == 0)
            made += "\xef\xbf\xbd";
        else
            made += text.substr(0, length);
        text.remove_prefix(std::max<std::size_t>(length, 1));
    }
    return made;
}

} // namespace perfeng::store
