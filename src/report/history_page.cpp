#include "history_plot.hpp"
#include "history_words.hpp"
#include "pages.hpp"

#include "perfeng/model/quantity.hpp"
#include "perfeng/report/history.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <ranges>

namespace perfeng::report {
namespace {

constexpr std::size_t rows_shown = 40;
constexpr std::size_t points_needed = 6; // three on each side of a change

Mark mark_of_change(const HistoryChange& change) { return change.worse ? Mark::bad : Mark::good; }

/// The newest that is worse and still there.
const HistoryChange* standing_regression(const History& history) {
    for (const auto& change : std::views::reverse(history.changes))
        if (change.worse && !change.undoes && !change.went_away)
            return &change;
    return nullptr;
}

bool is_latest(const HistoryChange& change, const History& history) { return change.at == history.changes.back().at; }

std::string changed_since(const HistoryChange& change, const History& history) {
    if (is_latest(change, history) || change.after == 0)
        return {};
    return ", " + percent_change(history.changes.back().after / change.after - 1) + " since then";
}

Text title_of_history(const History& history) {
    auto title = Text(label_of(history.metric) + " of ") + code(history.command) + ": ";
    if (const auto* const change = standing_regression(history))
        return title + Text(size_of_change(*change), Mark::bad) + (is_latest(*change, history) ? " since " : " at ") +
               code(point_name(history.points[change->at])) + changed_since(*change, history);
    return title + (history.changes.empty() ? "no lasting change" : "no regression that is still there");
}

Text machines_in_words(const History& history) {
    std::string text;
    for (const auto& machine : history.machines) {
        text += text.empty() ? "" : "; ";
        text += (machine.machine.empty() ? "not known" : machine.machine) + ": " +
                counted(machine.measurements, "measurement") + (machine.taken ? "" : ", left out");
    }
    return {text};
}

bool leaves_machines_out(const History& history) {
    return std::ranges::any_of(history.machines, [](const HistoryMachine& machine) { return !machine.taken; });
}

Section header_of_history(const History& history) {
    std::size_t measurements = 0;
    for (const auto& point : history.points)
        measurements += point.measurements;
    Facts facts{
        {"measured", counted(history.points.size(), "point") + " from " + counted(measurements, "measurement") +
                         (history.earlier > 0 ? fmt::format(", {} earlier points left out", history.earlier) : "")}};
    facts.push_back({"order", std::string(history.order == "git" ? "by the history of git" : "by time") +
                                  (history.order_note.empty() ? "" : ": " + history.order_note)});
    if (!history.machines.empty())
        facts.push_back({history.machines.size() > 1 ? "machines" : "machine", machines_in_words(history)});
    if (leaves_machines_out(history))
        facts.push_back({"left out", Text("times of unlike machines do not stand side by side: ") +
                                         code("--all-machines") + " takes them"});
    if (history.on_other_branches > 0)
        facts.push_back({"left out", Text(counted(history.on_other_branches, "measurement") +
                                          " of commits that are not in the history of HEAD: ") +
                                         code("--all-branches") + " takes them"});
    return {"", {{"", std::move(facts), false}}};
}

Text change_in_words(const History& history, const HistoryChange& change) {
    const auto& point = history.points[change.at];
    auto text = Text(size_of_change(change), mark_of_change(change)) + " at " + code(point_name(point)) +
                fmt::format(", {} to {}", quantity(change.before, history.unit), quantity(change.after, history.unit));
    if (change.went_away)
        text += Text(", went away at ") + code(point_name(history.points[*change.went_away]));
    if (change.undoes)
        text += ", back to an earlier level";
    return text;
}

Section changes_section(const History& history) {
    Section section{"Changes of the level", {}};
    List list;
    for (const auto& change : history.changes)
        list.push_back({change_in_words(history, change), {}});
    for (std::size_t i = 0; i < list.size(); ++i)
        if (const auto& title = history.points[history.changes[i].at].title; !title.empty())
            list[i].below.push_back(prose(title));
    if (list.empty())
        list.push_back(
            {Text(history.points.size() < points_needed
                      ? fmt::format("not told under {} points, three on each side of a change", points_needed)
                      : fmt::format("none of more than {} that lasts three points",
                                    percent_limit(history.least_change))),
             {}});
    section.blocks.push_back({"", std::move(list), false});
    return section;
}

Section plot_section(const History& history, const Style& style) {
    auto plot = history_plot(history, style.width);
    Section section{"Plot", {}};
    if (plot.empty())
        return section;
    const bool dirty = std::ranges::any_of(history.points, &HistoryPoint::dirty);
    section.blocks.push_back({"Medians" + history_axis_unit(history) + ", and levels between changes as lines" +
                                  (dirty ? "; ○ is a work tree with changes" : ""),
                              std::move(plot), false});
    return section;
}

std::map<std::size_t, Text> marks_by_point(const History& history) {
    std::map<std::size_t, Text> marks;
    for (const auto& change : history.changes)
        marks[change.at] =
            Text((change.after > change.before ? "▲ " : "▼ ") + size_of_change(change), mark_of_change(change));
    return marks;
}

Section points_section(const History& history, const Style& style) {
    constexpr auto right = Align::right;
    Table table{{{"commit"},
                 {"measured"},
                 {"measurements", right},
                 {"trials", right},
                 {"median", right},
                 {"95% interval", right},
                 {"change", right},
                 {"level", right},
                 {"title"}},
                {}};
    const auto marks = marks_by_point(history);
    const auto& points = history.points;
    const auto first = style.verbose || points.size() <= rows_shown ? 0 : points.size() - rows_shown;
    for (auto i = first; i < points.size(); ++i) {
        const auto& point = points[i];
        const auto mark = marks.find(i);
        table.rows.push_back(
            {code(point.commit.empty() ? "-" : point_name(point)), moment_of(point), std::to_string(point.measurements),
             std::to_string(point.n), quantity(point.median, history.unit),
             point.ci ? quantities(*point.ci, history.unit) : "-", point.change ? percent_change(*point.change) : "-",
             mark == marks.end() ? Text() : mark->second, prose(point.title)});
    }
    std::string heading = "Newest last";
    if (first > 0)
        heading += fmt::format("; {} earlier ones with --verbose", first);
    if (std::ranges::any_of(points, &HistoryPoint::dirty))
        heading += "; + is a work tree with changes that are not committed";
    return {"Commits", {{std::move(heading), std::move(table), false}}};
}

Text next_command(const History& history, const HistoryChange& change) {
    const auto& good = history.points[change.at - 1];
    const auto& bad = history.points[change.at];
    const bool committed = !good.commit.empty() && !bad.commit.empty() && !good.dirty && !bad.dirty;
    if (!committed)
        return Text("see where the time goes: ") + code("perfeng bottleneck " + short_id(bad.id));
    const auto from = point_name(good);
    const auto to = point_name(bad);
    if (change.commits == 1)
        return Text("see what the commit changed: ") +
               code(fmt::format("perfeng compare --git {}..{} -- {}", from, to, history.command));
    const auto limit = std::isfinite(change.change)
                           ? fmt::format(" --threshold {}={:.2g}%", history.metric, 100 * std::abs(change.change) / 2)
                           : "";
    return Text("find the commit: ") +
           code(fmt::format("perfeng bisect {} {}{} -- {}", from, to, limit, history.command));
}

Section next_section(const History& history) {
    Section section{"Next", {}};
    if (const auto* const change = standing_regression(history))
        section.blocks.push_back({"", List{{next_command(history, *change), {}}}, false});
    return section;
}

Section others_section(const History& history) {
    Section section{"Other workloads with this metric", {}};
    List list;
    for (const auto& other : history.others)
        list.push_back({code(other.command), {code("perfeng history " + history.metric + " " + short_id(other.id))}});
    if (!list.empty())
        section.blocks.push_back({"", std::move(list), false});
    return section;
}

} // namespace

Page history_page(const History& history, const Style& style) {
    Page page{.title = title_of_history(history), .sections = {}};
    add(page, header_of_history(history));
    if (history.points.empty())
        return page;
    add(page, changes_section(history));
    add(page, plot_section(history, style));
    add(page, points_section(history, style));
    add(page, others_section(history));
    add(page, next_section(history));
    return page;
}

} // namespace perfeng::report
