#pragma once

#include "perfeng/model/error.hpp"
#include "perfeng/model/trial.hpp"
#include "perfeng/process/runner.hpp"

#include <tl/expected.hpp>

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace perfeng::tools {

/// Which program wrote a report of resource usage.
/// `gnu`: GNU time 1.7 to 1.9 with `-v`. `macos`: /usr/bin/time -l of macOS 10.9 to 26, with or without `-p`.
/// `freebsd`: the same layout; there peak memory is in KiB, on macOS in bytes.
enum class TimeDialect { gnu, macos, freebsd };

/// `status` is absent where the report does not tell it (macOS, FreeBSD): time then ends as the command did.
/// `instructions` and `cycles` of macOS are of the command's own process alone, kernel mode included.
struct TimeReport {
    Usage usage;
    std::optional<ExitStatus> status;
};

/// The LAST report in the text, which may begin with what the command itself wrote, even on the same line.
/// A decimal comma is read as a point. Refuses a text without a report, and a report without peak memory.
[[nodiscard]] tl::expected<TimeReport, ReadError> read_time_report(std::string_view text, TimeDialect dialect);

/// A usable time program. Without `own_file` (macOS 11 and older) the report follows what the command wrote to stderr.
struct TimeTool {
    std::string path;
    TimeDialect dialect = TimeDialect::gnu;
    bool own_file = true;
};

/// None where `path` is missing or writes none of the dialects (busybox).
[[nodiscard]] std::optional<TimeTool> find_time(process::Runner& runner, const std::string& path = "/usr/bin/time");

/// What to put before the command. The report goes to `report`, or to stderr where the tool has no `own_file`.
[[nodiscard]] std::vector<std::string> time_prefix(const TimeTool& tool, const std::filesystem::path& report);

} // namespace perfeng::tools
