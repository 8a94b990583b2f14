#include "perfeng/analysis/outcomes.hpp"

#include "gathered.hpp"
#include "words.hpp"

#include "perfeng/stats/paired.hpp"
#include "perfeng/stats/proportion.hpp"
#include "perfeng/stats/summary.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace perfeng::analysis {
namespace {

constexpr double acted_on = 0.25; ///< of the rule's cost that has to be gone

/// CPU time of both sides, from pairs: seconds, and the change as paired_change() estimates it.
struct PairedTimes {
    double base = 0;
    double candidate = 0;
    stats::PairedEstimate estimate;
};

const Metric* cpu_time_of(const std::vector<Metric>& metrics) {
    const auto found = std::ranges::find(metrics, "cpu_time", &Metric::name);
    return found == metrics.end() || found->trials.empty() ? nullptr : &*found;
}

std::optional<PairedTimes> paired_times(const Measurement& candidate) {
    const auto* const before = candidate.paired ? cpu_time_of(candidate.paired->metrics) : nullptr;
    const auto* const after = cpu_time_of(candidate.metrics);
    if (before == nullptr || after == nullptr || before->trials.size() != after->trials.size())
        return std::nullopt;
    std::vector<double> ratios;
    for (std::size_t pair = 0; pair < after->trials.size(); ++pair) {
        if (before->trials[pair] <= 0 || after->trials[pair] <= 0)
            return std::nullopt;
        ratios.push_back(std::log(after->trials[pair] / before->trials[pair]));
    }
    return PairedTimes{stats::median(before->trials), stats::median(after->trials), stats::paired_change(ratios)};
}

/// The share of the rule in the candidate, with its interval.
Interval share_in(const std::vector<Gathered>& gathered, const std::string& rule, const Profile& profile) {
    const auto found = std::ranges::find_if(gathered, [&](const Gathered& each) { return each.rule->id == rule; });
    const auto samples = found == gathered.end() ? 0 : std::min(found->samples, profile.samples);
    return stats::wilson(samples, profile.samples);
}

RuleOutcome outcome_of(const Finding& finding, const Measurement& base, const Measurement& candidate,
                       const PairedTimes& times, const Interval& share_after) {
    RuleOutcome outcome{.rule = finding.rule,
                        .function = finding.function,
                        .file = finding.file,
                        .line = finding.line,
                        .base = base.id,
                        .candidate = candidate.id,
                        .bound = finding.advice->share,
                        .expected = finding.advice->expected};
    const auto middle = (share_after.lo + share_after.hi) / 2;
    outcome.removed = finding.advice->share - middle * times.candidate / times.base;
    outcome.achieved = -times.estimate.change;
    if (const auto& ci = times.estimate.ci)
        outcome.achieved_ci = Interval{-ci->hi, -ci->lo};
    return outcome;
}

std::string range_words(const std::vector<RuleOutcome>& outcomes) {
    const auto one = [](const RuleOutcome& outcome) {
        const auto expected =
            outcome.expected ? fmt::format("{} to {}", percent(outcome.expected->lo), percent(outcome.expected->hi))
                             : "at most " + percent(outcome.bound);
        const auto others = outcome.together > 1 ? fmt::format(" ({} changes at once)", outcome.together) : "";
        return fmt::format("expected {} of CPU time, {} went away there, the program took {} less{}", expected,
                           percent(outcome.removed), percent(outcome.achieved), others);
    };
    std::vector<std::string> parts;
    for (const auto& outcome : outcomes)
        parts.push_back(one(outcome));
    return fmt::format("{}", fmt::join(parts, "; "));
}

} // namespace

std::vector<RuleOutcome> outcomes_of(const Measurement& base, const Measurement& candidate,
                                     const std::vector<Rule>& own_rules) {
    const auto times = paired_times(candidate);
    if (!times || !candidate.profile || candidate.profile->samples == 0 || candidate.profile->stacks.empty() ||
        base.executable.sha256 == candidate.executable.sha256)
        return {};
    std::vector<const Rule*> rules;
    for (const auto* const list : {&own_rules, &built_in_rules()})
        for (const auto& rule : *list)
            rules.push_back(&rule);
    const auto gathered = gather(candidate, rules);

    std::vector<RuleOutcome> outcomes;
    for (const auto& finding : base.findings) {
        if (finding.kind != FindingKind::recommendation || !finding.advice || finding.advice->samples == 0)
            continue;
        const auto after = share_in(gathered, finding.rule, *candidate.profile);
        const bool beyond_noise = finding.advice->share_ci.lo * times->base > after.hi * times->candidate;
        auto outcome = outcome_of(finding, base, candidate, *times, after);
        if (beyond_noise && outcome.removed >= acted_on * outcome.bound)
            outcomes.push_back(std::move(outcome));
    }
    for (auto& outcome : outcomes)
        outcome.together = static_cast<int>(outcomes.size());
    return outcomes;
}

std::map<std::string, std::string> record_of(std::span<const RuleOutcome> outcomes) {
    constexpr std::size_t told = 3; // the newest
    std::map<std::string, std::vector<RuleOutcome>> by_rule;
    for (const auto& outcome : outcomes)
        by_rule[outcome.rule].push_back(outcome);
    std::map<std::string, std::string> record;
    for (auto& [rule, all] : by_rule) {
        const auto times = all.size();
        if (times > told)
            all.erase(all.begin(), all.end() - told);
        record[rule] =
            fmt::format("acted on {}: {}", times == 1 ? "once" : fmt::format("{} times", times), range_words(all));
    }
    return record;
}

} // namespace perfeng::analysis
