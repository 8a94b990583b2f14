#include "perfeng/measure/trials.hpp"
#include "perfeng/model/error.hpp"
#include "perfeng/process/file.hpp"
#include "perfeng/tools/time/time_tool.hpp"

namespace perfeng::measure {
namespace {

/// The same command behind the time tool. Its report goes to a file of its own where the tool can do that, else it
/// ends what the command wrote to stderr.
process::Command timed(const process::Command& command, const tools::TimeTool& tool,
                       const std::filesystem::path& report) {
    auto wrapped = command;
    wrapped.executable.clear();
    wrapped.argv = tools::time_prefix(tool, report);
    wrapped.argv.push_back(command.executable.empty() ? command.argv.front() : command.executable);
    wrapped.argv.insert(wrapped.argv.end(), command.argv.begin() + 1, command.argv.end());
    if (tool.dialect != tools::TimeDialect::gnu)
        wrapped.env["LC_ALL"] = "C"; // its decimal point follows the locale
    return wrapped;
}

} // namespace

Timer time_timer(process::Runner& runner, const std::filesystem::path& scratch) {
    const auto tool = tools::find_time(runner);
    if (!tool)
        throw Error("there is no usable /usr/bin/time here",
                    "install it (Debian: apt-get install time), or leave out --timer time");
    return [&runner, tool = *tool, report = scratch / "time"](const process::Command& command) {
        const auto execution = runner.run(timed(command, tool, report));
        Trial trial{.status = execution.status};
        if (execution.status.timed_out)
            return trial;
        const auto text = process::read_file(tool.own_file ? report.string() : command.err.path);
        const auto read = tools::read_time_report(text, tool.dialect);
        if (!read)
            throw Error("cannot read what " + tool.path + " reported: " + to_string(read.error()),
                        "leave out --timer time; the built-in timer needs no report");
        trial.usage = read->usage;
        if (read->status)
            trial.status = *read->status;
        return trial;
    };
}

} // namespace perfeng::measure
