#include "subject.hpp"

#include "now.hpp"

#include "perfeng/measure/environment.hpp"
#include "perfeng/measure/metrics.hpp"
#include "perfeng/model/error.hpp"
#include "perfeng/process/digest.hpp"
#include "perfeng/process/file.hpp"
#include "perfeng/process/program.hpp"
#include "perfeng/store/id.hpp"
#include "perfeng/tools/build/cargo.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace perfeng::pipeline {
namespace {

namespace fs = std::filesystem;

constexpr double build_limit = 3600; // seconds

/// Measures the program that cargo would run, not cargo.
void build_with_cargo(const Context& context, const tools::CargoRun& run, Measurement& measurement) {
    auto& workload = measurement.workload;
    const auto line = process::join_words(run.build);
    context.progress.stage("build: " + line);
    auto command = process::tool_command(run.build, build_limit);
    command.cwd = workload.cwd;
    for (const auto& [name, value] : workload.env)
        command.env[name] = value;
    const auto result = context.runner.run(command);
    if (!result.status.ok())
        throw Error("the build failed: " + line + ": " + to_string(result.status) + "\n" + result.err,
                    "mend the build, then try again");
    const auto built = tools::read_cargo_messages(result.out, run.target);
    if (!built)
        throw Error("cannot tell which program cargo built: " + to_string(built.error()),
                    "name it with --bin NAME, or measure the executable itself");
    workload.typed = workload.argv;
    workload.argv = run.arguments;
    workload.argv.insert(workload.argv.begin(), built->path);
    measurement.executable.build = fmt::format("cargo: opt-level {}, debug {}{}", built->opt_level, built->debug_info,
                                               built->debug_assertions ? ", debug assertions" : "");
    if (built->opt_level == "0")
        context.progress.warn("this is a debug build: its profile says little about the release build. Measure "
                              "`cargo run --release`");
    context.progress.say("measuring " + built->path + " (built by `" + line + "`), not cargo");
}

void keep(const Context& context, Executable& executable, const std::string& path, std::string role) {
    executable.snapshots.push_back({path, context.store.put_blob_file(path), std::move(role)});
}

void keep_files(const Context& context, const MeasureOptions& options, const Workload& workload, Executable& executable,
                const measure::ProgramFiles& files) {
    keep(context, executable, files.program, "executable");
    if (files.script)
        keep(context, executable, *files.script, "script");
    for (const auto& name : options.snapshot_files) {
        const auto path = (fs::path(workload.cwd) / name).lexically_normal();
        if (!fs::is_regular_file(path))
            throw Error("cannot keep " + path.string() + ": no such file", "check --snapshot");
        keep(context, executable, path.string(), "file");
    }
}

} // namespace

Subject identify(const Context& context, const MeasureOptions& options, Role role) {
    Subject subject;
    auto& measurement = subject.measurement;
    measurement.id = store::uuid_v7();
    measurement.role = role;
    measurement.name = options.name;
    measurement.created = now_utc();
    measurement.timer = options.external_timer ? "time" : "perfeng";
    measurement.workload = options.workload;
    auto& workload = measurement.workload;
    workload.root = process::repository_root(workload.cwd);
    if (workload.argv.empty())
        throw Error("no command to measure", "write it after `--`, as in: perfeng baseline -- ./program ARGUMENT");
    if (!workload.stdin_path.empty() && !fs::exists(fs::path(workload.cwd) / workload.stdin_path))
        throw Error("cannot read " + workload.stdin_path + ": no such file", "check --stdin");
    if (const auto cargo = tools::recognise_cargo_run(workload.argv))
        build_with_cargo(context, *cargo, measurement);
    subject.files = measure::program_files(workload);
    auto build = std::move(measurement.executable.build);
    measurement.executable = measure::inspect_executable(subject.files.program, workload.cwd);
    measurement.executable.build = std::move(build);
    measurement.environment = measure::inspect_environment(context.runner, workload.cwd);
    keep_files(context, options, workload, measurement.executable, subject.files);
    return subject;
}

void add_trials(Measurement& measurement, const std::vector<Trial>& trials) {
    measurement.metrics = measure::metrics_of(trials);
    if (trials.empty())
        return;
    measurement.output.digest = trials.front().output_digest;
    measurement.output.deterministic = std::ranges::all_of(
        trials, [&](const Trial& trial) { return trial.output_digest == measurement.output.digest; });
    if (!measurement.output.deterministic)
        measurement.output.digest.clear();
}

} // namespace perfeng::pipeline
