#include "perfeng/tools/time/time_tool.hpp"

#include "inspections.hpp"

#include "perfeng/process/program.hpp"

#include <utility>

namespace perfeng::tools {
namespace {

constexpr double time_probe_seconds = 10;

bool works(process::Runner& runner, std::vector<std::string> argv) {
    return runner.run(process::tool_command(std::move(argv), time_probe_seconds)).status.ok();
}

} // namespace

std::optional<TimeTool> find_time(process::Runner& runner, const std::string& path) {
    if (!process::find_program(path))
        return std::nullopt;
    const auto version = runner.run(process::tool_command({path, "--version"}, time_probe_seconds));
    if ((version.out + version.err).find("GNU") != std::string::npos)
        return TimeTool{path, TimeDialect::gnu, true};
    if (!works(runner, {path, "-l", "true"}))
        return std::nullopt;
    const auto system = runner.run(process::tool_command({"uname", "-s"}, time_probe_seconds)).out;
    const auto dialect = system.starts_with("Darwin") ? TimeDialect::macos : TimeDialect::freebsd;
    return TimeTool{path, dialect, works(runner, {path, "-l", "-o", "/dev/null", "true"})};
}

std::vector<std::string> time_prefix(const TimeTool& tool, const std::filesystem::path& report) {
    std::vector<std::string> prefix{tool.path, tool.dialect == TimeDialect::gnu ? "-v" : "-l"};
    if (tool.own_file)
        prefix.insert(prefix.end(), {"-o", report.string()});
    return prefix;
}

ToolDiagnosis inspect_time(process::Runner& runner, const std::filesystem::path&) {
    ToolDiagnosis diagnosis{.name = "time",
                            .purpose = "another clock than perfeng's own (--timer time)",
                            .slowdown = "none",
                            .leaves = "nothing: its report is read",
                            .formats = {"gnu-time", "gnu-time-short", "macos-time", "freebsd-time", "posix-time",
                                        "zsh-time", "fish-time", "tcsh-time"}};
    const auto tool = find_time(runner);
    diagnosis.commands = {with_workload(time_prefix(tool.value_or(TimeTool{"/usr/bin/time"}), "REPORT"))};
    if (!tool) {
        say_missing(diagnosis, {"there is no /usr/bin/time that reports peak memory (busybox's does not count)",
                                "sudo apt install time, or sudo dnf install time"});
        return diagnosis;
    }
    diagnosis.state = ToolState::works;
    diagnosis.path = tool->path;
    diagnosis.version = tool->dialect == TimeDialect::gnu     ? "GNU"
                        : tool->dialect == TimeDialect::macos ? "macOS"
                                                              : "BSD";
    return diagnosis;
}

} // namespace perfeng::tools
