#include "excerpts.hpp"

#include <algorithm>

namespace perfeng::analysis {
namespace {

constexpr std::size_t around = 60;    // bytes shown before and after a difference
constexpr std::size_t different = 80; // bytes of it
constexpr std::string_view left_out = "…";

std::string_view without_end(std::string_view line) {
    if (line.ends_with('\n'))
        line.remove_suffix(1);
    return line;
}

bool is_inside_character(char byte) { return (static_cast<unsigned char>(byte) & 0xC0U) == 0x80; }

std::size_t common_start(std::string_view a, std::string_view b) {
    const auto shorter = std::min(a.size(), b.size());
    auto same = static_cast<std::size_t>(
        std::mismatch(a.begin(), a.begin() + static_cast<std::ptrdiff_t>(shorter), b.begin()).first - a.begin());
    const auto splits = [&](std::string_view text) { return same < text.size() && is_inside_character(text[same]); };
    while (same > 0 && (splits(a) || splits(b)))
        --same;
    return same;
}

std::size_t common_end(std::string_view a, std::string_view b, std::size_t start) {
    const auto most = std::min(a.size(), b.size()) - start;
    std::size_t same = 0;
    while (same < most && a[a.size() - 1 - same] == b[b.size() - 1 - same])
        ++same;
    while (same > 0 && is_inside_character(a[a.size() - same]))
        --same;
    return same;
}

/// A whole character begins at the result, which is `at` or shortly after.
std::size_t next_character(std::string_view text, std::size_t at) {
    while (at < text.size() && is_inside_character(text[at]))
        ++at;
    return at;
}

Excerpt cut(std::string_view line, std::size_t from, std::size_t to) {
    const auto shown_to = next_character(line, std::min(to, from + different));
    const auto first = from > around ? next_character(line, from - around) : 0;
    const auto last = shown_to < to ? shown_to : next_character(line, std::min(line.size(), to + around));
    Excerpt excerpt;
    excerpt.text = std::string(first > 0 ? left_out : "");
    excerpt.from = excerpt.text.size() + from - first;
    excerpt.length = shown_to - from;
    excerpt.text += line.substr(first, last - first);
    if (last < line.size())
        excerpt.text += left_out;
    return excerpt;
}

} // namespace

std::pair<Excerpt, Excerpt> excerpts_of(std::string_view base, std::string_view candidate) {
    if (without_end(base) != without_end(candidate)) {
        base = without_end(base);
        candidate = without_end(candidate);
    }
    const auto start = common_start(base, candidate);
    const auto end = common_end(base, candidate, start);
    return {cut(base, start, base.size() - end), cut(candidate, start, candidate.size() - end)};
}

std::string beginning_of(std::string_view line) {
    line = without_end(line);
    const auto length = next_character(line, std::min(line.size(), 2 * around));
    return std::string(line.substr(0, length)) + std::string(length < line.size() ? left_out : "");
}

} // namespace perfeng::analysis
