#pragma once

#include "perfeng/model/profile.hpp"

#include <cstddef>
#include <cstdint>
#include <vector>

namespace perfeng::analysis {

/// Fills `functions` (largest self first) and `quality` of a profile from its frames and stacks. A profile without
/// stacks (a counting tool's) keeps the functions its reader gave it, with shares computed anew.
/// Functions are told apart by name and module; inlined occurrences count for the function that was inlined.
void tally(Profile& profile);

/// One way from a root to a leaf. `frames` index Profile::frames, ROOT FIRST.
struct CallPath {
    std::vector<std::uint32_t> frames;
    double weight = 0;
    double share = 0;
    std::uint64_t samples = 0;
};

/// The call paths with the most weight, largest first. Runs of a recursing cycle are folded to one turn, so that
/// recursion depth does not split a path.
[[nodiscard]] std::vector<CallPath> hottest_paths(const Profile& profile, std::size_t top);

/// The functions to talk about: the first `top` by self, the first `top` by total, and all with a self or total share
/// of at least `floor`; each once, in the order of self.
[[nodiscard]] std::vector<const FunctionCost*> bottlenecks(const Profile& profile, std::size_t top,
                                                           double floor = 0.05);

} // namespace perfeng::analysis
