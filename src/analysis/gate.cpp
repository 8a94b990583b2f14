#include "perfeng/analysis/gate.hpp"

#include "words.hpp"

#include "perfeng/model/error.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace perfeng::analysis {
namespace {

using Reasons = std::vector<std::string>;

/// The command that shows why one side is as it is.
std::string look_at(const Side& side) {
    return side.id.empty() ? "perfeng baseline -- " + side.command : "perfeng bottleneck " + side.id;
}

std::string change_of(const MetricChange& metric) {
    if (!std::isfinite(metric.change))
        return fmt::format("from {} to {}", quantity(metric.base, metric.unit),
                           quantity(metric.candidate, metric.unit));
    return signed_percent(metric.change) + (metric.ci ? " " + interval(*metric.ci) : "");
}

/// A verification compared the output better than digests do: with masks, and by the line.
bool verified_output(const Comparison& comparison) {
    return std::ranges::any_of(comparison.checks, [](const Check& check) {
        return check.kind == CheckKind::output && check.status != CheckStatus::not_run;
    });
}

void different_output(const Comparison& comparison, Reasons& reasons) {
    if (comparison.output_identical == false && !verified_output(comparison))
        reasons.emplace_back("the output differs from the baseline's, which is the same in every trial: see where: "
                             "perfeng verify --checks output");
}

void failed_checks(const Comparison& comparison, Reasons& failures, Reasons& open) {
    for (const auto& check : comparison.checks) {
        const auto detail = check.detail.empty() ? "" : ": " + check.detail;
        if (check.status == CheckStatus::failed)
            failures.push_back(fmt::format("the check '{}' failed{}: see it with perfeng verify", check.name, detail));
        else if (check.status == CheckStatus::not_run)
            open.push_back(fmt::format("the check '{}' was not run{}{}", check.name, detail,
                                       check.how.empty() ? "" : ": " + check.how));
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
    for (const auto& site : comparison.leaks->new_sites)
        reasons.push_back(
            fmt::format("a new leak in {}: {} {}, {}, limit 0: {}", named_place(site),
                        quantity(static_cast<double>(site.count), Unit::count), site.count == 1 ? "block" : "blocks",
                        quantity(static_cast<double>(site.bytes), Unit::bytes), look_at(comparison.candidate)));
}

std::string over_budget(const Budget& budget, double value, Unit unit) {
    const auto excess = budget.limit > 0 ? fmt::format(" by {}", percent(value / budget.limit - 1)) : "";
    return fmt::format("{} is {}, over its budget of {}{}", label(budget.metric), quantity(value, unit), budget.text,
                       excess);
}

void broken_budgets(const Comparison& comparison, std::span<const Budget> budgets, Reasons& broken, Reasons& open) {
    for (const auto& budget : budgets) {
        const auto metric = std::ranges::find(comparison.metrics, budget.metric, &MetricChange::name);
        if (metric == comparison.metrics.end())
            open.push_back(fmt::format("{} was not measured: its budget of {} can't be checked", label(budget.metric),
                                       budget.text));
        else if (metric->candidate > budget.limit)
            broken.push_back(over_budget(budget, metric->candidate, metric->unit) + ": " +
                             look_at(comparison.candidate));
    }
}

/// How far beyond its limit, in limits: what makes one regression worse than another.
double excess(const MetricChange& metric) { return std::abs(metric.change) - metric.threshold; }

void regressions(const Comparison& comparison, Reasons& reasons) {
    std::vector<const MetricChange*> regressed;
    for (const auto& metric : comparison.metrics)
        if (metric.gated && metric.verdict == Verdict::regressed)
            regressed.push_back(&metric);
    std::ranges::stable_sort(regressed, [](const auto* a, const auto* b) { return excess(*a) > excess(*b); });
    for (const auto* metric : regressed)
        reasons.push_back(fmt::format("{} regressed: {}, limit {}: {}", label(metric->name), change_of(*metric),
                                      percent(metric->threshold), look_at(comparison.candidate)));
}

std::string decide_better(const Comparison& comparison) {
    if (comparison.base.imported || comparison.candidate.imported)
        return "import six runs or more of each side, or measure here: perfeng baseline -- CMD";
    return comparison.method == Method::saved ? "run pairs: perfeng remeasure -- " + comparison.candidate.command
                                              : "run more pairs with --thorough";
}

void open_questions(const Comparison& comparison, Reasons& reasons) {
    for (const auto& metric : comparison.metrics)
        if (metric.gated && metric.verdict == Verdict::inconclusive && !metric.not_worse)
            reasons.push_back(fmt::format("{} is inconclusive: {}, limit {}{}: {}", label(metric.name),
                                          change_of(metric), percent(metric.threshold),
                                          metric.pairs > 0 ? fmt::format(", {} pairs", metric.pairs) : "",
                                          decide_better(comparison)));
}

bool nothing_judged(const Comparison& comparison, std::span<const Budget> budgets) {
    return std::ranges::none_of(comparison.metrics, &MetricChange::gated) && budgets.empty() && !comparison.leaks &&
           !comparison.output_identical && comparison.checks.empty();
}

Gate gate_of(std::string status, ExitCode code, Reasons reasons) {
    return {.status = std::move(status), .exit_status = static_cast<int>(code), .reasons = std::move(reasons)};
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

Gate decide(const Comparison& comparison, std::span<const Budget> budgets, bool strict, bool asked) {
    if (!asked)
        return gate_of("not asked", ExitCode::ok, {});
    Reasons failures;
    Reasons open;
    different_output(comparison, failures);
    failed_checks(comparison, failures, open);
    new_leaks(comparison, failures);
    broken_budgets(comparison, budgets, failures, open);
    regressions(comparison, failures);
    open_questions(comparison, open);
    if (nothing_judged(comparison, budgets))
        open.emplace_back("both sides have no gated metric in common: gate one with --threshold METRIC=LIMIT, "
                          "or measure both with perfeng baseline");
    if (!failures.empty()) {
        failures.insert(failures.end(), open.begin(), open.end());
        return gate_of("failed", ExitCode::gate_failed, std::move(failures));
    }
    if (!open.empty())
        return gate_of("inconclusive", strict ? ExitCode::inconclusive : ExitCode::ok, std::move(open));
    return gate_of("passed", ExitCode::ok, {});
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
