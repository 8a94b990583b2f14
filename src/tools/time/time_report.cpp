#include "perfeng/tools/time/time_report.hpp"

#include "text/reading.hpp"
#include "time/time_rows.hpp"

#include <fmt/format.h>

#include <utility>

namespace perfeng::tools {
namespace {

Reports reports_of(std::string_view text, TimeDialect dialect) {
    switch (dialect) {
    case TimeDialect::gnu:
        return gnu_reports(text);
    case TimeDialect::gnu_short:
        return gnu_short_reports(text);
    case TimeDialect::macos:
        return bsd_reports(text, 1);
    case TimeDialect::freebsd:
        return bsd_reports(text, 1024);
    case TimeDialect::posix:
        return bsd_reports(text, std::nullopt);
    case TimeDialect::zsh:
        return zsh_reports(text);
    case TimeDialect::fish:
        return fish_reports(text);
    case TimeDialect::tcsh:
        return tcsh_reports(text);
    }
    return {};
}

std::string_view expected_of(TimeDialect dialect) {
    switch (dialect) {
    case TimeDialect::gnu:
        return "a report of `time -v` (User time (seconds): ...)";
    case TimeDialect::gnu_short:
        return "a report of GNU time (0.00user 0.00system 0:00.12elapsed ...)";
    case TimeDialect::macos:
    case TimeDialect::freebsd:
        return "a report of `time -l` (1.00 real 0.90 user 0.10 sys)";
    case TimeDialect::posix:
        return "a report of `time -p` (real 1.00, user 0.90, sys 0.10 on three lines)";
    case TimeDialect::zsh:
        return "a report of zsh's time (CMD  0.00s user 0.00s system 0% cpu 0.126 total)";
    case TimeDialect::fish:
        return "a report of fish's time (Executed in  121.20 millis ...)";
    case TimeDialect::tcsh:
        return "a report of tcsh's time (0.001u 0.000s 0:00.12 0.0% 0+0k 0+0io 0pf+0w)";
    }
    return "a known dialect of time";
}

} // namespace

tl::expected<Read<std::vector<TimeReport>>, ReadError> read_time_reports(std::string_view text, TimeDialect dialect) {
    auto found = reports_of(text, dialect);
    if (found.reports.empty() && !found.broken.empty())
        return tl::unexpected(std::move(found.broken.back()));
    if (found.reports.empty())
        return refuse(0, text, expected_of(dialect));
    Read<std::vector<TimeReport>> read{.value = std::move(found.reports), .warnings = std::move(found.warnings)};
    for (const auto& error : found.broken)
        read.warnings.push_back("a report is left out, it breaks off: " + to_string(error));
    return read;
}

tl::expected<TimeReport, ReadError> read_time_report(std::string_view text, TimeDialect dialect) {
    auto found = reports_of(text, dialect);
    if (found.last_broken)
        return tl::unexpected(std::move(found.broken.back()));
    if (found.reports.empty())
        return refuse(0, text, expected_of(dialect));
    if (found.reports.back().detail == TimeDetail::times)
        return refuse(found.reports.back().line, "the times alone", "maximum resident set size");
    return std::move(found.reports.back());
}

} // namespace perfeng::tools
