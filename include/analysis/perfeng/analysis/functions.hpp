#pragma once

#include "perfeng/model/comparison.hpp"

#include <optional>
#include <span>
#include <vector>

namespace perfeng::analysis {

/// How the self shares of functions differ between two profiles, each as a share of its own whole.
/// Functions are matched by name alone, because a snapshot has another path than its original. Shares, changes and
/// intervals are those of sample counts; `significant` by a two-proportion test after Benjamini-Hochberg at 5%.
/// Functions with under 10 samples on both sides together are left out: no test could tell them apart.
/// Profiles of a counting tool (no samples) give shares of what it counts, without intervals or significance, for
/// functions with at least 0.1% on a side. A sampled and a counted profile are not comparable: nothing is returned.
/// Significant changes first, then by the size of the change.
[[nodiscard]] std::vector<FunctionChange> compare_functions(const Profile& base, const Profile& candidate);

/// The smallest change, in points of the whole, that the sample counts behind `changes` would have shown four times
/// in five for a function of this share. None where there were no samples on a side.
[[nodiscard]] std::optional<double> smallest_change_shown(std::span<const FunctionChange> changes, double share);

/// Leaks (definite and indirect) of both sides. A new site is one whose function, file and functions of the stack are
/// not in the base, or that leaks more blocks there than in the base; its count and bytes are what came on top.
/// None where a side was not checked for leaks.
[[nodiscard]] std::optional<LeakChange> compare_leaks(const Leaks* base, const Leaks* candidate);

} // namespace perfeng::analysis
