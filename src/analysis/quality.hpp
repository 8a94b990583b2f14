#pragma once

#include "perfeng/model/profile.hpp"

namespace perfeng::analysis {

/// How far the profile's stacks can be trusted; `whole` is their weight. A counting tool (functions without stacks)
/// follows every call from the start, so all of it is rooted.
[[nodiscard]] ProfileQuality quality_of(const Profile& profile, double whole);

} // namespace perfeng::analysis
