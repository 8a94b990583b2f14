#pragma once

#include "perfeng/model/comparison.hpp"

#include <vector>

namespace perfeng::analysis {

/// Failing reasons before open ones, kinds worst first, and of a kind those that are furthest beyond their limit.
/// One that fails makes a gate "failed" (1; 3 where all that fails is a workload), one that is open "inconclusive"
/// (0, or 4 with `strict`).
[[nodiscard]] Gate gate_of_reasons(std::vector<Reason> reasons, bool strict);

} // namespace perfeng::analysis
