#include "perfeng/analysis/limit_risks.hpp"

#include "words.hpp"

#include "perfeng/analysis/functions.hpp"
#include "perfeng/analysis/own_code.hpp"
#include "perfeng/stats/summary.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <numbers>
#include <optional>

namespace perfeng::analysis {
namespace {

constexpr double near_limit = 0.9; // of the limit
constexpr std::size_t trials_for_a_spread = 6;
constexpr std::size_t grown_told = 5;
constexpr std::uint32_t deep = 50;

Finding risk_of(std::string rule, const std::string& subject, std::string title) {
    Finding finding;
    finding.id = rule + ":" + subject;
    finding.kind = FindingKind::risk;
    finding.rule = std::move(rule);
    finding.title = std::move(title);
    finding.confidence = Confidence::high;
    return finding;
}

std::string limits_of(const Interval& range, Unit unit) {
    return fmt::format("{} to {}", quantity(range.lo, unit), quantity(range.hi, unit));
}

std::optional<Finding> near_budget(const Measurement& measurement, const Budget& budget) {
    const auto* const metric = find_metric(measurement, budget.metric);
    if (metric == nullptr || !has_figures(metric->summary) || budget.limit <= 0)
        return std::nullopt;
    const auto& summary = metric->summary;
    if (summary.median > budget.limit)
        return std::nullopt;
    const bool reached = summary.ci && summary.ci->hi >= budget.limit;
    if (summary.median < near_limit * budget.limit && !reached)
        return std::nullopt;
    auto finding = risk_of("risk/near-budget", budget.metric,
                           capitalised(fmt::format("{} is {} of its budget of {}", label(budget.metric),
                                                   percent(summary.median / budget.limit), budget.text)));
    finding.evidence = fmt::format("median {} over {} trials", quantity(summary.median, metric->unit), summary.n);
    if (summary.ci)
        finding.evidence +=
            fmt::format(", 95% {}{}", limits_of(*summary.ci, metric->unit), reached ? ", which reaches the limit" : "");
    finding.change =
        "The next change may break it: see what it is spent on: `perfeng bottleneck " + measurement.id + "`";
    return finding;
}

/// How much worse a change makes its metric: positive is worse.
double worse(const MetricChange& metric, double change) { return metric.better == Better::lower ? change : -change; }

std::optional<Finding> near_threshold(const MetricChange& metric) {
    if (!metric.gated || metric.threshold <= 0 || metric.verdict == Verdict::regressed ||
        metric.verdict == Verdict::improved || !std::isfinite(metric.change))
        return std::nullopt;
    const auto most = metric.ci ? std::max(worse(metric, metric.ci->lo), worse(metric, metric.ci->hi)) : 0;
    const bool reached = metric.ci && most >= metric.threshold;
    if (worse(metric, metric.change) < near_limit * metric.threshold && !reached)
        return std::nullopt;
    auto finding = risk_of("risk/near-threshold", metric.name,
                           capitalised(fmt::format("{} changed by {}, near its threshold of {}", label(metric.name),
                                                   percent_change(metric.change), percent_limit(metric.threshold))));
    finding.evidence = fmt::format(
        "{} pairs{}", metric.pairs,
        metric.ci ? ", 95% " + percent_change(*metric.ci) + (reached ? ", which reaches the threshold" : "") : "");
    finding.change = "Decide it with more pairs: `perfeng remeasure --thorough`";
    return finding;
}

/// Of one measurement's median, as a share of it.
double median_error(const Metric& metric) {
    std::vector<double> deviations;
    for (const auto value : metric.trials)
        deviations.push_back(std::abs(value - metric.summary.median));
    const auto sigma = 1.4826 * stats::summarise(deviations).median;
    return 1.2533 * sigma / std::sqrt(static_cast<double>(metric.trials.size())) / metric.summary.median;
}

std::optional<Finding> wide_spread(const Measurement& measurement, const Metric& metric, double threshold) {
    if (metric.trials.size() < trials_for_a_spread || metric.summary.median <= 0 || threshold <= 0)
        return std::nullopt;
    const auto told_apart = 1.96 * std::numbers::sqrt2 * median_error(metric);
    if (told_apart <= threshold)
        return std::nullopt;
    const auto needed = std::ceil(static_cast<double>(metric.trials.size()) * std::pow(told_apart / threshold, 2));
    auto finding = risk_of("risk/spread", metric.name,
                           capitalised(fmt::format("{} varies too much to see a change of {}, its threshold",
                                                   label(metric.name), percent_limit(threshold))));
    finding.evidence = fmt::format("{} trials, median {}, {} to {}: two such measurements tell changes of {} and more "
                                   "apart; {:.0f} trials would tell {}",
                                   metric.trials.size(), quantity(metric.summary.median, metric.unit),
                                   quantity(metric.summary.min, metric.unit), quantity(metric.summary.max, metric.unit),
                                   percent(told_apart), needed, percent_limit(threshold));
    finding.change = "Compare in pairs, which cancels what both sides share: `perfeng remeasure -- " +
                     command_line(measurement.workload) + "`";
    return finding;
}

template <typename T> void keep(std::vector<Finding>& findings, std::optional<T> found) {
    if (found)
        findings.push_back(*std::move(found));
}

} // namespace

std::vector<Finding> near_budgets(const Measurement& measurement, std::span<const Budget> budgets) {
    std::vector<Finding> findings;
    for (const auto& budget : budgets)
        keep(findings, near_budget(measurement, budget));
    return findings;
}

std::vector<Finding> near_thresholds(std::span<const MetricChange> changes) {
    std::vector<Finding> findings;
    for (const auto& change : changes)
        keep(findings, near_threshold(change));
    return findings;
}

std::vector<Finding> wide_spreads(const Measurement& measurement, std::span<const Threshold> given) {
    std::vector<Finding> findings;
    const auto* const cpu = find_metric(measurement, "cpu_time");
    const auto* const wall = find_metric(measurement, "wall_time");
    if (measurement.paired)
        return findings;
    const Times times{cpu != nullptr ? cpu->summary.median : 0, wall != nullptr ? wall->summary.median : 0};
    for (const auto& metric : measurement.metrics)
        if (is_gated(metric.name, time_gate(times, times), given))
            keep(findings, wide_spread(measurement, metric,
                                       threshold_for(metric.name, given).relative_to(metric.summary.median)));
    return findings;
}

std::vector<Finding> grown_functions(const Measurement& measurement, const Measurement& base) {
    std::vector<Finding> findings;
    if (!measurement.profile || !base.profile)
        return findings;
    for (const auto& change : compare_functions(*base.profile, *measurement.profile)) {
        if (!change.significant || change.change <= 0 || findings.size() == grown_told)
            continue;
        const auto& functions = measurement.profile->functions;
        const auto cost = std::ranges::find(functions, change.name, &FunctionCost::name);
        if (cost == functions.end() || !is_own_code(*cost))
            continue;
        auto finding =
            risk_of("risk/grown-function", change.name,
                    fmt::format("It takes {} more of the time than in the baseline", in_points(change.change)));
        finding.evidence = fmt::format(
            "self {} of {} samples, {} of the baseline's{}", percent(change.candidate_self),
            measurement.profile->samples, percent(change.base_self),
            change.ci ? fmt::format("; 95% {} to {}", in_points(change.ci->lo), in_points(change.ci->hi)) : "");
        finding.change = "Look at what changed there. A share grows too where the rest got faster: `perfeng compare` "
                         "tells the times";
        finding.function = change.name;
        finding.file = cost->file;
        finding.line = cost->line;
        findings.push_back(std::move(finding));
    }
    return findings;
}

std::vector<Finding> deep_recursion(const Measurement& measurement) {
    std::vector<Finding> findings;
    if (!measurement.profile)
        return findings;
    const auto cap = measurement.profile->depth_cap;
    for (const auto& cost : measurement.profile->functions) {
        if (cost.max_depth < deep || !is_own_code(cost))
            continue;
        const bool cut = cap > 0 && measurement.profile->quality.capped_share > 0;
        auto finding =
            risk_of("risk/deep-recursion", cost.name, "Deep recursion: a larger input may overflow the stack");
        finding.evidence = fmt::format("it stood {} times in one stack", cost.max_depth);
        if (cut)
            finding.evidence += fmt::format("; {} of the weight has stacks at the recorder's limit of {} frames, so it "
                                            "may be deeper",
                                            percent(measurement.profile->quality.capped_share), cap);
        finding.change =
            "Bound the depth (a limit with an error message), or keep a stack of your own in a loop; test it "
            "with an input many times as deep";
        finding.function = cost.name;
        finding.file = cost.file;
        finding.line = cost.line;
        findings.push_back(std::move(finding));
    }
    return findings;
}

} // namespace perfeng::analysis
