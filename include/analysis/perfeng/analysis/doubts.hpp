#pragma once

#include "perfeng/model/measurement.hpp"

#include <vector>

namespace perfeng::analysis {

/// What weakens the measurement's profile: findings of kind `doubt`, each with the figures (`evidence`) and what mends
/// it (`change`, with the exact command). Needs the profile's figures and `quality`.
/// Ids: executable/unoptimised and executable/instrumented (told without a profile too), executable/stripped,
/// executable/no-debug-info, profile/no-samples, profile/few-samples (under 500), profile/lost-samples (over 1%),
/// profile/unrooted (10%), profile/depth-cap (1%), profile/no-call-chain (1%), profile/unknown-names:MODULE (5% of the
/// whole in one file), profile/unknown-names (10% in all, spread over files), profile/mostly-kernel (50%),
/// profile/mostly-waiting (CPU time under half of wall time), memory/other-processes (5% of the CPU time is in a
/// program that the measured one runs, which the memory passes do not follow; this one needs the stacks).
[[nodiscard]] std::vector<Finding> profile_doubts(const Measurement& measurement);

/// What weakens the measurement's trials. Ids: trials/short (median wall time under 5 ms), trials/outliers:METRIC and
/// trials/unsteady:METRIC (stddev over 10% of the mean) of wall and CPU time, trials/busy-machine (more runnable
/// processes than processors), trials/output-differs.
[[nodiscard]] std::vector<Finding> trial_doubts(const Measurement& measurement);

} // namespace perfeng::analysis
