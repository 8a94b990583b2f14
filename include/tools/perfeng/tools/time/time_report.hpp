#pragma once

#include "perfeng/model/error.hpp"
#include "perfeng/model/trial.hpp"
#include "perfeng/tools/read.hpp"

#include <tl/expected.hpp>

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace perfeng::tools {

/// Which program wrote a report of resource usage.
/// `gnu`: GNU time 1.7 to 1.9 with `-v`, and busybox. `gnu_short`: GNU time as it prints by itself.
/// `macos`: /usr/bin/time of macOS 10.9 to 26, plain or with -h, and -l with or without -p.
/// `freebsd`: the same layout; there peak memory is in KiB, on macOS in bytes.
/// `posix`: "real", "user" and "sys" on a line each: `time -p` of any program or shell, bash, ksh, busybox.
/// `zsh` (its TIMEFMT unset), `fish` and `tcsh`: what these shells print for `time COMMAND`.
enum class TimeDialect { gnu, gnu_short, macos, freebsd, posix, zsh, fish, tcsh };

/// How much of `usage` a report tells: the times; peak memory and page faults too; context switches too.
enum class TimeDetail { times, memory, switches };

/// `status` is absent where the report does not tell it: time then ends as the command did.
/// `instructions` and `cycles` of macOS, and `footprint` (bytes), are of the command's own process alone, kernel mode
/// included; time and peak memory are of its descendants too.
struct TimeReport {
    std::size_t line = 0; ///< where it begins in the text
    Usage usage;
    TimeDetail detail = TimeDetail::times;
    std::optional<std::uint64_t> footprint;
    std::optional<ExitStatus> status;
    bool killed = false; ///< by a signal that the report does not name
    std::string command; ///< as printed, empty where it is not
};

/// Every report in the text, in their order; before and between them may stand what the commands wrote, even on the
/// same line. A decimal comma is read as a point. A pipeline of zsh is one report: its members' times are summed, the
/// elapsed time is the longest. A report that breaks off is told by a warning, and refused where it is the only one.
[[nodiscard]] tl::expected<Read<std::vector<TimeReport>>, ReadError> read_time_reports(std::string_view text,
                                                                                       TimeDialect dialect);

/// The LAST report in the text. Refuses a text without a report, and a last report that breaks off or has no peak
/// memory.
[[nodiscard]] tl::expected<TimeReport, ReadError> read_time_report(std::string_view text, TimeDialect dialect);

} // namespace perfeng::tools
