#pragma once

#include "perfeng/analysis/gate.hpp"
#include "perfeng/model/comparison.hpp"
#include "perfeng/pipeline/verify.hpp"

#include <vector>

namespace perfeng::pipeline {

struct CompareOptions {
    std::vector<analysis::Threshold> thresholds; ///< the user's; the default ones stand for the other metrics
    std::vector<analysis::Budget> budgets;
    double alpha = 0.05;
    bool gate = true;
    bool strict = false;
    bool allow_unlike_machines = false;
    Verified verified; ///< of the candidate
};

/// Judges a candidate against a base: in pairs where the candidate was measured in pairs with that base, else by the
/// saved numbers and their stricter rule. Runs nothing and saves nothing.
[[nodiscard]] Comparison compare(const Measurement& base, const Measurement& candidate, const CompareOptions& options);

} // namespace perfeng::pipeline
