#pragma once

#include "perfeng/analysis/verdicts.hpp"
#include "perfeng/measure/pairs.hpp"

#include <vector>

namespace perfeng::pipeline {

/// Says after each pair whether the verdict on every gated metric is known, and there are pairs enough for an interval.
class Stopping {
public:
    /// `alpha` is for all gated metrics together: each gets its part.
    Stopping(std::vector<analysis::Threshold> thresholds, double alpha);

    [[nodiscard]] bool enough(const measure::TrialPair& pair);

private:
    std::vector<analysis::Threshold> thresholds_;
    double alpha_;
    std::vector<Trial> base_;
    std::vector<Trial> candidate_;
};

/// Judges every metric that both sides have in all pairs. `alpha` is divided by the number of gated metrics.
[[nodiscard]] std::vector<MetricChange> judge_paired_metrics(const std::vector<Metric>& base,
                                                             const std::vector<Metric>& candidate,
                                                             std::span<const analysis::Threshold> thresholds,
                                                             double alpha);

} // namespace perfeng::pipeline
