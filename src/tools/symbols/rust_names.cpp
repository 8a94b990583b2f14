#include "rust_names.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <cstdint>
#include <utility>
#include <vector>

namespace perfeng::tools {
namespace {

constexpr std::array<std::pair<std::string_view, char>, 8> escapes{
    {{"SP", '@'}, {"BP", '*'}, {"RF", '&'}, {"LT", '<'}, {"GT", '>'}, {"LP", '('}, {"RP", ')'}, {"C", ','}}};

bool is_hash(std::string_view part) {
    return part.size() == 17 && part[0] == 'h' &&
           part.find_first_not_of("0123456789abcdef", 1) == std::string_view::npos;
}

bool append_escape(std::string& out, std::string_view name) {
    const auto* const known = std::ranges::find(escapes, name, [](const auto& escape) { return escape.first; });
    if (known != escapes.end()) {
        out += known->second;
        return true;
    }
    std::uint32_t code_point = 0;
    if (name.size() < 2 || name[0] != 'u')
        return false;
    const auto [end, error] = std::from_chars(name.data() + 1, name.data() + name.size(), code_point, 16);
    if (error != std::errc{} || end != name.data() + name.size())
        return false;
    append_utf8(out, code_point);
    return true;
}

void append_legacy_part(std::string& out, std::string_view part) {
    if (part.starts_with("_$"))
        part.remove_prefix(1);
    while (!part.empty()) {
        const auto close = part[0] == '$' ? part.find('$', 1) : std::string_view::npos;
        if (close != std::string_view::npos && append_escape(out, part.substr(1, close - 1))) {
            part.remove_prefix(close + 1);
        } else if (part.starts_with("..")) {
            out += "::";
            part.remove_prefix(2);
        } else {
            out += part[0];
            part.remove_prefix(1);
        }
    }
}

// RFC 3492, section 6.1.
std::uint32_t adapted_bias(std::uint32_t delta, std::uint32_t points, bool first) {
    delta = first ? delta / 700 : delta / 2;
    delta += delta / points;
    std::uint32_t k = 0;
    for (; delta > 455; k += 36)
        delta /= 35;
    return k + 36 * delta / (delta + 38);
}

int punycode_digit(char c) {
    if (c >= 'a' && c <= 'z')
        return c - 'a';
    if (c >= 'A' && c <= 'Z')
        return c - 'A';
    return c >= '0' && c <= '9' ? c - '0' + 26 : -1;
}

/// One variable-length integer of punycode, taken off the front of `digits`.
std::optional<std::uint64_t> take_delta(std::string_view& digits, std::uint32_t bias) {
    std::uint64_t delta = 0;
    std::uint64_t weight = 1;
    for (std::uint32_t k = 36;; k += 36) {
        const int digit = digits.empty() ? -1 : punycode_digit(digits[0]);
        if (digit < 0 || weight > 0xffffffff)
            return std::nullopt;
        digits.remove_prefix(1);
        delta += static_cast<std::uint64_t>(digit) * weight;
        const std::uint32_t threshold = k <= bias ? 1 : std::min<std::uint32_t>(k - bias, 26);
        if (static_cast<std::uint32_t>(digit) < threshold)
            return delta;
        weight *= 36 - threshold;
    }
}

} // namespace

void append_utf8(std::string& out, char32_t c) {
    const auto add = [&](char32_t byte) { out += static_cast<char>(static_cast<unsigned char>(byte)); };
    if (c < 0x80)
        return add(c);
    if (c < 0x800) {
        add(0xc0 | (c >> 6));
    } else {
        if (c < 0x10000) {
            add(0xe0 | (c >> 12));
        } else {
            add(0xf0 | ((c >> 18) & 7));
            add(0x80 | ((c >> 12) & 63));
        }
        add(0x80 | ((c >> 6) & 63));
    }
    add(0x80 | (c & 63));
}

std::optional<std::string> decode_punycode(std::string_view text, char delimiter) {
    const auto split = text.rfind(delimiter);
    std::vector<char32_t> points;
    if (split != std::string_view::npos)
        for (const char c : text.substr(0, split))
            points.push_back(static_cast<unsigned char>(c));
    auto digits = split == std::string_view::npos ? text : text.substr(split + 1);
    std::uint64_t point = 128;
    std::uint64_t at = 0;
    std::uint32_t bias = 72;
    for (bool first = true; !digits.empty(); first = false) {
        const auto delta = take_delta(digits, bias);
        if (!delta || *delta > 0x7fffffff)
            return std::nullopt;
        const auto count = points.size() + 1;
        at += *delta;
        bias = adapted_bias(static_cast<std::uint32_t>(*delta), static_cast<std::uint32_t>(count), first);
        point += at / count;
        at %= count;
        if (point > 0x10ffff)
            return std::nullopt;
        points.insert(points.begin() + static_cast<std::ptrdiff_t>(at++), static_cast<char32_t>(point));
    }
    std::string out;
    for (const auto c : points)
        append_utf8(out, c);
    return out;
}

std::optional<std::string> demangle_rust_legacy(std::string_view raw) {
    if (!raw.starts_with("_ZN"))
        return std::nullopt;
    raw.remove_prefix(3);
    std::string out;
    while (!raw.empty() && raw[0] != 'E') {
        std::size_t length = 0;
        const auto [end, error] = std::from_chars(raw.data(), raw.data() + raw.size(), length);
        raw.remove_prefix(static_cast<std::size_t>(end - raw.data()));
        if (error != std::errc{} || length == 0 || length >= raw.size())
            return std::nullopt;
        const auto part = raw.substr(0, length);
        raw.remove_prefix(length);
        if (raw[0] == 'E')
            return is_hash(part) && !out.empty() ? std::optional(out) : std::nullopt;
        if (!out.empty())
            out += "::";
        append_legacy_part(out, part);
    }
    return std::nullopt;
}

std::optional<std::string> demangle_rust_half(std::string_view half) {
    const auto hash = half.rfind("::");
    const auto has_escape = [half](std::string_view escape) { return half.find(escape) != std::string_view::npos; };
    if (hash == std::string_view::npos || hash == 0)
        return std::nullopt;
    if (is_hash(half.substr(hash + 2)))
        half = half.substr(0, hash);
    else if (!has_escape("$LT$") && !has_escape("$u7b$") && !has_escape("$u20$"))
        return std::nullopt;
    std::string out;
    while (true) {
        const auto end = std::min(half.find("::"), half.size());
        if (const auto part = half.substr(0, end); part.find('$') != std::string_view::npos)
            append_legacy_part(out, part);
        else
            out += part;
        if (end == half.size())
            return out;
        out += "::";
        half.remove_prefix(end + 2);
    }
}

} // namespace perfeng::tools
