#include "perfeng/tools/memory/leaks_tool.hpp"

#include "inspections.hpp"

#include "perfeng/process/program.hpp"

#include <utility>

namespace perfeng::tools {

tl::expected<LeaksTool, Unavailable> find_leaks_tool() {
    return find_on_mac("leaks").map([](const std::string& path) { return LeaksTool{path}; });
}

std::vector<std::string> leaks_at_exit_prefix(const LeaksTool& tool, const std::filesystem::path& graph) {
    return {tool.path, "--outputGraph=" + graph.string(), "--atExit", "--"};
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
    diagnosis.commands = {with_workload(leaks_at_exit_prefix(shown, "FILE.memgraph")),
                          process::join_words(leaks_since(shown, "BASE.memgraph", "FILE.memgraph"))};
    if (!say_found(diagnosis, tool))
        return diagnosis;
    diagnosis.path = tool->path;
    return diagnosis;
}

} // namespace perfeng::tools
