#pragma once

#include "perfeng/measure/progress.hpp"
#include "perfeng/model/trial.hpp"
#include "perfeng/model/workload.hpp"
#include "perfeng/process/runner.hpp"

#include <cstddef>
#include <filesystem>
#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace perfeng::measure {

/// Runs one prepared command and says how it ended and what it used: the runner itself, or an external timer.
using Timer = std::function<Trial(const process::Command&)>;
[[nodiscard]] Timer own_timer(process::Runner& runner);
/// The real /usr/bin/time: GNU (-v), BSD or macOS (-l). `scratch` takes its report. Throws Error where there is none.
[[nodiscard]] Timer time_timer(process::Runner& runner, const std::filesystem::path& scratch);

/// How one trial of a workload is run. `executable` empty: argv[0] as the system finds it.
struct TrialSetup {
    process::Runner& runner;
    Timer timer;
    const Workload& workload;
    std::string executable;
    std::filesystem::path scratch; ///< takes the trial's stdout and stderr
};

/// One execution: prepare command, workload with stdout in a file, digest of its output.
/// `env` is set on top of the workload's. Throws Error (ExitCode::workload_failed, with the tail of stderr) when the
/// workload fails and its failure is not to be ignored; a time limit that was reached is always a failure.
[[nodiscard]] Trial run_trial(const TrialSetup& setup, const std::map<std::string, std::string>& env = {});

/// When to stop. Without `trials` and `time_budget`: as soon as the 95% interval of the median wall time lies within
/// 1% of it, but not before 10 trials or 3 s, and not after 30 s.
struct TrialPlan {
    std::size_t warmup = 1;
    std::optional<std::size_t> trials;
    std::optional<double> time_budget; ///< seconds
};

/// Appends to `trials`, so that what is finished survives an interruption, which passes through as an exception.
void run_trials(const TrialSetup& setup, const TrialPlan& plan, Progress& progress, std::vector<Trial>& trials);

} // namespace perfeng::measure
