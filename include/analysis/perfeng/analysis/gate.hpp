#pragma once

#include "perfeng/analysis/limits.hpp"
#include "perfeng/analysis/verdicts.hpp"
#include "perfeng/model/comparison.hpp"
#include "perfeng/model/judgement.hpp"

#include <optional>
#include <span>
#include <vector>

namespace perfeng::analysis {

/// Whether the candidate's output is the baseline's. None where the baseline's own trials disagree, or no output was
/// kept: then it can't be told.
[[nodiscard]] std::optional<bool> same_output(const Measurement& base, const Measurement& candidate);

/// What decides the exit status of a comparison. `failed` (1): other output, a failed check, a new leak, a broken
/// budget of the candidate, a gated metric that regressed. `inconclusive` (0; 4 with `strict`): a gated metric that is
/// shown neither worse nor not worse than its threshold, a budget or one of the user's `thresholds` on what was not
/// measured, or nothing to judge at all.
/// Else `passed` (0). Not `asked`: "not asked" (0), without reasons. Each reason holds the figures, the limit and
/// the next command.
[[nodiscard]] Gate decide(const Comparison& comparison, std::span<const Budget> budgets, bool strict, bool asked,
                          std::span<const Threshold> thresholds = {});

/// The gate of all workloads and checks together. A workload without a comparison fails it (3 where nothing else does).
[[nodiscard]] Gate decide(const Judgement& judgement, bool strict, bool asked);

/// The budgets that one measurement breaks by its median, as findings of kind `budget` with id "budget/METRIC"; one on
/// a metric that was not measured is a `doubt` with id "budget/METRIC/not-measured".
[[nodiscard]] std::vector<Finding> budget_findings(const Measurement& measurement, std::span<const Budget> budgets);

} // namespace perfeng::analysis
