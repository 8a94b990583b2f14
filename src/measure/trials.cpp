#include "perfeng/measure/trials.hpp"

#include "perfeng/measure/pass.hpp"
#include "perfeng/model/error.hpp"
#include "perfeng/process/digest.hpp"
#include "perfeng/process/file.hpp"
#include "perfeng/process/program.hpp"
#include "perfeng/stats/summary.hpp"

#include <fmt/format.h>

#include <chrono>
#include <cmath>

namespace perfeng::measure {
namespace {

using Clock = std::chrono::steady_clock;

constexpr std::size_t enough_trials = 10;
constexpr double enough_time = 3;
constexpr double longest_time = 30;
constexpr double stable_half_width = 0.01;
constexpr std::size_t stderr_tail = 2000;

double seconds_since(Clock::time_point start) { return std::chrono::duration<double>(Clock::now() - start).count(); }

std::string output_digest(const Workload& workload, const std::filesystem::path& stdout_file) {
    process::Sha256 digest;
    digest.add(process::sha256_of_file(stdout_file));
    for (const auto& output : workload.outputs) {
        const auto path = std::filesystem::path(workload.cwd) / output;
        if (!std::filesystem::is_regular_file(path))
            throw Error("the workload did not write " + output, "check --output: the path counts from " + workload.cwd,
                        ExitCode::workload_failed);
        digest.add(process::sha256_of_file(path));
    }
    return digest.hex();
}

[[noreturn]] void fail(const TrialSetup& setup, const ExitStatus& status, const std::filesystem::path& stderr_file) {
    const auto tail = process::tail_of_file(stderr_file, stderr_tail);
    auto hint = "run it by hand: " + process::join_words(setup.workload.argv);
    if (status.timed_out)
        hint = fmt::format("raise --timeout (now {} s), or give it less to do", *setup.workload.timeout);
    else if (status.signal == 0)
        hint += "; with --ignore-failure a failing exit status is accepted";
    throw Error("the workload failed: " + to_string(status) +
                    (tail.empty() ? " (it printed nothing to stderr)" : "\n" + tail),
                hint, ExitCode::workload_failed);
}

/// The interval of the median is narrow enough to be called a stable figure.
bool stable(const std::vector<double>& walls) {
    const auto summary = stats::summarise(walls);
    return summary.ci && summary.ci->hi - summary.ci->lo <= 2 * stable_half_width * summary.median;
}

bool enough(const TrialPlan& plan, const std::vector<double>& walls, double elapsed) {
    if (plan.trials)
        return walls.size() >= *plan.trials;
    if (walls.empty())
        return false;
    if (plan.time_budget)
        return elapsed >= *plan.time_budget;
    if (walls.size() < enough_trials && elapsed < enough_time)
        return false;
    return elapsed >= longest_time || stable(walls);
}

double seconds_left(const TrialPlan& plan, std::size_t done, double elapsed) {
    if (plan.trials)
        return done == 0 ? 0 : elapsed / static_cast<double>(done) * static_cast<double>(*plan.trials - done);
    return std::max(0.0, plan.time_budget.value_or(longest_time) - elapsed);
}

} // namespace

Timer own_timer(process::Runner& runner) {
    return [&runner](const process::Command& command) {
        auto counted = command;
        counted.count_events = true;
        const auto execution = runner.run(counted);
        return Trial{.usage = execution.usage, .status = execution.status};
    };
}

Trial run_trial(const TrialSetup& setup, const std::map<std::string, std::string>& env) {
    const auto& workload = setup.workload;
    const auto stdout_file = setup.scratch / "stdout";
    const auto stderr_file = setup.scratch / "stderr";
    prepare(setup.runner, workload);
    process::Command command{.argv = workload.argv,
                             .executable = setup.executable,
                             .cwd = workload.cwd,
                             .stdin_path = workload.stdin_path,
                             .out = process::Output::file(stdout_file.string()),
                             .err = process::Output::file(stderr_file.string()),
                             .cpus = workload.cpus,
                             .timeout = workload.timeout};
    for (const auto& changes : {workload.env, env})
        for (const auto& [name, value] : changes)
            command.env[name] = value;
    auto trial = setup.timer(command);
    if (trial.status.timed_out || (!trial.status.ok() && !workload.ignore_failure))
        fail(setup, trial.status, stderr_file);
    trial.output_digest = output_digest(workload, stdout_file);
    return trial;
}

void run_trials(const TrialSetup& setup, const TrialPlan& plan, Progress& progress, std::vector<Trial>& trials) {
    if (plan.warmup > 0)
        progress.stage("warm-up");
    for (std::size_t i = 0; i < plan.warmup; i++)
        (void)run_trial(setup);
    progress.stage("trials");
    const auto start = Clock::now();
    std::vector<double> walls;
    for (double elapsed = 0; !enough(plan, walls, elapsed); elapsed = seconds_since(start)) {
        progress.step(walls.size(), plan.trials, seconds_left(plan, walls.size(), elapsed));
        trials.push_back(run_trial(setup));
        walls.push_back(trials.back().usage.wall_time);
    }
}

} // namespace perfeng::measure
