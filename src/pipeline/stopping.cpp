#include "stopping.hpp"

#include "perfeng/measure/metrics.hpp"

#include <algorithm>

namespace perfeng::pipeline {
namespace {

constexpr std::size_t pairs_for_an_interval = 6;

std::vector<MetricChange> judge_at(const std::vector<Metric>& base, const std::vector<Metric>& candidate,
                                   std::span<const analysis::Threshold> thresholds, double alpha) {
    std::vector<MetricChange> changes;
    for (const auto& side : base) {
        const auto other = std::ranges::find(candidate, side.name, &Metric::name);
        if (other == candidate.end() || other->trials.size() != side.trials.size())
            continue;
        changes.push_back(analysis::judge_pairs({side.name, side.unit, side.better}, side.trials, other->trials,
                                                analysis::threshold_for(side.name, thresholds), alpha));
    }
    analysis::mark_gated(changes, thresholds);
    return changes;
}

} // namespace

std::vector<MetricChange> judge_paired_metrics(const std::vector<Metric>& base, const std::vector<Metric>& candidate,
                                               std::span<const analysis::Threshold> thresholds, double alpha) {
    const auto gated = std::ranges::count_if(judge_at(base, candidate, thresholds, alpha), &MetricChange::gated);
    return judge_at(base, candidate, thresholds, alpha / static_cast<double>(std::max<std::ptrdiff_t>(gated, 1)));
}

Stopping::Stopping(std::vector<analysis::Threshold> thresholds, double alpha)
    : thresholds_(std::move(thresholds)), alpha_(alpha) {}

bool Stopping::enough(const measure::TrialPair& pair) {
    base_.push_back(pair.base);
    candidate_.push_back(pair.candidate);
    if (base_.size() < pairs_for_an_interval)
        return false;
    const auto changes =
        judge_paired_metrics(measure::metrics_of(base_), measure::metrics_of(candidate_), thresholds_, alpha_);
    return std::ranges::none_of(
        changes, [](const MetricChange& change) { return change.gated && change.verdict == Verdict::inconclusive; });
}

} // namespace perfeng::pipeline
