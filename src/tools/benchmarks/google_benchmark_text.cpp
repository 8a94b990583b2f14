#include "google_runs.hpp"
#include "json_document.hpp"
#include "text/looks.hpp"
#include "text/reading.hpp"
#include "text/utc_time.hpp"

#include "perfeng/tools/benchmarks/google_benchmark.hpp"

#include <algorithm>

namespace perfeng::tools {
namespace {

constexpr std::string_view csv_heading = "name,iterations,real_time,cpu_time,time_unit,";

bool is_console_heading(std::string_view line) {
    for (const std::string_view word : {"Benchmark", "Time", "CPU", "Iterations"})
        if (take_word(line) != word)
            return false;
    return true;
}

bool is_console_rule(std::string_view line) {
    return line.size() > 20 && line.find_first_not_of('-') == std::string_view::npos;
}

std::vector<std::string_view> words_in(std::string_view line) {
    std::vector<std::string_view> words;
    while (!line.empty())
        if (const auto word = take_word(line); !word.empty())
            words.push_back(word);
    return words;
}

/// Before the heading, on stderr: when, what and where.
void read_context_line(std::string_view line, Read<Contents>& read) {
    if (skip(line, "Running ")) {
        read.value.program = trim(line);
    } else if (skip(line, "Run on (")) {
        const auto cores = whole_number(take_word(line));
        read.value.environment.cores = static_cast<int>(std::min<std::uint64_t>(cores.value_or(0), 1'000'000));
    } else if (skip(line, "***WARNING*** ")) {
        read.warnings.emplace_back(line);
    } else if (const auto time = utc_time(line); !time.empty()) {
        read.value.created = time;
    }
}

bool is_context_line(std::string_view line) {
    constexpr std::string_view beginnings[] = {
        "Running ", "Run on (", "***WARNING*** ", "CPU Caches:", "  L", "Load Average: ", "Load average: "};
    return std::ranges::any_of(beginnings, [&](std::string_view begin) { return line.starts_with(begin); }) ||
           !utc_time(line).empty();
}

/// Where a name ends, which may have blanks in it: before "1.25 us  1.24 us  1000".
std::optional<std::size_t> find_times(const std::vector<std::string_view>& words) {
    for (std::size_t i = 1; i + 4 < words.size(); ++i)
        if (seconds_in(words[i + 1]) && seconds_in(words[i + 3]) && figure_of(words[i]) && figure_of(words[i + 2]) &&
            figure_of(words[i + 4]))
            return i;
    return std::nullopt;
}

bool names_other_aggregate(std::string_view name) {
    return name.ends_with("_cv") || name.ends_with("_BigO") || name.ends_with("_RMS");
}

/// "BM_sort_cv  0.74 %  0.61 %  2", "BM_sort_BigO  3.05 N  3.05 N" and "BM_sort_RMS  1 %  1 %".
bool is_other_aggregate(const std::vector<std::string_view>& words) {
    for (std::size_t i = 0; i + 1 < words.size(); ++i)
        if (names_other_aggregate(words[i]) && figure_of(words[i + 1]))
            return true;
    return false;
}

/// With --benchmark_counters_tabular the counters have columns.
void add_columns(GoogleRuns& runs, std::string_view heading) {
    const auto words = words_in(heading);
    for (std::size_t i = 4; i < words.size(); ++i)
        if (words[i] != "UserCounters...")
            runs.add_counter(std::string(words[i]));
}

void read_console_row(GoogleRuns& runs, std::string_view line) {
    const auto words = words_in(line);
    const auto at = line.find(" ERROR OCCURRED: ");
    const auto skipped = line.find(" SKIPPED: ");
    if (const auto mark = std::min(at, skipped); mark != std::string_view::npos)
        return runs.add_error(std::string(trim(line.substr(0, mark))),
                              std::string(line.substr(line.find(':', mark) + 2)));
    const auto times = find_times(words);
    if (!times && is_other_aggregate(words))
        return runs.add({.name = std::string(words[0]), .aggregate = "other"});
    if (!times)
        return runs.add_unreadable(line);
    const auto name = trim(line.substr(0, static_cast<std::size_t>(words[*times].data() - line.data())));
    runs.add({.name = std::string(name),
              .aggregate = {},
              .real = *figure_of(words[*times]) * *seconds_in(words[*times + 1]),
              .cpu = *figure_of(words[*times + 2]) * *seconds_in(words[*times + 3])});
    for (std::size_t i = *times + 5; i < words.size(); ++i)
        if (const auto equals = words[i].find('='); equals != std::string_view::npos && equals > 0)
            runs.add_counter(std::string(words[i].substr(0, equals)));
}

/// Fields between commas; in quotes where they begin with one, a doubled one inside.
std::vector<std::string> csv_fields(std::string_view line) {
    std::vector<std::string> fields(1);
    bool quoted = false;
    for (std::size_t i = 0; i < line.size(); ++i) {
        if (line[i] == '"' && quoted && i + 1 < line.size() && line[i + 1] == '"')
            fields.back() += line[i++];
        else if (line[i] == '"')
            quoted = !quoted;
        else if (line[i] == ',' && !quoted)
            fields.emplace_back();
        else
            fields.back() += line[i];
    }
    return fields;
}

void read_csv_row(GoogleRuns& runs, const std::vector<std::string>& heading, std::string_view line) {
    const auto fields = csv_fields(line);
    const auto field = [&](std::string_view name) {
        const auto place = static_cast<std::size_t>(std::ranges::find(heading, name) - heading.begin());
        return place < fields.size() ? std::string_view(fields[place]) : std::string_view();
    };
    if (field("error_occurred") == "true")
        return runs.add_error(fields[0], std::string(field("error_message")));
    const auto real = figure_of(field("real_time"));
    const auto cpu = figure_of(field("cpu_time"));
    const auto scale = seconds_in(field("time_unit"));
    for (const std::string_view rate : {"bytes_per_second", "items_per_second"})
        if (!field(rate).empty())
            runs.add_counter(std::string(rate));
    if (real && cpu && scale)
        runs.add({.name = fields[0], .aggregate = {}, .real = *real * *scale, .cpu = *cpu * *scale});
    else if (names_other_aggregate(fields[0]))
        runs.add({.name = fields[0], .aggregate = "other"});
    else
        runs.add_unreadable(line);
}

void add_csv_counters(GoogleRuns& runs, const std::vector<std::string>& heading) {
    constexpr std::size_t own_columns = 10;
    for (std::size_t i = own_columns; i < heading.size(); ++i)
        runs.add_counter(heading[i]);
}

} // namespace

Recognition recognise_google_benchmark_console(Head head) {
    for (Lines lines(whole_lines(head)); lines.next();)
        if (is_console_heading(lines.line()))
            return Recognition::yes;
    return not_yet(head);
}

Recognition recognise_google_benchmark_csv(Head head) {
    return has_line_starting(whole_lines(head), {csv_heading}) ? Recognition::yes : not_yet(head);
}

tl::expected<Read<Contents>, ReadError> read_google_benchmark_console(std::string_view text) {
    Read<Contents> read;
    GoogleRuns runs;
    bool in_table = false;
    for (Lines lines(text); lines.next();) {
        const auto line = lines.line();
        if (is_console_heading(line)) {
            in_table = true;
            add_columns(runs, line);
        } else if (!in_table || is_context_line(line)) {
            read_context_line(line, read);
        } else if (!is_console_rule(line) && !trim(line).empty()) {
            read_console_row(runs, line);
        }
    }
    runs.tell_aggregates_by_name();
    return runs.into(std::move(read));
}

tl::expected<Read<Contents>, ReadError> read_google_benchmark_csv(std::string_view text) {
    Read<Contents> read;
    GoogleRuns runs;
    std::vector<std::string> heading;
    for (Lines lines(text); lines.next();) {
        const auto line = lines.line();
        if (line.starts_with(csv_heading)) {
            heading = csv_fields(line);
            add_csv_counters(runs, heading);
        } else if (heading.empty() || is_context_line(line)) {
            read_context_line(line, read);
        } else if (!trim(line).empty()) {
            read_csv_row(runs, heading, line);
        }
    }
    runs.tell_aggregates_by_name();
    return runs.into(std::move(read));
}

} // namespace perfeng::tools
