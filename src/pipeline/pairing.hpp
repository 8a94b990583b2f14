#pragma once

#include "perfeng/analysis/limits.hpp"
#include "perfeng/measure/pairs.hpp"
#include "perfeng/pipeline/context.hpp"

#include <vector>

namespace perfeng::pipeline {

/// One side of all pairs.
[[nodiscard]] std::vector<Trial> side_of(const std::vector<measure::TrialPair>& pairs,
                                         Trial measure::TrialPair::* side);

/// Runs pairs until the verdict on every gated metric is known; a seed of 0 is drawn anew.
void run_until_known(const Context& context, measure::PairPlan plan, const std::vector<analysis::Threshold>& thresholds,
                     double alpha, const measure::TrialSetup& base, const measure::TrialSetup& candidate,
                     std::vector<measure::TrialPair>& pairs);

} // namespace perfeng::pipeline
