#pragma once

#include "perfeng/model/diagnosis.hpp"
#include "perfeng/process/runner.hpp"

#include <filesystem>
#include <span>
#include <string_view>

namespace perfeng::tools {

/// An external tool that perfeng runs. Each stands in the file of its own that finds it and knows its command lines;
/// the list is src/tools/tools.cpp.
struct Tool {
    std::string_view name; ///< "perf"; of valgrind's tools the tool: "memcheck"
    /// Looks for it and tries it. `scratch` is an existing directory.
    ToolDiagnosis (*inspect)(process::Runner& runner, const std::filesystem::path& scratch);
};

/// Every tool, in the order of the table of `perfeng doctor`.
[[nodiscard]] std::span<const Tool> all_tools();
/// Null where there is none of that name.
[[nodiscard]] const Tool* find_tool(std::string_view name);

} // namespace perfeng::tools
