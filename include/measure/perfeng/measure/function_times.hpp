#pragma once

#include "perfeng/measure/pass.hpp"
#include "perfeng/model/function_times.hpp"
#include "perfeng/model/profile.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace perfeng::measure {

/// Executions of each side, and their rate.
struct RepeatPlan {
    double frequency = 0;
    int repeats = 0; ///< of each side; 0: it does not fit into the limit
};

/// At 9973 Hz, or slower for long executions; as many repeats as give 20,000 samples a side, from 5 (3 where they
/// are long) up to 40, within 20 seconds for both sides, or what 5 take, and within 80% of `limit`. Without stacks a
/// sample costs the workload little: see docs/statistics.md.
[[nodiscard]] RepeatPlan plan_repeats(double trial_wall, double trial_cpu, double limit);

struct BothFunctionTimes {
    std::optional<FunctionTimes> base; ///< both or neither
    std::optional<FunctionTimes> candidate;
    std::vector<NotMeasured> not_measured;
};

/// Samples both sides by perf, in turns: each pair of executions in the order of a fair coin, with the same padding of
/// the environment, and at a rate that differs a little from repeat to repeat, so that it is in step with nothing.
[[nodiscard]] BothFunctionTimes sample_functions(const PassContext& base, const PassContext& candidate,
                                                 std::uint64_t seed);

/// The leaves of a profile whose threads are named "0", "1", ...: one for each execution.
[[nodiscard]] FunctionTimes function_times_of(const Profile& profile, std::size_t executions);

} // namespace perfeng::measure
