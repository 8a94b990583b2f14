#pragma once

#include "perfeng/analysis/limits.hpp"
#include "perfeng/model/growth.hpp"

#include <span>
#include <vector>

namespace perfeng::analysis {

/// What was counted of functions at one size. `hottest` is one line for each of `functions`, or empty.
struct FunctionsAtSize {
    double size = 0;
    Profile profile;
    std::vector<HotLine> hottest;
    double executions = 1; ///< whose weight the profile holds together
};

/// Fits time, memory and counts of the whole program: the least of the trials at each size. `instructions` are those of
/// the counting tool where there is one. Sizes with a figure of 0 are left out of a metric.
void fit_metrics(Growth& growth, std::span<const FunctionsAtSize> counted);

/// Fits each function with at least 1% of the whole at the largest size, what it calls included. Of a sampled profile,
/// sizes with under 100 samples of a function are left out, and with them its class where too few remain.
void fit_functions(Growth& growth, std::span<const FunctionsAtSize> counted);

/// Functions that grow beyond n^1.5 with at least 5% of the whole at the largest size (kind risk, rule
/// "growth/quadratic", "growth/cubic", "growth/exponential" or "growth/power"), each told where the work is: a function
/// of the user's own code that hands nearly all of it to another such function is left out. Where no function tells,
/// the whole program. Warnings of fits are notes.
[[nodiscard]] std::vector<Finding> growth_findings(const Growth& growth);

/// Budgets at `growth.at`: broken (kind budget) where the whole interval of the prediction is over, a doubt where the
/// prediction alone is, or where there is none.
[[nodiscard]] std::vector<Finding> predicted_budget_findings(const Growth& growth, std::span<const Budget> budgets);

/// Failed by a finding of kind budget; inconclusive (exit status 4 if `strict`) by a doubt about one; "not asked"
/// without budgets.
[[nodiscard]] Gate growth_gate(const std::vector<Finding>& findings, bool asked, bool strict);

} // namespace perfeng::analysis
