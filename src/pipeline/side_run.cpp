#include "side_run.hpp"

#include "perfeng/measure/pass.hpp"

#include <chrono>

namespace perfeng::pipeline {
namespace {

namespace fs = std::filesystem;

/// A file's time before the execution: what still has it afterwards was not written. A file from before would
/// else pass for this execution's.
class WrittenFile {
public:
    explicit WrittenFile(fs::path path) : path_(std::move(path)) {
        std::error_code none;
        before_ = fs::last_write_time(path_, none);
        existed_ = !none && fs::is_regular_file(path_, none);
        if (!existed_)
            return;
        marked_ =
            std::chrono::floor<std::chrono::seconds>(before_ - std::chrono::hours(24)); // any file system keeps it
        fs::last_write_time(path_, marked_, none);
    }

    /// Gives a file that was not written its time back.
    bool was_written() {
        std::error_code error;
        if (!fs::is_regular_file(path_, error))
            return false;
        const bool untouched = existed_ && fs::last_write_time(path_, error) == marked_;
        if (untouched)
            fs::last_write_time(path_, before_, error);
        return !untouched;
    }

    [[nodiscard]] const fs::path& path() const { return path_; }

private:
    fs::path path_;
    fs::file_time_type before_;
    fs::file_time_type marked_;
    bool existed_ = false;
};

} // namespace

SideRun run_side(const Context& context, const StagedSide& side, const std::vector<std::string>& outputs,
                 double time_limit, const fs::path& directory) {
    fs::create_directories(directory);
    SideRun run{.out = directory / "stdout", .err = directory / "stderr"};
    const auto& workload = side.workload;
    measure::prepare(context.runner, workload);
    std::vector<WrittenFile> files;
    for (const auto& name : outputs)
        files.emplace_back(fs::path(workload.cwd) / name);
    process::Command command{.argv = workload.argv,
                             .executable = side.file,
                             .cwd = workload.cwd,
                             .stdin_path = workload.stdin_path,
                             .out = process::Output::file(run.out.string()),
                             .err = process::Output::file(run.err.string()),
                             .cpus = workload.cpus,
                             .timeout = workload.timeout.value_or(time_limit)};
    for (const auto& [name, value] : workload.env)
        command.env[name] = value;
    const auto execution = context.runner.run(command);
    run.status = execution.status;
    run.seconds = execution.usage.wall_time;
    for (std::size_t i = 0; i < files.size(); ++i) {
        SideRun::File file{outputs[i], {}, files[i].path()};
        if (files[i].was_written()) {
            file.copy = directory / (std::to_string(i) + "-" + file.original.filename().string());
            fs::copy_file(file.original, file.copy);
        }
        run.files.push_back(std::move(file));
    }
    return run;
}

} // namespace perfeng::pipeline
