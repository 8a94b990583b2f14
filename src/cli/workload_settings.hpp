#pragma once

#include "session.hpp"

#include "perfeng/analysis/limits.hpp"
#include "perfeng/model/workload.hpp"
#include "perfeng/pipeline/scale.hpp"

#include <string>
#include <vector>

namespace perfeng::cli {

/// One [[workloads]] of perfeng.toml.
struct ConfiguredWorkload {
    std::string name;  ///< unique
    std::string build; ///< for a shell in the working directory, from where it goes to that of the file
    Workload workload; ///< `cwd`, `stdin_path` absolute; without 'cwd', that of the file
    std::vector<pipeline::ScaleInput> inputs; ///< what to measure it at, ascending, those of `sizes` too; empty: once
    std::string passes;                       ///< as --passes takes it; empty: not told
    std::string counter;                      ///< as --counter takes it; empty: not told
    std::vector<std::string> watch;
    std::vector<analysis::Threshold> thresholds; ///< its own, which are stronger than [thresholds]
    std::vector<analysis::Budget> budgets;       ///< likewise
    std::string origin;                          ///< "perfeng.toml:12"
};

/// Those of the project's file, then those of the user's own, in their order. Throws Error naming file and line for one
/// without name or command, for a name that stands twice, for sizes without a placeholder and a placeholder without
/// sizes, and for what cannot be read.
[[nodiscard]] std::vector<ConfiguredWorkload> configured_workloads(const Session& session);

/// Throws Error naming the nearest, and all.
[[nodiscard]] const ConfiguredWorkload& workload_named(const std::vector<ConfiguredWorkload>& all,
                                                       const std::string& name);

} // namespace perfeng::cli
