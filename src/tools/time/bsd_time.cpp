#include "text/reading.hpp"
#include "time/durations.hpp"
#include "time/time_rows.hpp"

#include <array>
#include <utility>

namespace perfeng::tools {
namespace {

constexpr std::size_t bsd_row_limit = 3 + 17; // the times, and all that -l ever printed

/// "1.83", "0m0.125s", "1h2m3.45s".
std::optional<double> any_time(std::string_view text) {
    return text.ends_with('s') ? unit_time(text) : decimal_number(text);
}

/// "NUMBER label", as `-l` prints a row.
std::optional<LabelledRow> resource_row(std::string_view line, std::size_t number) {
    const auto begin = line.data();
    const auto value = take_word(line);
    if (!whole_number(value) || line.empty())
        return std::nullopt;
    return LabelledRow{trim(line), value, number, static_cast<std::size_t>(value.data() + value.size() - begin)};
}

/// "1.83 real 0.77 user 0.10 sys" at the end of a line.
std::optional<Rows> one_line_times(std::string_view line, std::size_t number) {
    std::array<LabelledRow, 3> times{{{"sys", {}, number}, {"user", {}, number}, {"real", {}, number}}};
    for (LabelledRow& time : times) {
        if (take_last_word(line) != time.label)
            return std::nullopt;
        time.value = take_last_word(line);
        if (!any_time(time.value))
            return std::nullopt;
    }
    return Rows(times.begin(), times.end());
}

/// One of the three lines "real 1.83", "user 0.77", "sys 0.10". The command's own output may stand before "real".
/// busybox writes a blank into the value: "0m 0.12s".
std::optional<LabelledRow> posix_time(std::string_view line, std::size_t number, bool first) {
    for (const std::string_view label : {"real", "user", "sys"}) {
        const auto at = line.rfind(label);
        if (at == std::string_view::npos || (at > 0 && !first))
            continue;
        const auto rest = line.substr(at + label.size());
        const auto value = trim(rest);
        if (rest.size() > value.size() && any_time(value))
            return LabelledRow{label, value, number};
    }
    return std::nullopt;
}

/// Takes lines one after the other.
class BsdScan {
public:
    void take(std::string_view line, std::size_t number) {
        if (auto times = one_line_times(line, number)) {
            begin(true, std::move(*times));
        } else if (const auto time = posix_time(line, number, true); time && time->label == "real") {
            begin(false, {*time});
        } else if (open_ && !add(line, number)) {
            close();
            if (!reports_.empty())
                reports_.back().signalled = line.starts_with("time: signal: ");
        }
        // macOS 11 and older write it with a capital and a point.
        abnormal_ = line.find("ommand terminated abnormally") != std::string_view::npos;
    }

    std::vector<BsdReport> finish() {
        if (open_ && reports_.back().rows.size() < 3)
            reports_.pop_back();
        return std::move(reports_);
    }

private:
    void begin(bool one_line, Rows times) {
        if (open_)
            close();
        reports_.push_back({.one_line = one_line, .abnormal = abnormal_, .rows = std::move(times)});
        open_ = true;
    }

    bool add(std::string_view line, std::size_t number) {
        constexpr std::array<std::string_view, 3> labels{"real", "user", "sys"};
        Rows& rows = reports_.back().rows;
        if (rows.size() < labels.size()) {
            const auto time = posix_time(line, number, false);
            if (time && time->label == labels[rows.size()])
                rows.push_back(*time);
            return time && rows.back().line == number;
        }
        const auto row = rows.size() < bsd_row_limit ? resource_row(line, number) : std::nullopt;
        if (row)
            rows.push_back(*row);
        return row.has_value();
    }

    void close() {
        reports_.back().ended = true;
        if (reports_.back().rows.size() < 3)
            reports_.pop_back();
        open_ = false;
    }

    std::vector<BsdReport> reports_;
    bool open_ = false;
    bool abnormal_ = false;
};

std::optional<std::uint64_t> optional_count(const Rows& rows, std::string_view label) {
    const LabelledRow* row = find_row(rows, label);
    return row ? whole_number(row->value) : std::nullopt;
}

void read_resources(RowReader& row, const Rows& rows, std::int64_t rss_unit, TimeReport& report) {
    Usage& usage = report.usage;
    report.detail = TimeDetail::switches;
    usage.peak_rss = row.count("maximum resident set size") * rss_unit;
    usage.minor_faults = row.count("page reclaims");
    usage.major_faults = row.count("page faults");
    usage.voluntary_switches = row.count("voluntary context switches");
    usage.involuntary_switches = row.count("involuntary context switches");
    usage.instructions = optional_count(rows, "instructions retired");
    usage.cycles = optional_count(rows, "cycles elapsed");
    report.footprint = optional_count(rows, "peak memory footprint");
}

tl::expected<TimeReport, ReadError> bsd_report(const BsdReport& found, std::optional<std::int64_t> rss_unit) {
    RowReader row(found.rows);
    TimeReport report{.line = found.rows.front().line, .killed = found.abnormal};
    report.usage.wall_time = row.seconds("real", any_time);
    report.usage.user_time = row.seconds("user", any_time);
    report.usage.system_time = row.seconds("sys", any_time);
    if (rss_unit && found.rows.size() > 3)
        read_resources(row, found.rows, *rss_unit, report);
    if (found.signalled)
        report.status = ExitStatus{.code = 128 + 9, .signal = 9};
    if (row.error())
        return tl::unexpected(*row.error());
    return report;
}

} // namespace

std::vector<BsdReport> bsd_rows(std::string_view text) {
    BsdScan scan;
    for (Lines lines(text); lines.next();)
        scan.take(lines.line(), lines.number());
    return scan.finish();
}

Reports bsd_reports(std::string_view text, std::optional<std::int64_t> rss_unit) {
    Reports found;
    for (const auto& report : bsd_rows(text))
        found.add(bsd_report(report, rss_unit));
    return found;
}

} // namespace perfeng::tools
