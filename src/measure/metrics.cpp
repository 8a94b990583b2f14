#include "perfeng/measure/metrics.hpp"

#include "perfeng/stats/noise_floor.hpp"
#include "perfeng/stats/summary.hpp"

#include <algorithm>
#include <array>
#include <utility>

namespace perfeng::measure {
namespace {

using Value = std::optional<double> (*)(const Usage&);

template <auto field> std::optional<double> number(const Usage& usage) { return static_cast<double>(usage.*field); }
template <auto field> std::optional<double> counter(const Usage& usage) {
    return usage.*field ? std::optional(static_cast<double>(*(usage.*field))) : std::nullopt;
}

constexpr std::array<std::pair<std::string_view, Value>, 11> values{{
    {"wall_time", number<&Usage::wall_time>},
    {"cpu_time", [](const Usage& usage) { return std::optional(usage.cpu_time()); }},
    {"user_time", number<&Usage::user_time>},
    {"system_time", number<&Usage::system_time>},
    {"peak_rss", number<&Usage::peak_rss>},
    {"minor_faults", number<&Usage::minor_faults>},
    {"major_faults", number<&Usage::major_faults>},
    {"voluntary_switches", number<&Usage::voluntary_switches>},
    {"involuntary_switches", number<&Usage::involuntary_switches>},
    {"instructions", counter<&Usage::instructions>},
    {"cycles", counter<&Usage::cycles>},
}};

} // namespace

std::optional<double> value_of(const Usage& usage, std::string_view metric) {
    for (const auto& [name, value] : values)
        if (name == metric)
            return value(usage);
    return std::nullopt;
}

Metric make_metric(std::string_view name, std::vector<double> samples) {
    Metric metric{.name = std::string(name)};
    if (const auto* const kind = find_metric_kind(name)) {
        metric.unit = kind->unit;
        metric.better = kind->better;
    }
    metric.summary = stats::summarise(samples);
    metric.outliers = stats::outliers(samples);
    metric.noise_floor = stats::noise_floor(samples);
    metric.trials = std::move(samples);
    return metric;
}

std::vector<Metric> metrics_of(const std::vector<Trial>& trials) {
    std::vector<Metric> metrics;
    if (trials.empty())
        return metrics;
    for (const auto& kind : metric_kinds()) {
        std::vector<double> samples;
        for (const auto& trial : trials)
            if (const auto value = value_of(trial.usage, kind.name))
                samples.push_back(*value);
        if (samples.size() == trials.size())
            metrics.push_back(make_metric(kind.name, std::move(samples)));
    }
    return metrics;
}

} // namespace perfeng::measure
