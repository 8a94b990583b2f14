#include "reading.hpp"

#include <algorithm>
#include <charconv>
#include <string>

namespace perfeng::tools {
namespace {

constexpr std::string_view blanks = " \t\r";

} // namespace

bool Lines::next() {
    if (rest_.empty())
        return false;
    const auto end = rest_.find('\n');
    line_ = rest_.substr(0, end);
    rest_.remove_prefix(end == std::string_view::npos ? rest_.size() : end + 1);
    if (line_.ends_with('\r'))
        line_.remove_suffix(1);
    ++number_;
    return true;
}

std::optional<std::uint64_t> whole_number(std::string_view text, int base) {
    std::uint64_t value = 0;
    const char* end = text.data() + text.size();
    const auto [stop, error] = std::from_chars(text.data(), end, value, base);
    if (text.empty() || error != std::errc{} || stop != end)
        return std::nullopt;
    return value;
}

// std::from_chars of a double is missing in older libc++.
std::optional<double> decimal_number(std::string_view text) {
    double value = 0;
    double scale = 0;
    bool digits = false;
    for (const char c : text) {
        if ((c == '.' || c == ',') && scale == 0) {
            scale = 1;
            continue;
        }
        if (c < '0' || c > '9')
            return std::nullopt;
        digits = true;
        value = value * 10 + (c - '0');
        scale *= 10;
    }
    if (!digits)
        return std::nullopt;
    return scale == 0 ? value : value / scale;
}

bool skip(std::string_view& text, std::string_view prefix) {
    if (!text.starts_with(prefix))
        return false;
    text.remove_prefix(prefix.size());
    return true;
}

std::string_view trim(std::string_view text) {
    const auto first = text.find_first_not_of(blanks);
    if (first == std::string_view::npos)
        return {};
    return text.substr(first, text.find_last_not_of(blanks) - first + 1);
}

std::string_view take_word(std::string_view& text) {
    const auto first = std::min(text.find_first_not_of(blanks), text.size());
    const auto end = std::min(text.find_first_of(blanks, first), text.size());
    const auto word = text.substr(first, end - first);
    text.remove_prefix(std::min(text.find_first_not_of(blanks, end), text.size()));
    return word;
}

std::string_view take_last_word(std::string_view& text) {
    text = text.substr(0, text.find_last_not_of(" 	") + 1);
    const auto word = text.substr(text.find_last_of(" 	") + 1);
    text.remove_suffix(word.size());
    return word;
}

tl::unexpected<ReadError> refuse(std::size_t line, std::string_view found, std::string_view expected) {
    std::string shown(found.substr(0, 60));
    std::replace_if(shown.begin(), shown.end(), [](unsigned char c) { return c < ' ' || c == 0x7f; }, '?');
    return tl::unexpected(ReadError{line, std::move(shown), std::string(expected)});
}

std::string_view cut_field(std::string_view& text, char end) {
    const auto at = std::min(text.find(end), text.size());
    const auto field = text.substr(0, at);
    text.remove_prefix(std::min(at + 1, text.size()));
    return field;
}

} // namespace perfeng::tools
