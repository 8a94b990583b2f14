#pragma once

#include "perfeng/model/profile.hpp"

namespace perfeng::analysis {

/// All of a profile's weight: of its stacks; what a counting tool's reader says, or the sum of its functions where it
/// says nothing.
[[nodiscard]] double whole_of(const Profile& profile);

} // namespace perfeng::analysis
