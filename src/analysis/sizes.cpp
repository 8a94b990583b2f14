#include "perfeng/analysis/sizes.hpp"

#include "perfeng/model/error.hpp"

#include <fmt/format.h>

#include <cmath>
#include <cstdlib>
#include <optional>

namespace perfeng::analysis {
namespace {

constexpr const char* sizes_hint = "write them as in --sizes 500,1000,2000,4000,8000 or --sizes 500,1000,...,16000";
constexpr std::size_t most_sizes = 1000;

Error no_sizes(std::string_view text, const std::string& why) {
    return {fmt::format("cannot read the sizes '{}': {}", text, why), sizes_hint};
}

std::optional<double> positive(std::string_view word) {
    const std::string text(word);
    char* end = nullptr;
    const double value = std::strtod(text.c_str(), &end);
    if (text.empty() || end != text.c_str() + text.size() || !std::isfinite(value) || value <= 0)
        return std::nullopt;
    return value;
}

bool near(double a, double b) { return std::abs(a - b) <= 1e-6 * std::abs(b); }

/// Continues `sizes` to `last` by `next`; false where it passes by it, or does not lead from the first to the others.
template <typename Next> bool continues(std::vector<double>& sizes, double last, Next next) {
    for (std::size_t i = 1; i < sizes.size(); ++i)
        if (!near(next(sizes[i - 1]), sizes[i]))
            return false;
    auto all = sizes;
    while (all.back() < last && !near(all.back(), last) && all.size() < most_sizes)
        all.push_back(next(all.back()));
    if (!near(all.back(), last))
        return false;
    sizes = std::move(all);
    sizes.back() = last;
    return true;
}

void continue_to(std::vector<double>& sizes, double last, std::string_view text) {
    if (sizes.size() < 2)
        throw no_sizes(text, "two numbers have to stand before the dots");
    const double factor = sizes[1] / sizes[0];
    const double step = sizes[1] - sizes[0];
    if (!(step > 0))
        throw no_sizes(text, "they have to ascend");
    if (!continues(sizes, last, [&](double size) { return std::round(size * factor * 1e6) / 1e6; }) &&
        !continues(sizes, last, [&](double size) { return size + step; }))
        throw no_sizes(text,
                       fmt::format("neither the factor {:g} nor the step {:g} leads to {:g}", factor, step, last));
}

std::vector<std::string_view> parts_of(std::string_view text) {
    std::vector<std::string_view> parts;
    for (;;) {
        const auto comma = text.find(',');
        auto part = text.substr(0, comma);
        while (part.starts_with(' '))
            part.remove_prefix(1);
        while (part.ends_with(' '))
            part.remove_suffix(1);
        parts.push_back(part);
        if (comma == std::string_view::npos)
            return parts;
        text.remove_prefix(comma + 1);
    }
}

} // namespace

std::vector<double> parse_sizes(std::string_view text) {
    std::vector<double> sizes;
    bool dots = false;
    for (const auto part : parts_of(text)) {
        if (part == "..." || part == "…" || part == "..") {
            dots = true;
            continue;
        }
        const auto size = positive(part);
        if (!size)
            throw no_sizes(text, fmt::format("'{}' is no positive number", part));
        if (dots)
            continue_to(sizes, *size, text);
        else if (!sizes.empty() && *size <= sizes.back())
            throw no_sizes(text, "they have to ascend");
        else
            sizes.push_back(*size);
        dots = false;
    }
    if (dots)
        throw no_sizes(text, "the last size has to stand behind the dots");
    return sizes;
}

SizeRange parse_size_range(std::string_view text) {
    const Error unreadable(fmt::format("cannot read the sizes '{}'", text),
                           R"(write them as "10-50", "1000-" for 1000 and more, or "-10" for up to 10)");
    const auto dash = text.find('-');
    SizeRange range{.text = std::string(text)};
    if (dash == std::string_view::npos) {
        const auto size = positive(text);
        if (!size)
            throw Error(unreadable);
        range.from = range.to = *size;
        return range;
    }
    const auto from = positive(text.substr(0, dash));
    const auto to = positive(text.substr(dash + 1));
    if ((!from && dash > 0) || (!to && dash + 1 < text.size()) || (!from && !to))
        throw Error(unreadable);
    range.from = from.value_or(0);
    range.to = to.value_or(range.to);
    if (range.to < range.from)
        throw Error(unreadable);
    return range;
}

std::string size_text(double size) { return fmt::format("{:.12g}", size); }

} // namespace perfeng::analysis
