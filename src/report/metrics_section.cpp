#include "noise.hpp"
#include "pages.hpp"

#include "perfeng/model/quantity.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <ranges>

namespace perfeng::report {
namespace {

bool is_exact(const Metric& metric) {
    const auto* const kind = find_metric_kind(metric.name);
    return kind != nullptr && kind->deterministic && metric.summary.n > 1 && metric.summary.min == metric.summary.max;
}

std::vector<Text> row_of(const Metric& metric) {
    const auto& summary = metric.summary;
    const bool spread = summary.n > 1 && !is_exact(metric);
    const bool told = summary.n == 0 && summary.stddev > 0;
    auto interval = summary.ci ? quantities(*summary.ci, metric.unit) : std::string("-");
    if (is_exact(metric))
        interval = "exact";
    return {label_of(metric.name),
            quantity(summary.median, metric.unit),
            interval,
            spread || told ? mean_and_deviation(summary.mean, summary.stddev, metric.unit) : std::string("-"),
            spread ? quantities({summary.min, summary.max}, metric.unit) : std::string("-"),
            summary.n > 0 ? std::to_string(summary.n) : std::string("-")};
}

Table table_of(const std::vector<Metric>& metrics) {
    constexpr auto right = Align::right;
    Table table{{{"metric"},
                 {"median", right},
                 {"95% interval", right},
                 {"mean ± stddev", right},
                 {"min … max", right},
                 {"trials", right}},
                {}};
    for (const auto& metric : metrics)
        table.rows.push_back(row_of(metric));
    return table;
}

Item outliers_of(const Metric& metric) {
    constexpr std::size_t named = 5;
    std::vector<std::string> trials;
    for (const auto index : metric.outliers | std::views::take(named))
        trials.push_back(index < metric.trials.size()
                             ? fmt::format("{}: {}", index + 1, quantity(metric.trials[index], metric.unit))
                             : std::to_string(index + 1));
    if (metric.outliers.size() > named)
        trials.push_back(fmt::format("and {} more", metric.outliers.size() - named));
    return {fmt::format("{}: {} ({} {}), kept in the figures", label_of(metric.name),
                        counted(metric.outliers.size(), "outlier"), trials.size() == 1 ? "trial" : "trials",
                        fmt::join(trials, ", ")),
            {}};
}

/// The analysis tells outliers of the main metrics with more to say.
bool told_by_a_finding(const Measurement& measurement, const Metric& metric) {
    return std::ranges::find(measurement.findings, "trials/outliers:" + metric.name, &Finding::id) !=
           measurement.findings.end();
}

bool lacks_interval(const Metric& metric) { return metric.summary.n < 6 && !is_exact(metric); }

List remarks_on(const Measurement& measurement) {
    List remarks;
    for (const auto& metric : measurement.metrics)
        if (!metric.outliers.empty() && !told_by_a_finding(measurement, metric))
            remarks.push_back(outliers_of(metric));
    const auto* const wall = find_metric(measurement, "wall_time");
    if (wall != nullptr && lacks_interval(*wall))
        remarks.push_back({"fewer than 6 trials give no 95% interval of a time", {}});
    const auto findings = findings_where(measurement, concerns_metrics);
    remarks.insert(remarks.end(), findings.begin(), findings.end());
    return remarks;
}

} // namespace

Section metrics_section(const Measurement& measurement) {
    const bool baseline = measurement.role == Role::baseline;
    Section section{baseline ? "Baseline metrics" : "Candidate metrics", {}};
    if (measurement.metrics.empty())
        section.blocks.push_back({"", List{{"no metric was measured", {}}}, false});
    else
        section.blocks.push_back({"", table_of(measurement.metrics), false});
    if (auto noise = noise_of(measurement); !noise.empty())
        section.blocks.push_back({"", std::move(noise), false});
    if (auto remarks = remarks_on(measurement); !remarks.empty())
        section.blocks.push_back({"", std::move(remarks), false});
    return section;
}

} // namespace perfeng::report
