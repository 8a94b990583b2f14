#include "merged_metrics.hpp"

#include "note.hpp"
#include "words.hpp"

#include "perfeng/stats/random_effects.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <numeric>

namespace perfeng::analysis {
namespace {

constexpr double level_told = 0.05;
constexpr double disagreement_told = 0.05;

/// One metric on one machine.
struct MetricThere {
    const MetricChange* metric = nullptr;
    std::string machine;
};

std::vector<MetricThere> everywhere(const std::vector<ComparisonThere>& there, const std::string& name) {
    std::vector<MetricThere> metrics;
    for (const auto& [comparison, machine] : there) {
        const auto found = std::ranges::find(comparison->metrics, name, &MetricChange::name);
        if (found != comparison->metrics.end())
            metrics.push_back({&*found, machine});
    }
    return metrics;
}

bool is_paired(const MetricThere& there) {
    return there.metric->ci && there.metric->pairs > 0 && there.metric->ci->lo > -1;
}

stats::Effect effect_of(const MetricThere& there) {
    const auto& ci = *there.metric->ci;
    const auto error = (std::log1p(ci.hi) - std::log1p(ci.lo)) / (2 * stats::errors_at(level_told));
    return {std::log1p(there.metric->change), error * error};
}

std::string figures_of(const std::vector<MetricThere>& all) {
    std::string text;
    for (const auto& [metric, machine] : all)
        text += fmt::format("{}{} {}", text.empty() ? "" : ", ", machine, percent_change(metric->change));
    return text;
}

/// The verdict of an interval of logarithms against the threshold.
void judge(MetricChange& merged, const stats::PooledEffect& pooled, double level) {
    const auto half = stats::errors_at(level) * pooled.error;
    const double sign = merged.better == Better::lower ? 1 : -1;
    const auto worse = sign * pooled.value;
    const auto limit = std::log1p(merged.threshold);
    merged.not_worse = worse + half <= limit;
    merged.verdict = Verdict::inconclusive;
    if (worse - half > limit)
        merged.verdict = Verdict::regressed;
    else if (worse + half < -limit)
        merged.verdict = Verdict::improved;
    else if (merged.not_worse && worse - half >= -limit)
        merged.verdict = Verdict::unchanged;
}

void tell_disagreement(MetricChange& merged, const std::vector<MetricThere>& all) {
    add_note(merged, "the machines disagree: " + figures_of(all));
    const bool regressed_somewhere =
        std::ranges::any_of(all, [](const MetricThere& there) { return there.metric->verdict == Verdict::regressed; });
    if (!regressed_somewhere || merged.verdict == Verdict::regressed)
        return;
    merged.verdict = Verdict::inconclusive;
    merged.not_worse = false;
}

MetricChange pooled_metric(const std::vector<MetricThere>& all, double level) {
    auto merged = *all.front().metric;
    std::vector<stats::Effect> effects;
    double log_base = 0;
    merged.pairs = 0;
    merged.note.clear();
    merged.noise_floor.reset();
    merged.base_trials.clear();
    merged.candidate_trials.clear();
    for (const auto& there : all) {
        effects.push_back(effect_of(there));
        log_base += std::log(there.metric->base) / static_cast<double>(all.size());
        merged.pairs += there.metric->pairs;
        const auto& [base, candidate] = std::tie(there.metric->base_trials, there.metric->candidate_trials);
        merged.base_trials.insert(merged.base_trials.end(), base.begin(), base.end());
        merged.candidate_trials.insert(merged.candidate_trials.end(), candidate.begin(), candidate.end());
    }
    const auto pooled = stats::pool(effects);
    const auto half = stats::errors_at(level_told) * pooled.error;
    merged.change = std::expm1(pooled.value);
    merged.ci = Interval{std::expm1(pooled.value - half), std::expm1(pooled.value + half)};
    merged.base = std::exp(log_base);
    merged.candidate = merged.base * (1 + merged.change);
    judge(merged, pooled, level);
    if (pooled.disagreement < disagreement_told)
        tell_disagreement(merged, all);
    return merged;
}

/// Regressed before inconclusive before the rest; of alike ones the larger change.
const MetricChange& worst_of(const std::vector<MetricThere>& all) {
    const auto badness = [](const MetricThere& there) {
        const auto verdict = there.metric->verdict;
        const int rank = verdict == Verdict::regressed ? 2 : verdict == Verdict::inconclusive ? 1 : 0;
        return std::pair(rank, there.metric->change);
    };
    return *std::ranges::max_element(all, {}, badness)->metric;
}

} // namespace

std::vector<MetricChange> merged_metrics(const std::vector<ComparisonThere>& there, double alpha) {
    const auto& first = there.front().comparison->metrics;
    const auto gated = std::ranges::count_if(first, &MetricChange::gated);
    const auto level = alpha / static_cast<double>(std::max<std::ptrdiff_t>(gated, 1));
    std::vector<MetricChange> metrics;
    for (const auto& metric : first) {
        const auto all = everywhere(there, metric.name);
        if (all.size() < there.size())
            continue;
        const bool positive = std::ranges::all_of(all, [](const MetricThere& one) { return one.metric->base > 0; });
        metrics.push_back(positive && std::ranges::all_of(all, is_paired) ? pooled_metric(all, level) : worst_of(all));
    }
    return metrics;
}

} // namespace perfeng::analysis
