#include "perfeng/analysis/advice.hpp"

#include "false_alarm.hpp"
#include "gathered.hpp"
#include "run_advice.hpp"
#include "words.hpp"

#include "perfeng/stats/proportion.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace perfeng::analysis {
namespace {

constexpr std::uint64_t enough_samples = 10;
constexpr std::uint64_t many_samples = 50;
constexpr std::size_t sites_told = 3;

Interval interval_of(const Gathered& gathered, const Profile& profile) {
    if (profile.samples == 0)
        return {gathered.share, gathered.share};
    return stats::wilson(std::min(gathered.samples, profile.samples), profile.samples);
}

/// From the low end of share and gain to the high end. None where the gain is not known.
std::optional<Interval> expected_of(const Interval& share, const Gain& gain) {
    if (gain.typical <= 1)
        return std::nullopt;
    const auto low = std::max(1.0, std::min(gain.low, gain.typical));
    return Interval{share.lo * (1 - 1 / low), share.hi * (1 - 1 / gain.typical)};
}

bool is_counted_once_only(const Profile& profile) { return profile.samples == 0; }

std::string evidence_of(const Gathered& gathered, const Profile& profile, const Interval& share) {
    auto text = is_counted_once_only(profile)
                    ? fmt::format("{} of {}", percent(gathered.share), profile.event)
                    : fmt::format("{} of {} samples: {} of the CPU time, {} to {} at 95%",
                                  quantity(static_cast<double>(gathered.samples), Unit::count),
                                  quantity(static_cast<double>(profile.samples), Unit::count), percent(gathered.share),
                                  percent(share.lo), percent(share.hi));
    if (gathered.allocations > 0)
        text += fmt::format("; {} allocations of {} there",
                            quantity(static_cast<double>(gathered.allocations), Unit::count),
                            quantity(static_cast<double>(gathered.allocated_bytes), Unit::bytes));
    return text + ". " + capitalised(gathered.rule->meaning);
}

/// Doubts after which shares are those of another program than users run, or of a few samples.
bool weakens_advice(const Finding& finding) {
    constexpr std::array<std::string_view, 10> weakening{
        "executable/unoptimised",  "build/unoptimised",   "build/empty-cmake-build-type", "build/instrumented",
        "executable/instrumented", "profile/few-samples", "profile/unknown-names",        "profile/unrooted",
        "profile/lost-samples",    "profile/missing-time"};
    return std::ranges::find(weakening, finding.rule) != weakening.end();
}

Confidence confidence_in(const Gathered& gathered, const std::optional<FalseAlarmResult>& test,
                         const Measurement& measurement) {
    const bool placed = !gathered.sites.empty() && gathered.sites.front().line > 0;
    if (!placed || gathered.rule->pattern.rank < cause - 5 || std::ranges::any_of(measurement.findings, weakens_advice))
        return Confidence::low;
    const bool tested = test && !test->alarm_is_false;
    return gathered.samples >= many_samples && (tested || gathered.rule->pattern.rank >= particular)
               ? Confidence::high
               : Confidence::medium;
}

Advice advice_of(const Gathered& gathered, const Interval& share, const std::optional<FalseAlarmResult>& test) {
    const auto& rule = *gathered.rule;
    Advice advice{.samples = gathered.samples, .share = gathered.share, .share_ci = share};
    advice.sites = gathered.sites;
    advice.sites.resize(std::min(advice.sites.size(), sites_told));
    advice.allocations = gathered.allocations;
    advice.allocated_bytes = gathered.allocated_bytes;
    advice.gain = rule.gain.typical;
    advice.gain_source = rule.gain.source;
    advice.expected = expected_of(share, rule.gain);
    advice.before = rule.before;
    advice.after = rule.after;
    advice.false_alarm = rule.false_alarm;
    advice.tested = test ? test->found : std::string();
    advice.pins = rule.pins;
    advice.verify = "perfeng remeasure && perfeng compare";
    return advice;
}

Finding recommendation(const Gathered& gathered, const std::optional<FalseAlarmResult>& test,
                       const Measurement& measurement, const AdviceOptions& options) {
    const auto& rule = *gathered.rule;
    const auto share = interval_of(gathered, *measurement.profile);
    Finding finding;
    finding.id = "advice/" + rule.id;
    finding.kind = FindingKind::recommendation;
    finding.rule = rule.id;
    finding.title = rule.title;
    finding.evidence = evidence_of(gathered, *measurement.profile, share);
    finding.change = capitalised(rule.change);
    finding.impact = Impact{.metric = "cpu_time", .ceiling = gathered.share};
    if (!gathered.sites.empty()) {
        finding.function = gathered.sites.front().function;
        finding.file = gathered.sites.front().file;
        finding.line = gathered.sites.front().line;
    }
    finding.confidence = confidence_in(gathered, test, measurement);
    finding.advice = advice_of(gathered, share, test);
    if (const auto known = options.record.find(rule.id); known != options.record.end())
        finding.advice->record = known->second;
    return finding;
}

/// What is to be told of one rule: a recommendation, or why there is none.
enum class Telling { recommended, dismissed, few_samples, too_little };

/// Where a test confirms the alarm, waiting shows in few samples: it takes no CPU time.
double threshold_of(const Rule& rule, const std::optional<FalseAlarmResult>& test) {
    const bool waits = rule.test == FalseAlarmTest::not_waiting && test && !test->alarm_is_false;
    return waits ? rule.threshold / 5 : rule.threshold;
}

Telling telling_of(const Gathered& gathered, const std::optional<FalseAlarmResult>& test, const Profile& profile) {
    if (gathered.share < threshold_of(*gathered.rule, test))
        return Telling::too_little;
    if (!is_counted_once_only(profile) && gathered.samples < enough_samples)
        return Telling::few_samples;
    return test && test->alarm_is_false ? Telling::dismissed : Telling::recommended;
}

Finding note(std::string rule, std::string title, std::string evidence, std::string change) {
    Finding finding;
    finding.id = rule;
    finding.rule = std::move(rule);
    finding.title = std::move(title);
    finding.evidence = std::move(evidence);
    finding.change = std::move(change);
    finding.confidence = Confidence::high;
    return finding;
}

Finding needs_more_samples(const std::vector<std::string>& rules, const Measurement& measurement) {
    return note("advice/needs-more-samples", "More samples are needed to say more",
                fmt::format("under {} samples each: {}", enough_samples, fmt::join(rules, "; ")),
                "Give the program more work, or sample faster: `" +
                    measure_again(measurement, "--passes cpu --frequency 4999") + "`");
}

Finding nothing_found(const std::vector<Gathered>& gathered, const Profile& profile) {
    const auto largest = std::ranges::max_element(gathered, {}, &Gathered::share);
    const auto looked_at = is_counted_once_only(profile)
                               ? "what was counted"
                               : quantity(static_cast<double>(profile.samples), Unit::count) + " samples";
    auto evidence = largest == gathered.end() ? fmt::format("no rule fits any of {}", looked_at)
                                              : fmt::format("of {} the most that fits one rule is {} ({})", looked_at,
                                                            percent(largest->share), largest->rule->id);
    if (!profile.hot_lines.empty()) {
        const auto& [function, file, line, share, samples, first, source] = profile.hot_lines.front();
        evidence += fmt::format(". The hottest line of your own code has {}: {} ({}:{})", percent(share), function,
                                file_name(file), line);
    }
    return note("advice/nothing", "Nothing worth changing was found", std::move(evidence), "");
}

/// Where no gain is known, a half of the bound is as good a guess as any, to put findings in order.
double worth_of(const Finding& finding) {
    if (!finding.advice)
        return finding.impact ? finding.impact->ceiling / 2 : 0;
    const auto& expected = finding.advice->expected;
    return expected ? (expected->lo + expected->hi) / 2 : finding.advice->share / 2;
}

} // namespace

namespace {

bool tells_of_time(const Measurement& measurement) {
    return measurement.profile && !measurement.profile->stacks.empty() && measurement.profile->unit != Unit::bytes;
}

} // namespace

std::vector<Finding> advise(const Measurement& measurement, const AdviceOptions& options) {
    auto findings = advise_on_run(measurement);
    if (!tells_of_time(measurement))
        return findings;
    const auto& profile = *measurement.profile;
    std::vector<const Rule*> rules;
    for (const auto* const list : {&options.rules, &built_in_rules()})
        for (const auto& rule : *list)
            rules.push_back(&rule);
    const auto gathered = gather(measurement, rules);

    std::vector<std::string> dismissed;
    std::vector<std::string> few;
    for (const auto& each : gathered) {
        const auto test = test_false_alarm(each, measurement);
        const auto words = fmt::format("{} ({})", each.rule->id, percent(each.share));
        switch (telling_of(each, test, profile)) {
        case Telling::recommended:
            findings.push_back(recommendation(each, test, measurement, options));
            break;
        case Telling::dismissed:
            dismissed.push_back(words + ": " + test->found);
            break;
        case Telling::few_samples:
            few.push_back(words);
            break;
        case Telling::too_little:
            break;
        }
    }
    std::ranges::stable_sort(findings, std::ranges::greater{}, worth_of);
    if (findings.empty())
        findings.push_back(nothing_found(gathered, profile));
    if (!dismissed.empty())
        findings.push_back(note("advice/dismissed", "Rules that fit but do not hold here",
                                fmt::format("{}", fmt::join(dismissed, "; ")), ""));
    if (!few.empty())
        findings.push_back(needs_more_samples(few, measurement));
    return findings;
}

} // namespace perfeng::analysis
