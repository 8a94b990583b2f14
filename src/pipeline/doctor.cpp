#include "perfeng/pipeline/doctor.hpp"

#include "perfeng/measure/environment.hpp"
#include "perfeng/measure/machine_checks.hpp"
#include "perfeng/model/error.hpp"
#include "perfeng/process/file.hpp"
#include "perfeng/process/program.hpp"
#include "perfeng/tools/tool.hpp"

#include <fmt/format.h>

namespace perfeng::pipeline {
namespace {

const tools::Tool& tool_named(const std::string& name) {
    if (const auto* const tool = tools::find_tool(name))
        return *tool;
    std::vector<std::string> names;
    for (const auto& tool : tools::all_tools())
        names.emplace_back(tool.name);
    const auto near = process::nearest_word(name, names);
    throw Error("perfeng runs no tool '" + name + "'",
                (near ? "did you mean '" + *near + "'? " : "") + fmt::format("tools: {}", fmt::join(names, ", ")));
}

ToolDiagnosis inspected(const tools::Tool& tool, process::Runner& runner, const std::filesystem::path& scratch) {
    const auto own = scratch / tool.name;
    std::filesystem::create_directory(own);
    return tool.inspect(runner, own);
}

} // namespace

Diagnosis diagnose(process::Runner& runner, const std::string& tool) {
    Diagnosis diagnosis;
    const process::TemporaryDirectory scratch;
    if (!tool.empty()) {
        diagnosis.tools.push_back(inspected(tool_named(tool), runner, scratch.path()));
        return diagnosis;
    }
    diagnosis.environment = measure::inspect_environment(runner, std::filesystem::current_path().string());
    for (const auto& each : tools::all_tools())
        diagnosis.tools.push_back(inspected(each, runner, scratch.path()));
    diagnosis.checks = measure::check_machine(runner);
    return diagnosis;
}

} // namespace perfeng::pipeline
