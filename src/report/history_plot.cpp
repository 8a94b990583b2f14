#include "history_plot.hpp"

#include "history_words.hpp"
#include "value_axis.hpp"

#include "perfeng/report/table.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace perfeng::report {
namespace {

constexpr std::size_t rows_of_history = 14;

/// Cells of one character each, and where points come to lie in them.
class HistoryGrid {
public:
    HistoryGrid(const ValueAxis& axis, std::size_t points, std::size_t columns)
        : axis_(axis), points_(points), columns_(columns),
          cells_(rows_of_history, std::vector<std::string>(columns, " ")) {}

    [[nodiscard]] std::size_t column(std::size_t point) const { return point * (columns_ - 1) / (points_ - 1); }
    [[nodiscard]] std::size_t row(double value) const {
        const auto up = std::clamp(axis_.up(value), 0.0, 1.0);
        return static_cast<std::size_t>(std::lround((1 - up) * (rows_of_history - 1)));
    }
    void put(std::size_t row, std::size_t column, const char* mark) { cells_[row][column] = mark; }

    [[nodiscard]] std::string line(std::size_t row) const {
        std::string line;
        for (const auto& cell : cells_[row])
            line += cell;
        return line.erase(line.find_last_not_of(' ') + 1);
    }

private:
    const ValueAxis& axis_;
    std::size_t points_;
    std::size_t columns_;
    std::vector<std::vector<std::string>> cells_;
};

void draw_points(HistoryGrid& grid, const History& history) {
    for (const auto& level : levels_of(history))
        for (auto column = grid.column(level.first); column <= grid.column(level.last); ++column)
            grid.put(grid.row(level.value), column, "─");
    for (std::size_t i = 0; i < history.points.size(); ++i)
        grid.put(grid.row(history.points[i].median), grid.column(i), history.points[i].dirty ? "○" : "●");
}

/// Up where the metric rises.
std::string marks_below(const HistoryGrid& grid, const History& history, std::size_t columns) {
    std::vector<std::string> marks(columns, " ");
    for (const auto& change : history.changes)
        marks[grid.column(change.at)] = change.after > change.before ? "▲" : "▼";
    std::string line;
    for (const auto& mark : marks)
        line += mark;
    return line.erase(line.find_last_not_of(' ') + 1);
}

std::string ends_below(const History& history, std::size_t columns) {
    const auto left = point_name(history.points.front());
    const auto right = point_name(history.points.back());
    const auto gap = columns > left.size() + right.size() ? columns - left.size() - right.size() : 1;
    return left + std::string(gap, ' ') + right;
}

ValueAxis axis_of_plot(const History& history) {
    const auto range = range_of(history, false);
    return {range.lo, range.hi, history.unit, 4};
}

} // namespace

std::string history_axis_unit(const History& history) {
    const auto unit = axis_of_plot(history).unit();
    return unit.empty() ? "" : " in " + unit;
}

Listing history_plot(const History& history, int width) {
    const auto& points = history.points;
    if (points.size() < 2)
        return {};
    const auto axis = axis_of_plot(history);
    std::size_t margin = 0;
    for (const auto tick : axis.ticks())
        margin = std::max(margin, axis.label(tick).size());
    const auto room = static_cast<std::size_t>(std::clamp(width > 0 ? width : 80, 40, 120)) - margin - 6;
    const auto columns = std::min(room, std::max<std::size_t>(2 * points.size(), 30));
    HistoryGrid grid(axis, points.size(), columns);
    draw_points(grid, history);
    std::vector<std::string> labels(rows_of_history);
    for (const auto tick : axis.ticks())
        labels[grid.row(tick)] = axis.label(tick);
    Listing plot;
    for (std::size_t row = 0; row < rows_of_history; ++row)
        plot.lines.emplace_back(
            fmt::format("{:>{}} {}{}", labels[row], margin, labels[row].empty() ? "│" : "┤", grid.line(row)));
    std::string ground;
    for (std::size_t i = 0; i < columns; ++i)
        ground += "─";
    const std::string indent(margin + 1, ' ');
    plot.lines.emplace_back(indent + "└" + ground);
    if (!history.changes.empty())
        plot.lines.emplace_back(indent + " " + marks_below(grid, history, columns));
    plot.lines.emplace_back(indent + " " + ends_below(history, columns));
    return plot;
}

} // namespace perfeng::report
