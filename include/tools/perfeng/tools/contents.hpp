#pragma once

#include "perfeng/model/build.hpp"
#include "perfeng/model/coverage.hpp"
#include "perfeng/model/environment.hpp"
#include "perfeng/model/executable.hpp"
#include "perfeng/model/hang.hpp"
#include "perfeng/model/lint.hpp"
#include "perfeng/model/memory.hpp"
#include "perfeng/model/metric.hpp"
#include "perfeng/model/profile.hpp"

#include <optional>
#include <string>
#include <vector>

namespace perfeng::tools {

/// What a file that a tool wrote holds, in the words of a measurement. What is absent or empty, the file does not tell.
struct Contents {
    /// With `trials` where the file has the single values, then without a summary; else with the summary that it has.
    /// A file of several benchmarks names each: "wall_time[BM_sort/1024]".
    std::vector<Metric> metrics;
    std::optional<Profile> profile;      ///< without functions and quality where it has stacks
    std::optional<Profile> base_profile; ///< of a differential file: what was measured before
    std::optional<Allocations> allocations;
    std::optional<Leaks> leaks;
    std::optional<Coverage> coverage;
    std::optional<std::vector<LintFinding>> lints;
    std::optional<BuildTimes> build_times;
    std::optional<Executable> executable; ///< of a tool that looks at executables
    std::vector<Hang> hangs;
    std::string command;     ///< as the tool spells it
    std::string program;     ///< the name of the process or executable
    std::string created;     ///< ISO 8601, UTC
    Environment environment; ///< what the file tells of the machine
};

} // namespace perfeng::tools
