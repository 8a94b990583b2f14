#include "perfeng/tools/memory/leaks_tool.hpp"

#include "inspections.hpp"

#include "perfeng/process/program.hpp"

#include <utility>

namespace perfeng::tools {

tl::expected<LeaksTool, Unavailable> find_leaks_tool() {
    const auto path = process::find_program("leaks");
    if (!path || !process::find_program("xcrun"))
        return tl::unexpected(Unavailable{"`leaks` needs macOS, where it is /usr/bin/leaks, and is not in PATH here",
                                          "on a Mac: export PATH=\"$PATH:/usr/bin\""});
    return LeaksTool{*path};
}

std::vector<std::string> leaks_at_exit_prefix(const LeaksTool& tool, const LeaksOptions& options) {
    std::vector<std::string> argv{tool.path};
    for (const auto& [wanted, option] :
         {std::pair(options.quiet, "--quiet"), std::pair(options.no_stacks, "--nostacks"),
          std::pair(options.list, "--list"), std::pair(options.group_by_type, "--groupByType")})
        if (wanted)
            argv.emplace_back(option);
    if (!options.graph.empty())
        argv.push_back("--outputGraph=" + options.graph.string());
    argv.insert(argv.end(), {"--atExit", "--"});
    return argv;
}

std::vector<std::string> leaks_of_graph(const LeaksTool& tool, const std::filesystem::path& graph) {
    return {tool.path, graph.string()};
}

std::vector<std::string> leaks_since(const LeaksTool& tool, const std::filesystem::path& base,
                                     const std::filesystem::path& graph) {
    return {tool.path, "--diffFrom=" + base.string(), graph.string()};
}

ToolDiagnosis inspect_leaks(process::Runner&, const std::filesystem::path&) {
    ToolDiagnosis diagnosis{.name = "leaks",
                            .purpose = "leaks at exit",
                            .system = "macOS",
                            .slowdown = "several times: it records each allocation's stack",
                            .leaves = "leaks.txt, kept in the store",
                            .formats = {"leaks"}};
    const auto tool = find_leaks_tool();
    const auto shown = tool ? *tool : LeaksTool{"leaks"};
    diagnosis.commands = {with_workload(leaks_at_exit_prefix(shown, {})),
                          with_workload(leaks_at_exit_prefix(shown, {.graph = "FILE.memgraph"})),
                          process::join_words(leaks_since(shown, "BASE.memgraph", "FILE.memgraph"))};
    if (!tool) {
        say_missing(diagnosis, tool.error());
        return diagnosis;
    }
    diagnosis.state = ToolState::works;
    diagnosis.path = tool->path;
    return diagnosis;
}

} // namespace perfeng::tools
