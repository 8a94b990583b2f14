#pragma once

#include "perfeng/analysis/gate.hpp"
#include "perfeng/model/comparison.hpp"
#include "perfeng/pipeline/remeasure.hpp"
#include "perfeng/pipeline/verify.hpp"

#include <functional>
#include <span>
#include <vector>

namespace perfeng::pipeline {

struct CompareOptions {
    std::vector<analysis::Threshold> thresholds; ///< the user's; the default ones stand for the other metrics
    std::vector<analysis::Budget> budgets;
    double alpha = 0.05;
    bool gate = true;
    bool strict = false;
    bool allow_unlike_machines = false;
    Verified verified;    ///< of the candidate
    bool confirm = false; ///< a comparison that fails is measured once more: see compare_confirmed()
};

/// Judges a candidate against a base: in pairs where the candidate was measured in pairs with that base, else by the
/// saved numbers and their stricter rule; `growth` is as BothSides has it. Runs nothing and saves nothing.
[[nodiscard]] Comparison compare(const Measurement& base, const Measurement& candidate, const CompareOptions& options,
                                 std::span<const MetricChange> growth = {});

/// Judges both sides. Where that fails and `confirm` is set, measures both once more, and what only one of both
/// comparisons says does not fail the gate: see analysis::confirm.
[[nodiscard]] Comparison compare_confirmed(const Context& context, BothSides sides,
                                           const std::function<BothSides()>& measure_again,
                                           const CompareOptions& options);

} // namespace perfeng::pipeline
