#include "benchmark_figures.hpp"

#include <fmt/format.h>

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

bool has_figures(const Summary& summary) {
    const auto& [n, median, mean, stddev, min, max, ci] = summary;
    const bool interval = !ci || (is_figure(ci->lo) && is_figure(ci->hi) && ci->lo <= ci->hi);
    return is_figure(median) && is_figure(mean) && is_figure(stddev) && is_figure(min) && is_figure(max) && interval;
}

} // namespace

std::string benchmark_metric(std::string_view metric, std::string_view benchmark) {
    const auto name = in_one_line(benchmark);
    return name.empty() ? std::string(metric) : fmt::format("{}[{}]", metric, name);
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
    if (!has_figures(summary))
        ++senseless_;
    else if (has(name))
        ++repeated_;
    else
        metric(name, unit).summary = summary;
}

void BenchmarkFigures::warn(std::vector<std::string>& warnings) const {
    if (senseless_ > 0)
        warnings.push_back(fmt::format("{} figures are left out: they are negative or no number", senseless_));
    if (repeated_ > 0)
        warnings.push_back(fmt::format(
            "{} figures are left out: the same benchmark stands above, and summaries can't be joined", repeated_));
}

} // namespace perfeng::tools
