#include "perfeng/tools/time/time_report.hpp"

#include "text/reading.hpp"

#include "perfeng/process/program.hpp"

#include <algorithm>
#include <array>
#include <utility>

namespace perfeng::tools {
namespace {

constexpr double time_probe_seconds = 10;
constexpr std::int64_t kib = 1024;

struct LabelledRow {
    std::string_view label;
    std::string_view value;
    std::size_t line = 0;
};
using Rows = std::vector<LabelledRow>;

const LabelledRow* find_row(const Rows& rows, std::string_view label) {
    const auto row = std::find_if(rows.begin(), rows.end(), [&](const LabelledRow& r) { return r.label == label; });
    return row == rows.end() ? nullptr : &*row;
}

/// Reads numbers out of rows and remembers the first that is missing or none.
class RowReader {
public:
    explicit RowReader(const Rows& rows) : rows_(rows) {}

    double seconds(std::string_view label) { return read<double>(label, decimal_number); }
    std::int64_t count(std::string_view label) {
        return static_cast<std::int64_t>(
            read<std::uint64_t>(label, [](std::string_view text) { return whole_number(text); }));
    }
    template <typename T, typename Parse> T read(std::string_view label, Parse parse) {
        const LabelledRow* row = find_row(rows_, label);
        if (const auto value = row ? parse(row->value) : std::nullopt)
            return *value;
        if (!error_)
            error_ = refuse(row ? row->line : 0, row ? row->value : "no such line", label).value();
        return {};
    }
    [[nodiscard]] const std::optional<ReadError>& error() const { return error_; }

private:
    const Rows& rows_;
    std::optional<ReadError> error_;
};

std::size_t line_at(std::string_view text, std::size_t offset) {
    return 1 +
           static_cast<std::size_t>(std::count(text.begin(), text.begin() + static_cast<std::ptrdiff_t>(offset), '\n'));
}

// ---- GNU ----

constexpr std::string_view gnu_user = "User time (seconds)";
constexpr std::string_view gnu_elapsed = "Elapsed (wall clock) time (h:mm:ss or m:ss)";

/// The lines from "User time" on: what stands before may hold anything, the command is printed unescaped.
Rows gnu_rows(std::string_view text, std::size_t first_line) {
    Rows rows;
    for (Lines lines(text); lines.next();) {
        const auto colon = lines.line().rfind(": "); // labels hold colons too
        if (!lines.line().starts_with('\t') || colon == std::string_view::npos)
            break;
        rows.push_back({trim(lines.line().substr(0, colon)), trim(lines.line().substr(colon + 2)),
                        first_line + lines.number() - 1});
    }
    return rows;
}

/// "0:00.12" or, over an hour, "1:02:03".
std::optional<double> clock_time(std::string_view text) {
    double seconds = 0;
    for (std::size_t colon = 0; colon != std::string_view::npos;) {
        colon = text.find(':');
        const auto part = decimal_number(text.substr(0, colon));
        if (!part)
            return std::nullopt;
        seconds = seconds * 60 + *part;
        text.remove_prefix(std::min(colon, text.size() - 1) + 1);
    }
    return seconds;
}

/// The number that ends `text` behind `label`, with nothing but the line's end after it.
std::optional<int> number_behind(std::string_view text, std::string_view label) {
    const auto start = text.rfind(label);
    if (start == std::string_view::npos)
        return std::nullopt;
    const auto value = whole_number(trim(text.substr(start + label.size())));
    return value && *value < 256 ? std::optional(static_cast<int>(*value)) : std::nullopt;
}

/// `before` ends with the line that stands before "Command being timed", if there is one. "Exit status: 0" is no use
/// where a signal ended the command: GNU time prints it then, too.
ExitStatus gnu_status(std::string_view before) {
    if (before.ends_with('\n'))
        before.remove_suffix(1);
    const auto last_line = before.substr(before.rfind('\n') + 1);
    if (const auto signal = number_behind(last_line, "Command terminated by signal "))
        return {.code = 128 + *signal, .signal = *signal};
    if (const auto code = number_behind(last_line, "Command exited with non-zero status "))
        return {.code = *code};
    return {};
}

tl::expected<TimeReport, ReadError> read_gnu(std::string_view text) {
    const auto start = text.rfind("\t" + std::string(gnu_user) + ": ");
    if (start == std::string_view::npos)
        return refuse(0, text, "a report of `time -v` (User time (seconds): ...)");
    const Rows rows = gnu_rows(text.substr(start), line_at(text, start));
    RowReader row(rows);
    TimeReport report;
    Usage& usage = report.usage;
    usage.user_time = row.seconds(gnu_user);
    usage.system_time = row.seconds("System time (seconds)");
    usage.wall_time = row.read<double>(gnu_elapsed, clock_time);
    usage.peak_rss = row.count("Maximum resident set size (kbytes)") * kib;
    usage.major_faults = row.count("Major (requiring I/O) page faults");
    usage.minor_faults = row.count("Minor (reclaiming a frame) page faults");
    usage.voluntary_switches = row.count("Voluntary context switches");
    usage.involuntary_switches = row.count("Involuntary context switches");
    const auto exit_status = row.count("Exit status");
    if (row.error())
        return tl::unexpected(*row.error());
    const auto command = text.substr(0, start).rfind("\tCommand being timed: ");
    report.status = gnu_status(text.substr(0, command == std::string_view::npos ? start : command));
    if (report.status->ok())
        report.status->code = static_cast<int>(exit_status);
    return report;
}

// ---- macOS and FreeBSD ----

/// "NUMBER label", as `-l` prints a row.
std::optional<LabelledRow> resource_row(std::string_view line, std::size_t number) {
    const auto value = take_word(line);
    if (!whole_number(value) || line.empty())
        return std::nullopt;
    return LabelledRow{trim(line), value, number};
}

std::string_view cut_last_word(std::string_view& line) {
    line = trim(line);
    const auto blank = line.find_last_of(" \t");
    const auto word = line.substr(blank == std::string_view::npos ? 0 : blank + 1);
    line.remove_suffix(word.size());
    return word;
}

/// "1.83 real 0.77 user 0.10 sys" at the end of a line.
bool add_one_line_times(std::string_view line, std::size_t number, Rows& rows) {
    std::array<LabelledRow, 3> times{{{"sys", {}, number}, {"user", {}, number}, {"real", {}, number}}};
    for (LabelledRow& time : times) {
        if (cut_last_word(line) != time.label)
            return false;
        time.value = cut_last_word(line);
        if (!decimal_number(time.value))
            return false;
    }
    rows.assign(times.begin(), times.end());
    return true;
}

/// One of the three lines of `-p`: "real 1.83", "user 0.77", "sys 0.10". "real" begins a report.
bool add_posix_time(std::string_view line, std::size_t number, Rows& rows) {
    constexpr std::array<std::string_view, 3> labels{"real", "user", "sys"};
    const auto value = cut_last_word(line);
    const auto label = cut_last_word(line);
    if (!decimal_number(value))
        return false;
    if (label == "real")
        rows.clear();
    if (rows.size() >= labels.size() || label != labels[rows.size()])
        return false;
    rows.push_back({label, value, number});
    return true;
}

Rows last_bsd_report(std::string_view text) {
    Rows rows;
    bool open = false; // a report's rows follow each other without a gap
    for (Lines lines(text); lines.next();) {
        if (add_one_line_times(lines.line(), lines.number(), rows) ||
            add_posix_time(lines.line(), lines.number(), rows)) {
            open = true;
        } else if (const auto row = open ? resource_row(lines.line(), lines.number()) : std::nullopt) {
            rows.push_back(*row);
        } else {
            open = false;
        }
    }
    return rows;
}

std::optional<std::uint64_t> optional_count(const Rows& rows, std::string_view label) {
    const LabelledRow* row = find_row(rows, label);
    return row ? whole_number(row->value) : std::nullopt;
}

tl::expected<TimeReport, ReadError> read_bsd(std::string_view text, std::int64_t rss_unit) {
    const Rows rows = last_bsd_report(text);
    if (rows.empty())
        return refuse(0, text, "a report of `time -l` (1.00 real 0.90 user 0.10 sys)");
    RowReader row(rows);
    TimeReport report;
    Usage& usage = report.usage;
    usage.wall_time = row.seconds("real");
    usage.user_time = row.seconds("user");
    usage.system_time = row.seconds("sys");
    usage.peak_rss = row.count("maximum resident set size") * rss_unit;
    usage.minor_faults = row.count("page reclaims");
    usage.major_faults = row.count("page faults");
    usage.voluntary_switches = row.count("voluntary context switches");
    usage.involuntary_switches = row.count("involuntary context switches");
    usage.instructions = optional_count(rows, "instructions retired");
    usage.cycles = optional_count(rows, "cycles elapsed");
    if (row.error())
        return tl::unexpected(*row.error());
    return report;
}

bool works(process::Runner& runner, std::vector<std::string> argv) {
    return runner.run(process::tool_command(std::move(argv), time_probe_seconds)).status.ok();
}

} // namespace

tl::expected<TimeReport, ReadError> read_time_report(std::string_view text, TimeDialect dialect) {
    switch (dialect) {
    case TimeDialect::gnu:
        return read_gnu(text);
    case TimeDialect::macos:
        return read_bsd(text, 1);
    case TimeDialect::freebsd:
        return read_bsd(text, kib);
    }
    return refuse(0, text, "a known dialect of time");
}

std::optional<TimeTool> find_time(process::Runner& runner, const std::string& path) {
    if (!process::find_program(path))
        return std::nullopt;
    const auto version = runner.run(process::tool_command({path, "--version"}, time_probe_seconds));
    if ((version.out + version.err).find("GNU") != std::string::npos)
        return TimeTool{path, TimeDialect::gnu, true};
    if (!works(runner, {path, "-l", "true"}))
        return std::nullopt;
    const auto system = runner.run(process::tool_command({"uname", "-s"}, time_probe_seconds)).out;
    const auto dialect = system.starts_with("Darwin") ? TimeDialect::macos : TimeDialect::freebsd;
    return TimeTool{path, dialect, works(runner, {path, "-l", "-o", "/dev/null", "true"})};
}

std::vector<std::string> time_prefix(const TimeTool& tool, const std::filesystem::path& report) {
    std::vector<std::string> prefix{tool.path, tool.dialect == TimeDialect::gnu ? "-v" : "-l"};
    if (tool.own_file)
        prefix.insert(prefix.end(), {"-o", report.string()});
    return prefix;
}

} // namespace perfeng::tools
