#pragma once

#include "perfeng/model/environment.hpp"

#include <string>
#include <vector>

namespace perfeng::analysis {

/// What differs between the machines and systems of two measurements, in words: "CPU model: A against B". The git
/// commit is left out (comparing commits is the purpose), and so is load, unless it differs by more than half the
/// processors. What a side could not learn is "unknown"; memory counts as equal within 1%. Of tools, the
/// versions of those that both sides ran.
[[nodiscard]] std::vector<std::string> environment_differences(const Environment& base, const Environment& candidate);

/// Whether times may be compared: same CPU model and flags, architecture, processors, memory (within 1%), kernel
/// and libc; and something is known of both machines.
[[nodiscard]] bool same_machine(const Environment& base, const Environment& candidate);

/// What counts of instructions depend on, of that which differs: architecture, CPU model and flags, and libc.
[[nodiscard]] std::vector<std::string> counting_differences(const Environment& base, const Environment& candidate);

/// Whether anything is known of the machine: an imported file seldom tells.
[[nodiscard]] bool knows_machine(const Environment& environment);

} // namespace perfeng::analysis
