#pragma once

#include "perfeng/analysis/risks.hpp"
#include "perfeng/model/finding.hpp"
#include "perfeng/model/lint.hpp"
#include "perfeng/model/risk.hpp"

#include <span>
#include <vector>

namespace perfeng::analysis {

/// Whether the linter's rule is about what a program costs: clippy's group `perf` and some rules of others,
/// clang-tidy's performance-* and its like, what cppcheck calls performance.
[[nodiscard]] bool is_about_speed(const LintFinding& lint);

/// Adds recommendations for lints in hot code to `findings`, hottest first: rule "lint/RULE", with the share of samples
/// that had the lint's lines in their stack. A lint on a function's signature, or in one that has under 100 samples to
/// tell lines by, has the function's share; else a line that no sample held is cold, and so is a share under 1%.
/// Where a recommendation stands at the place already, the lint becomes evidence of that one. "Nothing worth changing"
/// is taken back.
/// `extents` is parallel to `hot.functions`.
[[nodiscard]] LintUse join_lints(std::span<const LintFinding> lints, const HotCode& hot, std::span<const Churn> extents,
                                 const SourcePaths& paths, std::vector<Finding>& findings);

} // namespace perfeng::analysis
