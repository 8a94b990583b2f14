#pragma once

#include "perfeng/tools/unavailable.hpp"

#include <tl/expected.hpp>

#include <filesystem>
#include <string>
#include <vector>

namespace perfeng::tools {

/// macOS `leaks`, a part of the system (10.14 and later for --atExit and memory graphs). It has no option that tells a
/// version. Exit status: 0 without leaks, 1 with, above it failed; an old one (10.12) ended with 1 without any, so the
/// count is that of the report (see leaks.hpp).
struct LeaksTool {
    std::string path;
};

/// By PATH alone; a `leaks` without an `xcrun` beside it in PATH is another program of that name.
[[nodiscard]] tl::expected<LeaksTool, Unavailable> find_leaks_tool();

/// `leaks .. --atExit --`, to be put before a command. leaks starts the command with MallocStackLogging=lite, and
/// looks at it when it calls exit; a command that is killed is not looked at. The report goes to stdout, behind what
/// the command printed there. The memory graph is saved as `graph`, which ends with ".memgraph".
[[nodiscard]] std::vector<std::string> leaks_at_exit_prefix(const LeaksTool& tool, const std::filesystem::path& graph);

/// The report of the leaks in `graph` that are not in `base`. leaks is made to compare two moments of one process: of
/// two executions, whose addresses differ, it may call all leaks new.
[[nodiscard]] std::vector<std::string> leaks_since(const LeaksTool& tool, const std::filesystem::path& base,
                                                   const std::filesystem::path& graph);

} // namespace perfeng::tools
