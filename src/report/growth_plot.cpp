#include "growth_plot.hpp"

#include "perfeng/model/quantity.hpp"
#include "perfeng/report/table.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>

namespace perfeng::report {
namespace {

constexpr int plot_rows = 16;
constexpr int axis_width = 9;
constexpr std::array markers{"●", "■", "▲", "◆", "○", "□"};

/// Ends of both axes, as logarithms.
struct PlotRange {
    double left = HUGE_VAL;
    double right = -HUGE_VAL;
    double bottom = 0;
    double top = std::log10(2.0);
};

PlotRange range_of_all(const std::vector<GrowthSeries>& series) {
    PlotRange range;
    for (const auto& one : series)
        for (std::size_t i = 0; i < one.sizes.size(); ++i) {
            range.left = std::min(range.left, std::log10(one.sizes[i]));
            range.right = std::max(range.right, std::log10(one.sizes[i]));
            range.bottom = std::min(range.bottom, std::log10(one.values[i]));
            range.top = std::max(range.top, std::log10(one.values[i]));
        }
    return range;
}

class PlotGrid {
public:
    PlotGrid(const PlotRange& range, int columns)
        : range_(range), columns_(columns),
          cells_(plot_rows, std::vector<std::string>(static_cast<std::size_t>(columns), " ")) {}

    void put(double log_size, double log_value, const std::string& mark, bool over) {
        const double across = (log_size - range_.left) / (range_.right - range_.left);
        const double up = (log_value - range_.bottom) / (range_.top - range_.bottom);
        if (across < 0 || across > 1 || up < 0 || up > 1)
            return;
        const auto column = static_cast<std::size_t>(std::lround(across * (columns_ - 1)));
        const auto row = static_cast<std::size_t>(plot_rows - 1 - std::lround(up * (plot_rows - 1)));
        auto& cell = cells_[row][column];
        if (over || cell == " ")
            cell = mark;
    }

    /// Growth as n^power from the first size, to compare with.
    void guide(double power) {
        for (int column = 0; column < columns_; ++column) {
            const double log_size = range_.left + (range_.right - range_.left) * column / (columns_ - 1);
            put(log_size, power * (log_size - range_.left), "·", false);
        }
    }

    [[nodiscard]] std::vector<std::string> lines() const {
        std::vector<std::string> lines;
        for (std::size_t row = 0; row < cells_.size(); ++row) {
            const bool labelled = row % 5 == 0;
            const double up = 1 - static_cast<double>(row) / (plot_rows - 1);
            const double value = std::pow(10, range_.bottom + up * (range_.top - range_.bottom));
            auto line = labelled ? fmt::format("{:>{}} ┤", fmt::format("{:.3g}x", value), axis_width - 2)
                                 : std::string(axis_width - 1, ' ') + "│";
            for (const auto& cell : cells_[row])
                line += cell;
            lines.push_back(std::move(line));
        }
        return lines;
    }

private:
    const PlotRange& range_;
    int columns_;
    std::vector<std::vector<std::string>> cells_;
};

std::array<std::string, 2> axis_of(const PlotRange& range, int columns) {
    std::string axis(axis_width - 1, ' ');
    axis += "└";
    for (int i = 0; i < columns; ++i)
        axis += "─";
    const auto left = fmt::format("{:.6g}", std::pow(10, range.left));
    const auto right = fmt::format("{:.6g}", std::pow(10, range.right));
    const auto gap = std::max(1, columns - static_cast<int>(left.size() + right.size()));
    return {axis, std::string(axis_width, ' ') + left + std::string(static_cast<std::size_t>(gap), ' ') + right};
}

} // namespace

Listing growth_plot(const std::vector<GrowthSeries>& series, int width) {
    const auto range = range_of_all(series);
    if (!(range.right > range.left))
        return {};
    const int columns = std::clamp((width > 0 ? width : 80) - axis_width - 4, 30, 68);
    PlotGrid grid(range, columns);
    grid.guide(1);
    grid.guide(2);
    for (std::size_t which = series.size(); which-- > 0;) // the first, work, is drawn last: it must be seen
        for (std::size_t i = 0; i < series[which].sizes.size(); ++i)
            grid.put(std::log10(series[which].sizes[i]), std::log10(series[which].values[i]),
                     markers[which % markers.size()], true);
    Listing plot;
    for (auto& line : grid.lines())
        plot.lines.emplace_back(std::move(line));
    for (auto& line : axis_of(range, columns))
        plot.lines.emplace_back(std::move(line));
    for (std::size_t which = 0; which < series.size(); ++which)
        plot.lines.emplace_back(fmt::format("{}{} {}", std::string(axis_width, ' '), markers[which % markers.size()],
                                            cut_middle(series[which].label, static_cast<std::size_t>(columns))));
    plot.lines.emplace_back(std::string(axis_width, ' ') + "· n and n^2, to compare with");
    return plot;
}

} // namespace perfeng::report
