#pragma once

#include <string_view>

namespace perfeng::report {

/// One character cut off the front of a text: its bytes, and its code point where they are valid UTF-8.
struct Character {
    std::string_view bytes;
    char32_t point = 0;
    bool valid = false;
};

/// `rest` must not be empty; loses the character, or one byte where none is valid.
[[nodiscard]] Character take_character(std::string_view& rest);

} // namespace perfeng::report
