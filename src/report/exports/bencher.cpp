// Bencher Metric Format (bencher.dev/docs/reference/bencher-metric-format, and track-custom-benchmarks for the units):
// {"benchmark": {"measure": {"value", "lower_value", "upper_value"}}}. Wall time is the built-in measure `latency`, in
// nanoseconds; other metrics are measures of their own name, in seconds, bytes or counts. One benchmark of several,
// as in wall_time[BM_sort/64], is a benchmark beside its workload. Names of benchmarks take 1024 characters.
#include "exports.hpp"
#include "told.hpp"

#include "perfeng/stats/summary.hpp"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <cmath>

namespace perfeng::report {
namespace {

constexpr double nanoseconds = 1e9;
constexpr std::size_t longest_benchmark = 1024;
constexpr std::size_t longest_measure = 64;

std::string measure_slug(std::string_view metric) {
    std::string slug(metric_family(metric));
    if (slug == "wall_time")
        return "latency";
    std::ranges::replace(slug, '_', '-');
    return exportable(slug.substr(0, longest_measure));
}

std::string benchmark_name(const std::string& workload, std::string_view metric) {
    auto name = workload;
    const auto family = metric_family(metric);
    if (family.size() < metric.size())
        name.append("/").append(metric.substr(family.size() + 1, metric.size() - family.size() - 2));
    return exportable(name.empty() ? "workload" : name.substr(0, longest_benchmark));
}

void add_figure(nlohmann::ordered_json& document, const std::string& workload, const std::string& metric, double value,
                const std::optional<Interval>& interval) {
    if (!std::isfinite(value))
        return;
    const auto slug = measure_slug(metric);
    const double scale = slug == "latency" ? nanoseconds : 1;
    auto& figure = document[benchmark_name(workload, metric)][slug];
    figure["value"] = value * scale;
    if (!interval || !std::isfinite(interval->lo) || !std::isfinite(interval->hi))
        return;
    figure["lower_value"] = interval->lo * scale;
    figure["upper_value"] = interval->hi * scale;
}

/// 95%, of the median.
std::optional<Interval> interval_of_trials(const std::vector<double>& trials) {
    return all_finite(trials) ? stats::summarise(trials).ci : std::nullopt;
}

} // namespace

std::string bencher_json(const Judgement& judgement, const Style& /*style*/) {
    auto document = nlohmann::ordered_json::object();
    for (const auto& workload : judgement.workloads)
        if (workload.comparison)
            for (const auto& metric : workload.comparison->metrics)
                add_figure(document, workload.name, metric.name, metric.candidate,
                           interval_of_trials(metric.candidate_trials));
    return written_json(document);
}

std::string bencher_json(const Measurement& measurement, const Style& /*style*/) {
    auto document = nlohmann::ordered_json::object();
    for (const auto& metric : measurement.metrics)
        if (has_figures(metric.summary))
            add_figure(document, workload_of(measurement), metric.name, metric.summary.median, metric.summary.ci);
    return written_json(document);
}

} // namespace perfeng::report
