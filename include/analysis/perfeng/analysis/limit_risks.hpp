#pragma once

#include "perfeng/analysis/limits.hpp"
#include "perfeng/model/comparison.hpp"
#include "perfeng/model/measurement.hpp"

#include <span>
#include <vector>

namespace perfeng::analysis {

// Findings of kind `risk`: what holds today, but not by much. Ids are rule and metric or function.

/// "risk/near-budget": a metric within its budget, but within 10% of it, or with an interval that reaches it.
[[nodiscard]] std::vector<Finding> near_budgets(const Measurement& measurement, std::span<const Budget> budgets);

/// "risk/near-threshold": of judged changes the gated ones that are not regressed, but within 10% of the threshold, or
/// with an interval that reaches it.
[[nodiscard]] std::vector<Finding> near_thresholds(std::span<const MetricChange> changes);

/// "risk/spread": a gated metric whose trials vary so much that two such measurements could not be told apart at its
/// threshold: 1.96 sqrt(2) times the standard error of a median (1.2533 sigma / sqrt(n), sigma = 1.4826 MAD) is more
/// than it. Needs 6 trials. A candidate in pairs is not concerned: pairs cancel what both sides share.
[[nodiscard]] std::vector<Finding> wide_spreads(const Measurement& measurement, std::span<const Threshold> given);

/// "risk/grown-function": functions of own code whose self share grew significantly since `base` (compare_functions).
[[nodiscard]] std::vector<Finding> grown_functions(const Measurement& measurement, const Measurement& base);

/// "risk/deep-recursion": functions of own code that stood 50 times or more in one stack.
[[nodiscard]] std::vector<Finding> deep_recursion(const Measurement& measurement);

} // namespace perfeng::analysis
