#pragma once

#include "perfeng/measure/pass.hpp"
#include "perfeng/model/function_times.hpp"
#include "perfeng/model/metric.hpp"
#include "perfeng/model/profile.hpp"

#include <string>
#include <vector>

namespace perfeng::measure {

/// What a program executes, counted by a tool: the metric `instructions` with one trial an execution, and by function.
struct InstructionCounts {
    Metric metric;
    FunctionTimes functions;
};

/// Counts the instructions of the workload and all programs that it starts, in user mode, by callgrind: twice, and five
/// times where both counts differ. What they depend on beside the program is held fixed: glibc's choice of code for the
/// processor, the size of the environment, and addresses, where the system permits. What cannot be held is told in
/// `not_measured`.
[[nodiscard]] PassResult<InstructionCounts> count_instructions(const PassContext& context);

/// Profiles of a counting tool, one an execution, as shares by function's name. Functions without a name, and those of
/// less than a ten-thousandth, are not listed.
[[nodiscard]] FunctionTimes counted_functions(const std::vector<Profile>& executions);

} // namespace perfeng::measure
