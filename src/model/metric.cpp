#include "perfeng/model/metric.hpp"

#include <algorithm>
#include <array>

namespace perfeng {
namespace {

using enum Unit;
constexpr std::array kinds{
    MetricKind{"wall_time", "wall time", seconds, Better::lower, false},
    MetricKind{"cpu_time", "CPU time", seconds, Better::lower, false},
    MetricKind{"user_time", "user time", seconds, Better::lower, false},
    MetricKind{"system_time", "system time", seconds, Better::lower, false},
    MetricKind{"peak_rss", "peak RSS", bytes, Better::lower, false},
    MetricKind{"minor_faults", "minor faults", count, Better::lower, false},
    MetricKind{"major_faults", "major faults", count, Better::lower, false},
    MetricKind{"voluntary_switches", "voluntary switches", count, Better::lower, false},
    MetricKind{"involuntary_switches", "involuntary switches", count, Better::lower, false},
    MetricKind{"instructions", "instructions", count, Better::lower, false},
    MetricKind{"cycles", "cycles", count, Better::lower, false},
    MetricKind{"file_size", "file size", bytes, Better::lower, true},
    MetricKind{"text_size", "text size", bytes, Better::lower, true},
    MetricKind{"data_size", "data size", bytes, Better::lower, true},
    MetricKind{"bss_size", "bss size", bytes, Better::lower, true},
    MetricKind{"debug_size", "debug size", bytes, Better::lower, true},
    MetricKind{"build_time", "build time", seconds, Better::lower, false},
    MetricKind{"incremental_build_time", "incremental build time", seconds, Better::lower, false},
    MetricKind{"allocations", "allocations", count, Better::lower, true},
    MetricKind{"allocated_bytes", "allocated bytes", bytes, Better::lower, true},
    MetricKind{"peak_heap", "peak heap", bytes, Better::lower, true},
    MetricKind{"temporary_allocations", "temporary allocations", count, Better::lower, true},
    MetricKind{"leaks", "leaks", count, Better::lower, true},
    MetricKind{"leaked_bytes", "leaked bytes", bytes, Better::lower, true},
    MetricKind{"time_growth", "growth of time", count, Better::lower, false},
    MetricKind{"memory_growth", "growth of memory", count, Better::lower, false},
};

} // namespace

std::span<const MetricKind> metric_kinds() { return kinds; }

std::string_view metric_family(std::string_view name) {
    const auto bracket = name.find('[');
    return name.ends_with(']') && bracket != std::string_view::npos ? name.substr(0, bracket) : name;
}

const MetricKind* find_metric_kind(std::string_view name) {
    const auto* const found = std::ranges::find(kinds, metric_family(name), &MetricKind::name);
    return found == kinds.end() ? nullptr : found;
}

std::string metric_label(std::string_view name) {
    const auto* const kind = find_metric_kind(name);
    const auto family = metric_family(name);
    if (kind == nullptr)
        return std::string(name);
    if (family == name)
        return std::string(kind->label);
    const auto benchmark = name.substr(family.size() + 1, name.size() - family.size() - 2);
    return std::string(kind->label) + " of " + std::string(benchmark);
}

std::string_view to_string(Unit unit) {
    switch (unit) {
    case seconds:
        return "s";
    case bytes:
        return "bytes";
    case count:
        return "count";
    }
    return "count";
}

std::string_view to_string(Better better) { return better == Better::lower ? "lower" : "higher"; }

std::optional<Unit> unit_from(std::string_view text) {
    for (const auto unit : {seconds, bytes, count})
        if (text == to_string(unit))
            return unit;
    return std::nullopt;
}

std::optional<Better> better_from(std::string_view text) {
    for (const auto better : {Better::lower, Better::higher})
        if (text == to_string(better))
            return better;
    return std::nullopt;
}

} // namespace perfeng
