#include "perfeng/tools/stacks/sample_tool.hpp"

#include "inspections.hpp"
#include "text/reading.hpp"

#include "perfeng/process/program.hpp"

#include <fmt/format.h>

#include <cmath>

namespace perfeng::tools {
namespace {

/// A shell gives a command in the background no standard input, unless it is told to. The command's status is the
/// shell's own.
constexpr const char* sample_script = R"(tool=$1 seconds=$2 report=$3 messages=$4
shift 4
exec 3<&0
"$@" <&3 3<&- &
program=$!
"$tool" $program "$seconds" 1 -mayDie -file "$report" >"$messages" 2>&1 3<&-
wait $program)";

} // namespace

tl::expected<SampleTool, Unavailable> find_sample_tool() {
    return find_on_mac("sample").map([](const std::string& path) { return SampleTool{path}; });
}

std::vector<std::string> sample_prefix(const SampleTool& tool, const SampleRun& run) {
    return {"sh",
            "-c",
            sample_script,
            "sample",
            tool.path,
            fmt::format("{:.0f}", std::ceil(run.limit)),
            run.report.string(),
            run.messages.string()};
}

Unavailable explain_no_sample(std::string_view said) {
    const auto says = [&](std::string_view words) { return said.find(words) != std::string_view::npos; };
    if (says("cannot find") || says("no such process") || says("cannot examine") || says("doesn't exist"))
        return {"sample could not look at the program: it ended too early, or is hardened or of the system",
                "give it more work; of hardened programs sign your own with the entitlement "
                "com.apple.security.get-task-allow"};
    return {"sample wrote no report: " + std::string(trim(said)), ""};
}

ToolDiagnosis inspect_sample(process::Runner&, const std::filesystem::path&) {
    ToolDiagnosis diagnosis{.name = "sample",
                            .purpose = "CPU profile of all threads, waiting ones too (--profiler sample)",
                            .system = "macOS",
                            .slowdown = "it stops the program each millisecond",
                            .leaves = "sample.txt, kept in the store",
                            .formats = {"sample", "spindump"}};
    const auto tool = find_sample_tool();
    const auto shown = tool ? *tool : SampleTool{"sample"};
    diagnosis.commands = {with_workload(sample_prefix(shown, {.report = "REPORT", .messages = "MESSAGES"}))};
    if (!say_found(diagnosis, tool))
        return diagnosis;
    diagnosis.path = tool->path;
    return diagnosis;
}

} // namespace perfeng::tools
