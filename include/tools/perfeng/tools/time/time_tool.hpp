#pragma once

#include "perfeng/process/runner.hpp"
#include "perfeng/tools/time/time_report.hpp"

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace perfeng::tools {

/// A usable time program. Without `own_file` (macOS 11 and older) the report follows what the command wrote to stderr.
struct TimeTool {
    std::string path;
    TimeDialect dialect = TimeDialect::gnu;
    bool own_file = true;
};

/// None where `path` is missing or writes no report with peak memory (busybox).
[[nodiscard]] std::optional<TimeTool> find_time(process::Runner& runner, const std::string& path = "/usr/bin/time");

/// What to put before the command. The report goes to `report`, or to stderr where the tool has no `own_file`.
[[nodiscard]] std::vector<std::string> time_prefix(const TimeTool& tool, const std::filesystem::path& report);

} // namespace perfeng::tools
