#include "perfeng/tools/time/time_contents.hpp"

#include "text/looks.hpp"
#include "time/time_rows.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

namespace perfeng::tools {
namespace {

/// Which of the three that begin alike; nothing while it can't be told.
std::optional<TimeDialect> dialect_of(const BsdReport& report, bool whole) {
    if (report.rows.size() == 3) {
        if (!report.ended && !whole)
            return std::nullopt;
        return report.one_line ? TimeDialect::macos : TimeDialect::posix;
    }
    constexpr std::size_t columns_since_macos_11 = 20;
    constexpr std::uint64_t page = 4096;
    const auto& peak = report.rows[3];
    const bool whole_pages = std::strtoull(std::string(peak.value).c_str(), nullptr, 10) % page == 0;
    return peak.width >= columns_since_macos_11 || whole_pages ? TimeDialect::macos : TimeDialect::freebsd;
}

Recognition recognise_bsd(Head head, TimeDialect dialect) {
    const auto reports = bsd_rows(whole_lines(head));
    const auto found = reports.empty() ? std::nullopt : dialect_of(reports.front(), head.whole);
    if (!found)
        return not_yet(head);
    return *found == dialect ? Recognition::yes : Recognition::no;
}

using Value = std::optional<double> (*)(const TimeReport&);

template <auto field, TimeDetail least> std::optional<double> told(const TimeReport& report) {
    return report.detail >= least ? std::optional(static_cast<double>(report.usage.*field)) : std::nullopt;
}
template <auto field> std::optional<double> counted(const TimeReport& report) {
    return report.usage.*field ? std::optional(static_cast<double>(*(report.usage.*field))) : std::nullopt;
}
/// A program of no memory does not run: builds of GNU time with musl print 0 for all of it.
std::optional<double> peak_memory(const TimeReport& report) {
    return report.usage.peak_rss > 0 ? told<&Usage::peak_rss, TimeDetail::memory>(report) : std::nullopt;
}

struct TimeMetric {
    std::string_view name;
    Unit unit;
    Value value;
};
constexpr TimeMetric time_metrics[] = {
    {"wall_time", Unit::seconds, told<&Usage::wall_time, TimeDetail::times>},
    {"cpu_time", Unit::seconds, [](const TimeReport& report) { return std::optional(report.usage.cpu_time()); }},
    {"user_time", Unit::seconds, told<&Usage::user_time, TimeDetail::times>},
    {"system_time", Unit::seconds, told<&Usage::system_time, TimeDetail::times>},
    {"peak_rss", Unit::bytes, peak_memory},
    {"minor_faults", Unit::count, told<&Usage::minor_faults, TimeDetail::memory>},
    {"major_faults", Unit::count, told<&Usage::major_faults, TimeDetail::memory>},
    {"voluntary_switches", Unit::count, told<&Usage::voluntary_switches, TimeDetail::switches>},
    {"involuntary_switches", Unit::count, told<&Usage::involuntary_switches, TimeDetail::switches>},
    {"instructions", Unit::count, counted<&Usage::instructions>},
    {"cycles", Unit::count, counted<&Usage::cycles>},
};

std::optional<Metric> metric_of(const TimeMetric& metric, const std::vector<TimeReport>& reports) {
    Metric made{.name = std::string(metric.name), .unit = metric.unit};
    for (const auto& report : reports)
        if (const auto value = metric.value(report))
            made.trials.push_back(*value);
    return made.trials.size() == reports.size() ? std::optional(std::move(made)) : std::nullopt;
}

/// The counters are the direct child's, times and memory its descendants' too: no processor does the work of that time
/// in so few cycles, or, where the time is too short to tell, no program touches so little of its memory.
bool counts_a_wrapper(const TimeReport& report) {
    constexpr double telling_cpu_time = 0.05;
    constexpr double slowest_hz = 3e8;
    constexpr std::uint64_t least_share = 4;
    const auto& usage = report.usage;
    if (usage.cycles && usage.cpu_time() >= telling_cpu_time)
        return static_cast<double>(*usage.cycles) < slowest_hz * usage.cpu_time();
    return report.footprint && *report.footprint < static_cast<std::uint64_t>(usage.peak_rss) / least_share;
}

void drop_wrappers_counters(std::vector<TimeReport>& reports, std::vector<std::string>& warnings) {
    for (auto& report : reports) {
        if ((!report.usage.instructions && !report.usage.cycles) || !counts_a_wrapper(report))
            continue;
        report.usage.instructions.reset();
        report.usage.cycles.reset();
        warnings.push_back(fmt::format("line {}: instructions and cycles are left out: they are of the command's own "
                                       "process alone, and its descendants did the work. Time the program itself, "
                                       "without a wrapper",
                                       report.line));
    }
}

void warn_of_endings(const std::vector<TimeReport>& reports, std::vector<std::string>& warnings) {
    for (const auto& report : reports) {
        if (report.status && !report.status->ok())
            warnings.push_back(
                fmt::format("line {}: the command did not end well: {}", report.line, to_string(*report.status)));
        else if (report.killed)
            warnings.push_back(fmt::format("line {}: the command was killed by a signal", report.line));
    }
}

} // namespace

Recognition recognise_time(Head head, TimeDialect dialect) {
    if (looks_binary(head.text))
        return Recognition::no;
    if (dialect == TimeDialect::macos || dialect == TimeDialect::freebsd || dialect == TimeDialect::posix)
        return recognise_bsd(head, dialect);
    return read_time_reports(whole_lines(head), dialect) ? Recognition::yes : not_yet(head);
}

tl::expected<Read<Contents>, ReadError> read_time(std::string_view text, TimeDialect dialect) {
    auto read = read_time_reports(text, dialect);
    if (!read)
        return tl::unexpected(std::move(read.error()));
    auto& reports = read->value;
    Read<Contents> result{.value = {}, .warnings = std::move(read->warnings)};
    if (reports.size() > 1)
        result.warnings.push_back(fmt::format("{} reports: each is taken for a trial of one workload", reports.size()));
    drop_wrappers_counters(reports, result.warnings);
    warn_of_endings(reports, result.warnings);
    for (const auto& metric : time_metrics)
        if (auto made = metric_of(metric, reports))
            result.value.metrics.push_back(std::move(*made));
    result.value.command = reports.front().command;
    return result;
}

} // namespace perfeng::tools
