#include "words.hpp"

#include "perfeng/analysis/growth.hpp"
#include "perfeng/analysis/sizes.hpp"
#include "perfeng/model/error.hpp"
#include "perfeng/stats/growth.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <utility>

namespace perfeng::analysis {
namespace {

constexpr double share_that_matters = 0.05;
constexpr double little_of_its_own = 0.05;
constexpr double nearly_all = 0.8;
constexpr std::size_t most_findings = 5;

bool is_steep(const FunctionGrowth& function) {
    return function.share > share_that_matters && stats::grows_beyond_linear(function.fit);
}

/// What another steep function of the user's code does, is not this one's doing.
bool only_calls_a_steep_one(const FunctionGrowth& function, const std::vector<const FunctionGrowth*>& steep) {
    if (function.self_share >= little_of_its_own)
        return false;
    return std::ranges::any_of(steep, [&](const FunctionGrowth* other) {
        const bool below = other->share < function.share ||
                           (other->share == function.share && other->self_share > function.self_share);
        return other != &function && below && other->share >= nearly_all * function.share;
    });
}

std::vector<const FunctionGrowth*> culprits(const Growth& growth) {
    std::vector<const FunctionGrowth*> steep;
    for (const auto& function : growth.functions)
        if (function.own && is_steep(function))
            steep.push_back(&function);
    if (steep.empty())
        for (const auto& function : growth.functions)
            if (is_steep(function) && function.self_share > share_that_matters)
                steep.push_back(&function);
    std::vector<const FunctionGrowth*> guilty;
    for (const auto* const function : steep)
        if (!only_calls_a_steep_one(*function, steep) && guilty.size() < most_findings)
            guilty.push_back(function);
    return guilty;
}

std::string rule_of(const GrowthFit& fit) {
    if (fit.classes.empty())
        return "growth/power";
    switch (fit.classes.front().growth) {
    case GrowthClass::cubic:
        return "growth/cubic";
    case GrowthClass::exponential:
        return "growth/exponential";
    case GrowthClass::quadratic:
        return "growth/quadratic";
    default:
        return "growth/power";
    }
}

std::string power_in_words(const GrowthFit& fit) {
    return fit.power ? fmt::format(", as n to the power of {:.2f} [{:.2f}, {:.2f}]", fit.power->exponent,
                                   fit.power->ci.lo, fit.power->ci.hi)
                     : std::string();
}

std::string figures_in_words(const std::vector<double>& sizes, const std::vector<double>& values, Unit unit) {
    return fmt::format("{} at size {}, {} at size {}, over {} sizes", quantity(values.front(), unit),
                       size_text(sizes.front()), quantity(values.back(), unit), size_text(sizes.back()), sizes.size());
}

std::string change_for(const std::string& rule) {
    if (rule == "growth/exponential")
        return "Keep what was computed once (a table, memoisation), or bound the search";
    return "Look at the loop at that line: what it searches, shifts or copies once for each element. A hash or sorted "
           "lookup, an index kept up to date, or appending instead of inserting makes it n or n log n";
}

Finding finding_of(const Growth& growth, const FunctionGrowth& function) {
    Finding finding;
    finding.rule = rule_of(function.fit);
    finding.id = finding.rule + ":" + function.name;
    finding.kind = FindingKind::risk;
    finding.function = function.name;
    finding.file = function.hot_file;
    finding.line = function.hot_line;
    finding.title = fmt::format("{} grows as {}", function.name, function.fit.words);
    finding.evidence = fmt::format(
        "{}: {}{}; {} of all {} at the largest size{}", growth.counter,
        figures_in_words(function.sizes, function.values, growth.counted_unit), power_in_words(function.fit),
        percent(function.share), growth.counted.empty() ? "cost" : growth.counted,
        function.hot_share > 0 ? fmt::format(", {} at that line alone", percent(function.hot_share)) : "");
    finding.change = change_for(finding.rule);
    finding.impact = Impact{growth.counter == "callgrind" ? "instructions" : "cpu_time", function.share};
    finding.confidence = growth.counter == "callgrind" ? Confidence::high : Confidence::medium;
    return finding;
}

/// Where functions tell nothing: the counts if there are any, else CPU time.
const MetricGrowth* whole_program(const Growth& growth) {
    for (const auto* const name : {"instructions", "user_time", "cpu_time"})
        for (const auto& metric : growth.metrics)
            if (metric.name == name && stats::grows_beyond_linear(metric.fit))
                return &metric;
    return nullptr;
}

Finding finding_of(const MetricGrowth& metric) {
    Finding finding;
    finding.rule = rule_of(metric.fit);
    finding.id = finding.rule + ":program";
    finding.kind = FindingKind::risk;
    finding.title = fmt::format("The whole program grows as {} in {}", metric.fit.words, label(metric.name));
    finding.evidence = figures_in_words(metric.sizes, metric.values, metric.unit) + power_in_words(metric.fit);
    finding.change =
        "Find the function: perfeng scale --per-function callgrind, with debug information (-g) for its line";
    finding.confidence = metric.name == "instructions" ? Confidence::high : Confidence::medium;
    return finding;
}

Finding drift_note(const std::string& subject, const std::string& warning) {
    Finding finding;
    finding.rule = "growth/drift";
    finding.id = finding.rule + ":" + subject;
    finding.kind = FindingKind::note;
    finding.title = fmt::format("{} leaves its fit", capitalised(subject));
    finding.evidence = warning;
    finding.change =
        "A cache that is outgrown, another algorithm beyond some size, or a figure disturbed by other load: "
        "add sizes around there, and more trials";
    finding.confidence = Confidence::low;
    return finding;
}

} // namespace

std::vector<Finding> growth_findings(const Growth& growth) {
    std::vector<Finding> findings;
    for (const auto* const function : culprits(growth))
        findings.push_back(finding_of(growth, *function));
    if (findings.empty())
        if (const auto* const whole = whole_program(growth))
            findings.push_back(finding_of(*whole));
    for (const auto& metric : growth.metrics)
        if (!metric.fit.warning.empty() && metric.name != "cpu_time") // user time says the same
            findings.push_back(drift_note(label(metric.name), metric.fit.warning));
    for (const auto& function : growth.functions)
        if (!function.fit.warning.empty() && function.own && function.share > share_that_matters)
            findings.push_back(drift_note(function.name, function.fit.warning));
    return findings;
}

namespace {

Finding unpredicted(const Budget& budget, const std::string& why) {
    Finding finding;
    finding.rule = "growth/budget";
    finding.id = "growth/budget/not-predicted:" + budget.metric;
    finding.kind = FindingKind::doubt;
    finding.title =
        fmt::format("{} can't be predicted: its budget of {} is open", capitalised(label(budget.metric)), budget.text);
    finding.evidence = why;
    finding.change =
        "Measure with the sizes that it takes, with more trials (--trials 10), on a machine that does nothing else";
    finding.confidence = Confidence::high;
    return finding;
}

std::optional<Finding> judged(const MetricGrowth& metric, const Budget& budget) {
    const auto& prediction = metric.fit.prediction;
    if (!prediction) {
        const auto& why = metric.fit.refused.empty() ? metric.fit.not_predicted : metric.fit.refused;
        return unpredicted(budget, why);
    }
    if (prediction->value <= budget.limit)
        return std::nullopt;
    const bool sure = prediction->ci.lo > budget.limit;
    Finding finding;
    finding.rule = "growth/budget";
    finding.id = fmt::format("growth/budget{}:{}", sure ? "" : "/noise", budget.metric);
    finding.kind = sure ? FindingKind::budget : FindingKind::doubt;
    finding.title = fmt::format("{} at size {} is predicted {} its budget of {}{}", capitalised(label(metric.name)),
                                size_text(prediction->size), sure ? "significantly over" : "over", budget.text,
                                sure ? "" : ", within the prediction's interval");
    finding.evidence =
        fmt::format("{} grows as {}; predicted {} [{}, {}], limit {}", label(metric.name), metric.fit.words,
                    quantity(prediction->value, metric.unit), quantity(prediction->ci.lo, metric.unit),
                    quantity(prediction->ci.hi, metric.unit), quantity(budget.limit, metric.unit));
    finding.change = sure ? "Make what grows fastest cheaper: the functions with the largest share at the largest size"
                          : "Measure nearer to that size, with more trials";
    finding.confidence = sure ? Confidence::high : Confidence::low;
    return finding;
}

} // namespace

std::vector<Finding> predicted_budget_findings(const Growth& growth, std::span<const Budget> budgets) {
    std::vector<Finding> findings;
    for (const auto& budget : budgets) {
        const auto metric = std::ranges::find(growth.metrics, budget.metric, &MetricGrowth::name);
        if (metric == growth.metrics.end())
            findings.push_back(unpredicted(budget, "sizes are not measured with " + budget.metric));
        else if (auto finding = judged(*metric, budget))
            findings.push_back(std::move(*finding));
    }
    return findings;
}

Gate growth_gate(const std::vector<Finding>& findings, bool asked, bool strict) {
    if (!asked)
        return {.status = "not asked", .exit_status = 0, .reasons = {}};
    Gate gate{.status = "passed", .exit_status = 0, .reasons = {}};
    for (const auto& finding : findings)
        if (finding.kind == FindingKind::budget) {
            gate.status = "failed";
            gate.exit_status = static_cast<int>(ExitCode::gate_failed);
            gate.reasons.push_back({ReasonKind::budget, "", finding.title});
        }
    for (const auto& finding : findings)
        if (finding.kind == FindingKind::doubt) {
            gate.reasons.push_back({.kind = ReasonKind::open, .subject = "", .text = finding.title, .failing = false});
            if (gate.status != "passed")
                continue;
            gate.status = "inconclusive";
            gate.exit_status = strict ? static_cast<int>(ExitCode::inconclusive) : 0;
        }
    return gate;
}

} // namespace perfeng::analysis
