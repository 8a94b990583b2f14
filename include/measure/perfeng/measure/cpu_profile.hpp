#pragma once

#include "perfeng/measure/pass.hpp"
#include "perfeng/model/profile.hpp"

#include <cstdint>
#include <string>
#include <vector>

namespace perfeng::measure {

struct ProfileOptions {
    std::string profiler;               ///< one of profilers(); "": auto
    std::string call_graph;             ///< "": chosen; "dwarf", "dwarf,SIZE" (bytes of stack a sample), "fp"
    std::string xctrace_template;       ///< one of xctrace_templates(); "": time
    bool root = false;                  ///< flamegraph records as root, by sudo
    double frequency = 0;               ///< samples a second; 0: chosen
    std::uint64_t wanted_samples = 500; ///< rate and repetitions are chosen to reach it
};

/// How often a workload is executed under the profiler, and at what rate.
struct SamplingPlan {
    double frequency = 0;
    int executions = 1;
};

/// 999 Hz and one execution where that yields `wanted_samples`; else up to 4999 Hz (8% slower, measured; above it the
/// workload is no longer itself), then up to 200 executions within 20 seconds or 80% of `limit`, whichever is less.
[[nodiscard]] SamplingPlan plan_sampling(const ProfileOptions& options, double trial_wall, double trial_cpu,
                                         double limit);

/// Frame pointers where they lead to the root: in programs that compile as they run (node, java), and where executable
/// and C library both keep them; else "dwarf,16384".
[[nodiscard]] std::string choose_call_graph(const std::string& executable);

/// "auto" and the profilers by name. auto is perf, and where that cannot record callgrind, if that fits the limit
/// (instructions instead of time, and no stacks); where there is an `xcrun` and no perf it is xctrace, then sample.
/// perf stands in for a flamegraph that is missing, xctrace for cargo-instruments.
[[nodiscard]] std::vector<std::string> profilers();

/// What xctrace may record for a CPU profile: "time" (Time Profiler), "cpu" (CPU Profiler), "counters" (CPU Counters),
/// "sys" (System Trace) and "io" (File Activity), of which only what samples they hold is read.
[[nodiscard]] std::vector<std::string> xctrace_templates();

/// Where the workload spends its CPU time. perf tells inlined functions apart; xctrace samples each millisecond, one
/// execution, whatever rate is asked for. In `raw` are perf.data (of the first execution), callgrind.out, or what
/// xctrace exported. `functions` and `quality` are left to analysis::tally().
[[nodiscard]] PassResult<Profile> profile_cpu(const PassContext& context, const ProfileOptions& options);

} // namespace perfeng::measure
