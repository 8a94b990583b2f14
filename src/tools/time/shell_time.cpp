#include "text/reading.hpp"
#include "time/durations.hpp"
#include "time/time_rows.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <utility>

// What zsh, fish and tcsh print for `time COMMAND`: zsh's default TIMEFMT "%J  %U user %S system %P cpu %*E total",
// fish's src/timer.cpp, tcsh's default `set time` "%Uu %Ss %E %P %X+%Dk %I+%Oio %Fpf+%Ww".
namespace perfeng::tools {
namespace {

/// The word before `label`, where the line ends with the two.
std::string_view cut_before(std::string_view& line, std::string_view label) {
    return take_last_word(line) == label ? take_last_word(line) : std::string_view();
}

/// "sleep 0.12  0.00s user 0.00s system 0% cpu 0.126 total".
std::optional<TimeReport> zsh_line(std::string_view line) {
    const auto wall = clock_time(cut_before(line, "total"));
    if (!wall || !cut_before(line, "cpu").ends_with('%'))
        return std::nullopt;
    const auto system = unit_time(cut_before(line, "system"));
    const auto user = unit_time(cut_before(line, "user"));
    if (!system || !user)
        return std::nullopt;
    TimeReport report{.command = std::string(trim(line))};
    report.usage = {.wall_time = *wall, .user_time = *user, .system_time = *system};
    return report;
}

/// Lines that follow each other are a pipeline's, where they name different commands.
bool same_pipeline(const TimeReport& first, const TimeReport& next, std::size_t line_before) {
    return line_before + 1 == next.line && !first.command.empty() && first.command != next.command;
}

void add_member(TimeReport& pipeline, const TimeReport& member) {
    pipeline.usage.wall_time = std::max(pipeline.usage.wall_time, member.usage.wall_time);
    pipeline.usage.user_time += member.usage.user_time;
    pipeline.usage.system_time += member.usage.system_time;
    pipeline.command += " | " + member.command;
}

/// "   usr time    1.11 millis  174.00 micros  932.00 micros": the first column is the whole.
std::optional<double> fish_time(std::string_view line, std::string_view label) {
    line = trim(line);
    if (!skip(line, label))
        return std::nullopt;
    constexpr std::array<std::pair<std::string_view, double>, 5> units{
        {{"micros", 1e-6}, {"millis", 1e-3}, {"secs", 1}, {"mins", 60}, {"hours", 3600}}};
    line = trim(line);
    const auto value = decimal_number(take_word(line));
    const auto unit = std::ranges::find(units, take_word(line), &std::pair<std::string_view, double>::first);
    return value && unit != units.end() ? std::optional(*value * unit->second) : std::nullopt;
}

/// "0.001u 0.000s 0:00.12 0.0%\t0+0k 0+0io 0pf+0w".
std::optional<TimeReport> tcsh_line(std::string_view line) {
    std::array<std::string_view, 7> words;
    for (auto& word : words)
        word = take_word(line);
    constexpr std::array<std::string_view, 7> ends{"u", "s", "", "%", "k", "io", "w"};
    for (std::size_t i = 0; i < words.size(); ++i) {
        if (!words[i].ends_with(ends[i]))
            return std::nullopt;
        words[i].remove_suffix(ends[i].size());
    }
    const auto user = decimal_number(words[0]);
    const auto system = decimal_number(words[1]);
    const auto wall = clock_time(words[2]);
    if (!line.empty() || !user || !system || !wall || words[6].find("pf+") == std::string_view::npos)
        return std::nullopt;
    TimeReport report;
    report.usage = {.wall_time = *wall, .user_time = *user, .system_time = *system};
    return report;
}

} // namespace

Reports zsh_reports(std::string_view text) {
    Reports found;
    std::size_t last_line = 0;
    std::size_t members = 0;
    for (Lines lines(text); lines.next();) {
        auto report = zsh_line(lines.line());
        if (!report)
            continue;
        report->line = lines.number();
        if (!found.reports.empty() && same_pipeline(found.reports.back(), *report, last_line)) {
            add_member(found.reports.back(), *report);
            members += 1;
        } else {
            found.add(std::move(*report));
        }
        last_line = lines.number();
    }
    if (members > 0)
        found.warnings.push_back(fmt::format("{} lines were taken for further members of a pipeline: the times of its "
                                             "members are summed, the elapsed time is the longest",
                                             members));
    return found;
}

Reports fish_reports(std::string_view text) {
    constexpr std::array<std::string_view, 3> labels{"Executed in", "usr time", "sys time"};
    Reports found;
    std::array<double, 3> times{};
    std::size_t told = 0; // how many of the three
    const auto broken = [&](std::size_t line, std::string_view what) {
        found.add(refuse(line, what, labels[told]));
        told = 0;
    };
    for (Lines lines(text); lines.next();) {
        if (const auto wall = fish_time(lines.line(), labels[0])) {
            if (told > 0)
                broken(lines.number(), lines.line());
            times[told++] = *wall;
        } else if (const auto time = told > 0 ? fish_time(lines.line(), labels[told]) : std::nullopt) {
            times[told++] = *time;
        } else if (told > 0) {
            broken(lines.number(), lines.line());
        }
        if (told == labels.size()) {
            TimeReport report{.line = lines.number() - 2};
            report.usage = {.wall_time = times[0], .user_time = times[1], .system_time = times[2]};
            found.add(std::move(report));
            told = 0;
        }
    }
    if (told > 0)
        broken(0, "the end");
    return found;
}

Reports tcsh_reports(std::string_view text) {
    Reports found;
    for (Lines lines(text); lines.next();) {
        if (auto report = tcsh_line(lines.line())) {
            report->line = lines.number();
            found.add(std::move(*report));
        }
    }
    return found;
}

} // namespace perfeng::tools
