#include "text/reading.hpp"
#include "time/durations.hpp"
#include "time/time_rows.hpp"

#include <algorithm>

namespace perfeng::tools {
namespace {

constexpr std::int64_t gnu_kib = 1024;
constexpr std::string_view gnu_command = "\tCommand being timed: ";
constexpr std::string_view gnu_user = "User time (seconds)";
constexpr std::string_view gnu_first_row = "\tUser time (seconds): ";

/// "0:00.12", and busybox's "0m 0.12s".
std::optional<double> elapsed_time(std::string_view text) {
    return text.ends_with('s') ? unit_time(text) : clock_time(text);
}

/// The lines from "User time" on: what stands before may hold anything, the command is printed unescaped. The command
/// may have written lines of such a report itself.
Rows gnu_rows(std::string_view text, std::size_t first_line) {
    Rows rows;
    for (Lines lines(text); lines.next();) {
        const auto colon = lines.line().rfind(": "); // labels hold colons too
        if (!lines.line().starts_with('\t') || colon == std::string_view::npos ||
            lines.line().starts_with(gnu_command) || (!rows.empty() && lines.line().starts_with(gnu_first_row)))
            break;
        rows.push_back({.label = trim(lines.line().substr(0, colon)),
                        .value = trim(lines.line().substr(colon + 2)),
                        .line = first_line + lines.number() - 1});
    }
    return rows;
}

/// The number that ends `text` behind `label`, with nothing but the line's end after it.
std::optional<int> number_behind(std::string_view text, std::string_view label) {
    const auto start = text.rfind(label);
    if (start == std::string_view::npos)
        return std::nullopt;
    const auto value = whole_number(trim(text.substr(start + label.size())));
    return value && *value < 256 ? std::optional(static_cast<int>(*value)) : std::nullopt;
}

/// Of the line that ends `before`. "Exit status: 0" is no use where a signal ended the command: GNU time prints it
/// then, too.
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

std::string unquoted(std::string_view command) {
    command = trim(command.substr(0, command.find_last_not_of("\r\n") + 1));
    if (command.size() >= 2 && command.front() == '"' && command.back() == '"')
        command = command.substr(1, command.size() - 2);
    return std::string(command);
}

/// `before` is what stands between the last report and the row "User time".
tl::expected<TimeReport, ReadError> gnu_report(std::string_view before, const Rows& rows, std::size_t line) {
    RowReader row(rows);
    TimeReport report{.line = line, .detail = TimeDetail::switches};
    Usage& usage = report.usage;
    usage.user_time = row.seconds(gnu_user, decimal_number);
    usage.system_time = row.seconds("System time (seconds)", decimal_number);
    usage.wall_time = row.seconds("Elapsed (wall clock) time (h:mm:ss or m:ss)", elapsed_time);
    usage.peak_rss = row.count("Maximum resident set size (kbytes)") * gnu_kib;
    usage.major_faults = row.count("Major (requiring I/O) page faults");
    usage.minor_faults = row.count("Minor (reclaiming a frame) page faults");
    usage.voluntary_switches = row.count("Voluntary context switches");
    usage.involuntary_switches = row.count("Involuntary context switches");
    const auto exit_status = row.count("Exit status");
    if (row.error())
        return tl::unexpected(*row.error());
    const auto command = before.rfind(gnu_command);
    report.status = gnu_status(before.substr(0, command == std::string_view::npos ? before.size() : command));
    if (report.status->ok())
        report.status->code = static_cast<int>(std::min<std::int64_t>(exit_status, 255));
    if (command != std::string_view::npos)
        report.command = unquoted(before.substr(command + gnu_command.size()));
    return report;
}

/// The number that ends `text`, which the command's own output may stand before.
std::string_view trailing_number(std::string_view text) {
    const auto before = text.find_last_not_of("0123456789.,");
    return text.substr(before == std::string_view::npos ? 0 : before + 1);
}

/// What stands before `label` in a line is cut off with it.
std::string_view cut_labelled(std::string_view& line, std::string_view label) {
    const auto at = line.rfind(label);
    if (at == std::string_view::npos)
        return {};
    line = line.substr(0, at);
    const auto blank = line.find_last_of(" (+");
    return line.substr(blank == std::string_view::npos ? 0 : blank + 1);
}

/// "0.01user 0.00system 0:00.12elapsed 91%CPU (0avgtext+0avgdata 1684maxresident)k".
std::optional<TimeReport> short_report(std::string_view line) {
    TimeReport report{.detail = TimeDetail::memory};
    const auto peak = whole_number(cut_labelled(line, "maxresident)k"));
    const auto wall = clock_time(cut_labelled(line, "elapsed "));
    const auto system = decimal_number(cut_labelled(line, "system "));
    const auto user = decimal_number(trailing_number(cut_labelled(line, "user ")));
    if (!peak || *peak > UINT32_MAX || !wall || !system || !user)
        return std::nullopt;
    report.usage = {.wall_time = *wall,
                    .user_time = *user,
                    .system_time = *system,
                    .peak_rss = static_cast<std::int64_t>(*peak) * gnu_kib};
    return report;
}

/// "0inputs+0outputs (0major+100minor)pagefaults 0swaps".
bool add_faults(std::string_view line, Usage& usage) {
    const auto minor = whole_number(cut_labelled(line, "minor)pagefaults "));
    const auto major = whole_number(cut_labelled(line, "major+"));
    if (!minor || !major || *minor > INT64_MAX || *major > INT64_MAX)
        return false;
    usage.minor_faults = static_cast<std::int64_t>(*minor);
    usage.major_faults = static_cast<std::int64_t>(*major);
    return true;
}

} // namespace

Reports gnu_reports(std::string_view text) {
    Reports found;
    std::size_t line = 1;
    std::size_t done = 0; // what of the text has been read, up to where `line` begins
    for (std::size_t start = 0; (start = text.find(gnu_first_row, done)) != std::string_view::npos;) {
        const auto before = text.substr(done, start - done);
        line += static_cast<std::size_t>(std::ranges::count(before, '\n'));
        const Rows rows = gnu_rows(text.substr(start), line);
        found.add(gnu_report(before, rows, line));
        const auto end =
            text.find('\n', rows.empty() ? start : static_cast<std::size_t>(rows.back().value.data() - text.data()));
        line += rows.size();
        done = end == std::string_view::npos ? text.size() : end + 1;
    }
    return found;
}

Reports gnu_short_reports(std::string_view text) {
    Reports found;
    std::string_view previous;
    std::optional<TimeReport> open;
    for (Lines lines(text); lines.next(); previous = lines.line()) {
        if (open) {
            found.add(add_faults(lines.line(), open->usage)
                          ? tl::expected<TimeReport, ReadError>(std::move(*open))
                          : refuse(lines.number(), lines.line(), "0inputs+0outputs (0major+0minor)pagefaults 0swaps"));
            open.reset();
            continue;
        }
        open = short_report(lines.line());
        if (open) {
            open->line = lines.number();
            open->status = gnu_status(previous);
        }
    }
    if (open)
        found.add(refuse(0, "the end", "0inputs+0outputs (0major+0minor)pagefaults 0swaps"));
    return found;
}

} // namespace perfeng::tools
