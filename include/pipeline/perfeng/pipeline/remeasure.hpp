#pragma once

#include "perfeng/measure/pairs.hpp"
#include "perfeng/model/comparison.hpp"
#include "perfeng/pipeline/baseline.hpp"

#include <vector>

namespace perfeng::pipeline {

struct RemeasureOptions {
    MeasureOptions measure; ///< of the workload, what is empty is as the baseline had it; `env` adds to the baseline's
    measure::PairPlan pairs;
    std::vector<analysis::Threshold> thresholds; ///< pairs stop when the verdicts on these are known
    double alpha = 0.05;
};

/// Runs the baseline's snapshot and today's program in pairs, profiles today's program, and saves it with role
/// `candidate`, the baseline's side of the pairs beside it. Interruption and errors as in baseline().
[[nodiscard]] Measurement remeasure(const Context& context, const Measurement& base, const RemeasureOptions& options);

/// Two commands, now, in pairs. Neither is saved.
struct BothSides {
    Measurement base;
    Measurement candidate;
    std::vector<MetricChange> growth; ///< of one over sizes: how the exponents changed
};
[[nodiscard]] BothSides measure_both(const Context& context, const RemeasureOptions& base,
                                     const RemeasureOptions& candidate);

} // namespace perfeng::pipeline
