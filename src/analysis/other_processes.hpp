#pragma once

#include "perfeng/model/measurement.hpp"

#include <optional>

namespace perfeng::analysis {

/// The profile follows the processes that a program starts, allocation and leak passes do not: told where at least 5%
/// of the CPU time is another executable's. Needs the stacks of the profile.
[[nodiscard]] std::optional<Finding> other_processes(const Measurement& measurement, const Profile& profile);

} // namespace perfeng::analysis
