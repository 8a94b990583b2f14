#include "perfeng/tools/stacks/flamegraph_tool.hpp"

#include "inspections.hpp"
#include "text/reading.hpp"

#include "perfeng/process/program.hpp"

#include <fmt/format.h>

namespace perfeng::tools {
namespace {

constexpr double flamegraph_probe_seconds = 20;
constexpr const char* get_flamegraph = "cargo install flamegraph";

} // namespace

tl::expected<FlamegraphTool, Unavailable> find_flamegraph(process::Runner& runner) {
    const auto path = process::find_program("flamegraph");
    if (!path)
        return tl::unexpected(Unavailable{"flamegraph is not installed", get_flamegraph});
    const auto answer = runner.run(process::tool_command({*path, "--version"}, flamegraph_probe_seconds));
    std::string_view version = answer.out;
    if (!answer.status.ok() || !skip(version, "flamegraph "))
        return tl::unexpected(Unavailable{*path + " is not the flamegraph of cargo", get_flamegraph});
    const auto help = runner.run(process::tool_command({*path, "--help"}, flamegraph_probe_seconds));
    return FlamegraphTool{.path = *path,
                          .version = std::string(trim(version.substr(0, version.find('\n')))),
                          .no_inline = help.out.find("--no-inline") != std::string::npos};
}

std::vector<std::string> flamegraph_prefix(const FlamegraphTool& tool, const FlamegraphRun& run) {
    std::vector<std::string> prefix{tool.path, "-o", run.svg.string(), "--freq", fmt::format("{:.0f}", run.frequency)};
    if (tool.no_inline)
        prefix.emplace_back("--no-inline");
    if (run.root)
        prefix.emplace_back("--root");
    prefix.emplace_back("--");
    return prefix;
}

std::vector<std::filesystem::path> flamegraph_leftovers(const std::filesystem::path& directory) {
    return {directory / "perf.data", directory / "cargo-flamegraph.trace"};
}

ToolDiagnosis inspect_flamegraph(process::Runner& runner, const std::filesystem::path&) {
    ToolDiagnosis diagnosis{.name = "flamegraph",
                            .purpose = "CPU profile as cargo flamegraph takes it (--profiler flamegraph)",
                            .slowdown = "that of perf or xctrace; drawing takes seconds to minutes",
                            .leaves = "the SVG, kept in the store; perf.data or a .trace, which perfeng removes",
                            .formats = {"flamegraph-svg", "folded"}};
    const auto tool = find_flamegraph(runner);
    diagnosis.commands = {with_workload(flamegraph_prefix(
        tool ? *tool : FlamegraphTool{.path = "flamegraph", .no_inline = true}, {.svg = "FILE.svg"}))};
    if (!say_found(diagnosis, tool))
        return diagnosis;
    diagnosis.path = tool->path;
    diagnosis.version = tool->version;
    return diagnosis;
}

} // namespace perfeng::tools
