#include "perfeng/analysis/limits.hpp"

#include <algorithm>
#include <ranges>

namespace perfeng::analysis {
namespace {

enum class Gated { never, always };

struct Default {
    std::string_view metric;
    double limit;
    double at_least;
    Gated gated;
};

/// Which of the two times is gated depends on the workload: see time_gate.
constexpr Default defaults[] = {
    {"cpu_time", 0.03, 0, Gated::never},
    {"wall_time", 0.05, 0, Gated::never},
    {"peak_rss", 0.02, 256 * 1024, Gated::always},
    {"file_size", 0.02, 0, Gated::never},
    {"text_size", 0.02, 0, Gated::never},
    {"data_size", 0.02, 0, Gated::never},
    {"bss_size", 0.02, 0, Gated::never},
    {"debug_size", 0.02, 0, Gated::never},
    {"instructions", 0.02, 0, Gated::never},
    {"allocations", 0.02, 0, Gated::never},
    {"allocated_bytes", 0.02, 0, Gated::never},
    {"peak_heap", 0.02, 0, Gated::never},
    {"temporary_allocations", 0.02, 0, Gated::never},
    {"leaks", 0, 0, Gated::always},
    {"leaked_bytes", 0, 0, Gated::always},
    {"time_growth", 0.3, 0.3, Gated::always},
    {"memory_growth", 0.3, 0.3, Gated::always},
};

const Default* find_default(std::string_view metric) {
    const auto* const found = std::ranges::find(defaults, metric_family(metric), &Default::metric);
    return found == std::ranges::end(defaults) ? nullptr : found;
}

/// A time, or what stands in for it.
bool names_work(std::span<const Threshold> given) {
    return std::ranges::any_of(given, [](const Threshold& threshold) {
        const auto family = metric_family(threshold.metric);
        return family == "cpu_time" || family == "wall_time" || family == "instructions";
    });
}

bool cpu_bound_on_one_thread(const Times& times) {
    return times.wall > 0 && times.cpu >= 0.9 * times.wall && times.cpu <= 1.1 * times.wall;
}

} // namespace

double Threshold::relative_to(double base) const { return base > 0 ? std::max(limit, at_least / base) : limit; }

Threshold threshold_for(std::string_view metric, std::span<const Threshold> given) {
    const auto last_first = given | std::views::reverse;
    for (const auto name : {metric, metric_family(metric)})
        if (const auto found = std::ranges::find(last_first, name, &Threshold::metric); found != last_first.end())
            return *found;
    if (const auto* known = find_default(metric))
        return {.metric = std::string(metric), .limit = known->limit, .at_least = known->at_least};
    return {.metric = std::string(metric), .limit = 0.05};
}

void gate_instructions(std::vector<Threshold>& given) {
    auto threshold = threshold_for("instructions", given);
    threshold.explicit_by_user = true;
    given.insert(given.begin(), threshold);
}

bool is_gated(std::string_view metric, std::string_view time_gate, std::span<const Threshold> given) {
    const auto* known = find_default(metric);
    return (metric_family(metric) == time_gate && !names_work(given)) ||
           threshold_for(metric, given).explicit_by_user || (known && known->gated == Gated::always);
}

std::string_view time_gate(const Times& base, const Times& candidate) {
    return cpu_bound_on_one_thread(base) && cpu_bound_on_one_thread(candidate) ? "cpu_time" : "wall_time";
}

} // namespace perfeng::analysis
