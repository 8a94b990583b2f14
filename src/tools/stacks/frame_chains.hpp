#pragma once

#include "perfeng/model/profile.hpp"

#include <vector>

namespace perfeng::tools {

/// Puts `chains[i]` (leaf first, never empty) in the place of `profile.frames[i]`, in every stack; equal frames become
/// one, and so do the stacks of a thread that became equal.
void replace_frames(Profile& profile, const std::vector<std::vector<Frame>>& chains);

} // namespace perfeng::tools
