#pragma once

#include "perfeng/model/measurement.hpp"
#include "perfeng/process/runner.hpp"

#include <filesystem>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace perfeng::measure {

/// What every pass is given. A pass runs the workload under a tool, reads what the tool says, and never disturbs
/// the trials: passes run after them, one at a time.
struct PassContext {
    process::Runner& runner;
    const Workload& workload;
    std::string executable;        ///< the file that the workload runs, absolute
    double trial_wall = 0;         ///< seconds, median of the trials
    double trial_cpu = 0;          ///< seconds, median of the trials
    double limit = 120;            ///< seconds the pass may take; one foreseen to take longer is not started
    std::filesystem::path scratch; ///< an existing directory for the tool's files, removed after the stage
    std::function<void(std::string_view)> announce;      ///< what is about to run and what it costs; may be empty
    std::map<std::string, std::string>* tools = nullptr; ///< takes the version of each tool that runs, by name
};

/// A tool's own output, to be kept in the store beside what was read from it.
struct RawFile {
    std::string kind;
    std::filesystem::path path;
};

/// What a pass brings home: a result, or the reason why there is none. Never neither.
template <typename T> struct PassResult {
    std::optional<T> result;
    std::vector<RawFile> raw;
    std::vector<NotMeasured> not_measured;
};

/// Runs the workload's prepare command, if it has one. Throws Error (its output, what to do) when it fails.
void prepare(process::Runner& runner, const Workload& workload);

/// Prepares the workload, and gives its command (argv, directory, environment, standard input, processors) as a pass
/// runs it, behind `prefix` (a tool and its options). Output goes to a file, as in trials: some programs do less where
/// they see /dev/null (GNU grep stops at the first match).
[[nodiscard]] process::Command under_tool(const PassContext& context, std::vector<std::string> prefix);

} // namespace perfeng::measure
