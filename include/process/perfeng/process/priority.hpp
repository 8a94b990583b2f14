#pragma once

#include <optional>

namespace perfeng::process {

/// The lowest nice value (setpriority(2): -20, served first, to 19) that a child may be given, where it is below
/// perfeng's own: for root, with CAP_SYS_NICE, and down to 20 - RLIMIT_NICE. Tried in a child: nothing changes here.
[[nodiscard]] std::optional<int> lowest_nice();

} // namespace perfeng::process
