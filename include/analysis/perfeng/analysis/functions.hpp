#pragma once

#include "perfeng/model/comparison.hpp"

#include <cstdint>
#include <optional>
#include <span>
#include <string>
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

/// Leaks (definite and indirect) of both sides, place by place: the function, its file and the functions of the stack,
/// so that a moved line is no other place. None where a side was not checked for leaks.
[[nodiscard]] std::optional<LeakChange> compare_leaks(const Leaks* base, const Leaks* candidate);

/// What the candidate leaks that the base did not.
struct AddedLeak {
    LeakSite site; ///< count and bytes are what came on top
    bool new_place = false;
};

/// New places, and those that leak more blocks than before; the same blocks grown larger are no new leak. Most bytes
/// first.
[[nodiscard]] std::vector<AddedLeak> added_leaks(const LeakChange& change);

/// A function of the user's own code that stands in the stacks of several leaks: what they have in common.
struct SharedLeakFunction {
    std::string function;
    std::string file;
    int line = 0;             ///< in the largest leak
    std::uint64_t traces = 0; ///< distinct stacks, at least 2
    std::uint64_t count = 0;  ///< blocks lost in these
    std::uint64_t bytes = 0;
};

/// Of definite and indirect leaks. Where several functions stand in the same stacks, the one nearest to the allocation
/// speaks for them; main, what starts threads, and libraries are left out. Most stacks first, then most bytes.
[[nodiscard]] std::vector<SharedLeakFunction> shared_leak_functions(const Leaks& leaks);

} // namespace perfeng::analysis
