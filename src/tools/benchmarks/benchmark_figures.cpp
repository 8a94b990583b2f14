#include "benchmark_figures.hpp"

#include "text/reading.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <utility>

namespace perfeng::tools {
namespace {

std::string in_one_line(std::string_view text) {
    std::string line;
    for (const char letter : text) {
        const bool blank = static_cast<unsigned char>(letter) <= ' ';
        if (!blank)
            line += letter;
        else if (!line.empty() && line.back() != ' ')
            line += ' ';
    }
    if (line.ends_with(' '))
        line.pop_back();
    return line;
}

bool is_figure(double value) { return std::isfinite(value) && value >= 0; }

bool are_figures(const Summary& summary) {
    const auto& [n, median, mean, stddev, min, max, ci] = summary;
    const bool interval = !ci || (is_figure(ci->lo) && is_figure(ci->hi) && ci->lo <= ci->hi);
    return is_figure(median) && is_figure(mean) && is_figure(stddev) && is_figure(min) && is_figure(max) && interval;
}

} // namespace

std::string benchmark_metric(std::string_view metric, std::string_view benchmark) {
    const auto name = in_one_line(benchmark);
    return name.empty() ? std::string(metric) : fmt::format("{}[{}]", metric, name);
}

std::optional<double> seconds_in(std::string_view unit) {
    constexpr std::pair<std::string_view, double> units[] = {{"ns", 1e-9},        {"us", 1e-6}, {"\xc2\xb5s", 1e-6},
                                                             {"\xce\xbcs", 1e-6}, // micro sign, Greek letter mu
                                                             {"ms", 1e-3},        {"s", 1},     {"ps", 1e-12}};
    const auto* const found = std::ranges::find(units, unit, &std::pair<std::string_view, double>::first);
    return found == std::ranges::end(units) ? std::nullopt : std::optional(found->second);
}

std::optional<double> figure_of(std::string_view text) {
    const auto e = text.find_first_of("eE");
    std::string digits(text.substr(0, e));
    std::erase(digits, ',');
    const auto mantissa = decimal_number(digits);
    if (!mantissa || e == std::string_view::npos)
        return mantissa;
    auto exponent = text.substr(e + 1);
    const bool below = skip(exponent, "-");
    if (!below)
        skip(exponent, "+");
    const auto power = whole_number(exponent);
    if (!power || *power > 300)
        return std::nullopt;
    const auto scale = std::pow(10.0, static_cast<double>(*power));
    return below ? *mantissa / scale : *mantissa * scale;
}

std::string amount_of(std::uint64_t count, std::string_view noun) {
    return fmt::format("{} {}{}", count, noun, count == 1 ? "" : "s");
}

Metric& BenchmarkFigures::metric(const std::string& name, Unit unit) {
    const auto [place, added] = places_.try_emplace(name, metrics_.size());
    if (added)
        metrics_.push_back({.name = name, .unit = unit});
    return metrics_[place->second];
}

void BenchmarkFigures::add_trial(const std::string& name, Unit unit, double value) {
    if (is_figure(value))
        metric(name, unit).trials.push_back(value);
    else
        ++senseless_;
}

void BenchmarkFigures::add_summary(const std::string& name, Unit unit, const Summary& summary) {
    if (!are_figures(summary))
        ++senseless_;
    else if (has(name))
        ++repeated_;
    else
        metric(name, unit).summary = summary;
}

void BenchmarkFigures::warn(std::vector<std::string>& warnings) const {
    if (senseless_ > 0)
        warnings.push_back(amount_of(senseless_, "figure") + " left out: negative, or no number");
    if (repeated_ > 0)
        warnings.push_back(amount_of(repeated_, "figure") +
                           " left out: the benchmark stands above, and summaries can't be joined");
}

} // namespace perfeng::tools
