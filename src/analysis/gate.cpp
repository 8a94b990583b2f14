#include "perfeng/analysis/gate.hpp"

#include "gate_status.hpp"
#include "words.hpp"

#include "perfeng/analysis/functions.hpp"
#include "perfeng/model/error.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <set>

namespace perfeng::analysis {
namespace {

using Reasons = std::vector<Reason>;

Reason open_reason(std::string subject, std::string text) {
    return {.kind = ReasonKind::open, .subject = std::move(subject), .text = std::move(text), .failing = false};
}

/// The command that shows why one side is as it is.
std::string look_at(const Side& side) {
    return side.id.empty() ? "perfeng baseline -- " + side.command : "perfeng bottleneck " + side.id;
}

std::string change_of(const MetricChange& metric) {
    if (!std::isfinite(metric.change))
        return fmt::format("from {} to {}", quantity(metric.base, metric.unit),
                           quantity(metric.candidate, metric.unit));
    return percent_change(metric.change) + (metric.ci ? " " + percent_change(*metric.ci) : "");
}

/// A verification compared the output better than digests do: with masks, and by the line.
bool verified_output(const Comparison& comparison) {
    return std::ranges::any_of(comparison.checks, [](const Check& check) {
        return check.kind == CheckKind::output && check.status != CheckStatus::not_run;
    });
}

void different_output(const Comparison& comparison, Reasons& reasons) {
    if (comparison.output_identical == false && !verified_output(comparison))
        reasons.push_back({ReasonKind::output, "output",
                           "the output differs from the baseline's, which is the same in every trial: see where: "
                           "perfeng verify --checks output"});
}

void failed_checks(const std::vector<Check>& checks, Reasons& reasons) {
    for (const auto& check : checks) {
        const auto detail = check.detail.empty() ? "" : ": " + check.detail;
        if (check.status == CheckStatus::failed)
            reasons.push_back({ReasonKind::check, check.name,
                               fmt::format("the check '{}' failed{}: see it with perfeng verify", check.name, detail)});
        else if (check.status == CheckStatus::not_run)
            reasons.push_back(open_reason(check.name, fmt::format("the check '{}' was not run{}{}", check.name, detail,
                                                                  check.how.empty() ? "" : ": " + check.how)));
    }
}

std::string named_place(const LeakSite& site) {
    if (site.file.empty())
        return site.function;
    return site.line > 0 ? fmt::format("{} ({}:{})", site.function, site.file, site.line)
                         : fmt::format("{} ({})", site.function, site.file);
}

void new_leaks(const Comparison& comparison, Reasons& reasons) {
    if (!comparison.leaks)
        return;
    for (const auto& [site, new_place] : added_leaks(*comparison.leaks)) {
        const auto* const what = new_place ? "a new leak" : "more leaks";
        reasons.push_back(
            {.kind = ReasonKind::leak,
             .subject = site.function,
             .text = fmt::format("{} in {}: {} {}, {}, limit 0: {}", what, named_place(site),
                                 quantity(static_cast<double>(site.count), Unit::count),
                                 site.count == 1 ? "block" : "blocks",
                                 quantity(static_cast<double>(site.bytes), Unit::bytes), look_at(comparison.candidate)),
             .excess = static_cast<double>(site.bytes),
             .file = site.file,
             .line = site.line});
    }
}

std::string over_budget(const Budget& budget, double value, Unit unit) {
    const auto excess = budget.limit > 0 ? fmt::format(" by {}", percent(value / budget.limit - 1)) : "";
    return fmt::format("{} is {}, over its budget of {}{}", label(budget.metric), quantity(value, unit), budget.text,
                       excess);
}

void broken_budgets(const Comparison& comparison, std::span<const Budget> budgets, Reasons& reasons) {
    for (const auto& budget : budgets) {
        const auto metric = std::ranges::find(comparison.metrics, budget.metric, &MetricChange::name);
        if (metric == comparison.metrics.end())
            reasons.push_back(
                open_reason(budget.metric, fmt::format("{} was not measured: its budget of {} can't be checked",
                                                       label(budget.metric), budget.text)));
        else if (metric->candidate > budget.limit)
            reasons.push_back(
                {.kind = ReasonKind::budget,
                 .subject = budget.metric,
                 .text = over_budget(budget, metric->candidate, metric->unit) + ": " + look_at(comparison.candidate),
                 .excess = budget.limit > 0 ? metric->candidate / budget.limit - 1 : metric->candidate});
    }
}

void thresholds_on_nothing(const Comparison& comparison, std::span<const Threshold> thresholds, Reasons& reasons) {
    std::set<std::string> told;
    for (const auto& threshold : thresholds) {
        const auto measured = [&](const MetricChange& metric) {
            return metric.name == threshold.metric || metric_family(metric.name) == threshold.metric;
        };
        if (threshold.explicit_by_user && std::ranges::none_of(comparison.metrics, measured) &&
            told.insert(threshold.metric).second)
            reasons.push_back(
                open_reason(threshold.metric, fmt::format("{} was not measured on both sides: its limit of {} can't be "
                                                          "checked: see NOT MEASURED for how to get it",
                                                          label(threshold.metric), percent_limit(threshold.limit))));
    }
}

/// How far beyond its limit, in limits: what makes one regression worse than another.
double excess(const MetricChange& metric) { return std::abs(metric.change) - metric.threshold; }

void regressions(const Comparison& comparison, Reasons& reasons) {
    for (const auto& metric : comparison.metrics)
        if (metric.gated && metric.verdict == Verdict::regressed)
            reasons.push_back(
                {.kind = ReasonKind::regression,
                 .subject = metric.name,
                 .text = fmt::format("{} regressed: {}, limit {}: {}", label(metric.name), change_of(metric),
                                     percent_limit(metric.threshold), look_at(comparison.candidate)),
                 .excess = excess(metric)});
}

std::string decide_better(const Comparison& comparison, const MetricChange& metric) {
    if (metric.name.ends_with("_growth"))
        return "measure it at larger sizes, or at more of them";
    if (comparison.base.imported || comparison.candidate.imported)
        return "import six runs or more of each side, or measure here: perfeng baseline -- CMD";
    return comparison.method == Method::saved ? "run pairs: perfeng remeasure -- " + comparison.candidate.command
                                              : "run more pairs with --thorough";
}

void open_questions(const Comparison& comparison, Reasons& reasons) {
    for (const auto& metric : comparison.metrics)
        if (metric.gated && metric.verdict == Verdict::inconclusive && !metric.not_worse)
            reasons.push_back(
                open_reason(metric.name, fmt::format("{} is inconclusive: {}, limit {}{}: {}", label(metric.name),
                                                     change_of(metric), percent_limit(metric.threshold),
                                                     metric.pairs > 0 ? fmt::format(", {} pairs", metric.pairs) : "",
                                                     decide_better(comparison, metric))));
}

bool nothing_judged(const Comparison& comparison, std::span<const Budget> budgets) {
    return std::ranges::none_of(comparison.metrics, &MetricChange::gated) && budgets.empty() && !comparison.leaks &&
           !comparison.output_identical && comparison.checks.empty();
}

} // namespace

std::optional<bool> same_output(const Measurement& base, const Measurement& candidate) {
    if (!base.output.deterministic || base.output.digest.empty())
        return std::nullopt;
    if (!candidate.output.deterministic)
        return false;
    if (candidate.output.digest.empty())
        return std::nullopt;
    return base.output.digest == candidate.output.digest;
}

Gate decide(const Comparison& comparison, std::span<const Budget> budgets, bool strict, bool asked,
            std::span<const Threshold> thresholds) {
    if (!asked)
        return {.status = "not asked", .exit_status = 0, .reasons = {}};
    Reasons reasons;
    different_output(comparison, reasons);
    failed_checks(comparison.checks, reasons);
    new_leaks(comparison, reasons);
    broken_budgets(comparison, budgets, reasons);
    thresholds_on_nothing(comparison, thresholds, reasons);
    regressions(comparison, reasons);
    open_questions(comparison, reasons);
    if (nothing_judged(comparison, budgets))
        reasons.push_back(open_reason("", "both sides have no gated metric in common: gate one with --threshold "
                                          "METRIC=LIMIT, or measure both with perfeng baseline"));
    return gate_of_reasons(std::move(reasons), strict);
}

Gate decide(const Judgement& judgement, bool strict, bool asked) {
    if (!asked)
        return {.status = "not asked", .exit_status = 0, .reasons = {}};
    Reasons reasons;
    failed_checks(judgement.checks, reasons);
    for (const auto& workload : judgement.workloads) {
        Reasons own = workload.comparison
                          ? workload.comparison->gate.reasons
                          : Reasons{{ReasonKind::workload, "", "it was not compared: " + workload.error}};
        for (auto& reason : own) {
            reason.workload = workload.name;
            reasons.push_back(std::move(reason));
        }
    }
    return gate_of_reasons(std::move(reasons), strict);
}

std::vector<Finding> budget_findings(const Measurement& measurement, std::span<const Budget> budgets) {
    std::vector<Finding> findings;
    for (const auto& budget : budgets) {
        const auto* metric = find_metric(measurement, budget.metric);
        const bool measured = metric && has_figures(metric->summary);
        if (measured && metric->summary.median <= budget.limit)
            continue;
        Finding finding;
        finding.rule = "budget";
        finding.confidence = Confidence::high;
        if (measured) {
            finding.id = "budget/" + budget.metric;
            finding.kind = FindingKind::budget;
            finding.title = capitalised(over_budget(budget, metric->summary.median, metric->unit));
            finding.evidence =
                fmt::format("median {} over {} trials, limit {}", quantity(metric->summary.median, metric->unit),
                            metric->summary.n, quantity(budget.limit, metric->unit));
            finding.change = "See what it is spent on: perfeng bottleneck " + measurement.id;
        } else {
            finding.id = "budget/" + budget.metric + "/not-measured";
            finding.kind = FindingKind::doubt;
            finding.title = capitalised(fmt::format("{} was not measured: its budget of {} can't be checked",
                                                    label(budget.metric), budget.text));
            finding.evidence = "the measurement has no " + budget.metric;
            finding.change = "See NOT MEASURED for what is missing, then: " + measure_again(measurement);
        }
        findings.push_back(std::move(finding));
    }
    return findings;
}

} // namespace perfeng::analysis
