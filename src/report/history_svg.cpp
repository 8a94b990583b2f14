#include "history_words.hpp"
#include "pages.hpp"
#include "svg.hpp"
#include "value_axis.hpp"

#include "perfeng/model/quantity.hpp"
#include "perfeng/report/history.hpp"
#include "perfeng/report/table.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace perfeng::report {
namespace {

constexpr double chart_width = 960;
constexpr double chart_height = 440;
constexpr double chart_left = 84;
constexpr double chart_right = 900;
constexpr double chart_top = 100;
constexpr double chart_bottom = 372;
constexpr std::size_t names_below = 7;

class HistoryChart {
public:
    explicit HistoryChart(const History& history) : history_(history), axis_(make_axis(history)) {}

    [[nodiscard]] std::string drawn() const {
        auto svg = axes() + names();
        for (const auto& level : levels_of(history_))
            svg += svg_line(x(level.first) - 4, y(level.value), x(level.last) + 4, y(level.value), "fit s1");
        for (std::size_t i = 0; i < history_.points.size(); ++i)
            svg += point(i);
        for (const auto& change : history_.changes)
            svg += change_mark(change);
        return svg;
    }

private:
    static ValueAxis make_axis(const History& history) {
        auto range = range_of(history, true);
        const auto room = 0.06 * (range.hi - range.lo);
        return {range.lo - room, range.hi + room, history.unit, 6};
    }

    [[nodiscard]] double x(std::size_t point) const {
        const auto last = static_cast<double>(std::max<std::size_t>(history_.points.size() - 1, 1));
        constexpr double inside = 16;
        return chart_left + inside + static_cast<double>(point) / last * (chart_right - chart_left - 2 * inside);
    }
    [[nodiscard]] double y(double value) const { return chart_bottom - axis_.up(value) * (chart_bottom - chart_top); }

    [[nodiscard]] std::string axes() const {
        std::string svg;
        for (const auto tick : axis_.ticks()) {
            svg += svg_line(chart_left, y(tick), chart_right, y(tick), "grid");
            svg += svg_text(chart_left - 8, y(tick) + 4, "end", "faint", axis_.label(tick));
        }
        svg += svg_line(chart_left, chart_top, chart_left, chart_bottom, "axis");
        svg += svg_line(chart_left, chart_bottom, chart_right, chart_bottom, "axis");
        return svg + svg_text(chart_left - 8, chart_top - 28, "start", "faint",
                              label_of(history_.metric) + (axis_.unit().empty() ? "" : ", " + axis_.unit()));
    }

    [[nodiscard]] std::string names() const {
        std::string svg;
        const auto count = std::min(history_.points.size(), names_below);
        for (std::size_t i = 0; i < count; ++i) {
            const auto at = count > 1 ? i * (history_.points.size() - 1) / (count - 1) : 0;
            const auto& point = history_.points[at];
            svg += svg_line(x(at), chart_bottom, x(at), chart_bottom + 5, "axis");
            svg += svg_text(x(at), chart_bottom + 20, "middle", "faint", point_name(point));
            if (!point.commit.empty())
                svg += svg_text(x(at), chart_bottom + 36, "middle", "faint", point.created.substr(0, 10));
        }
        return svg;
    }

    [[nodiscard]] std::string point(std::size_t index) const {
        const auto& point = history_.points[index];
        auto words = point_name(point) + (point.title.empty() ? "" : " " + point.title) + ": " +
                     quantity(point.median, history_.unit);
        std::string svg;
        if (point.ci) {
            words += " [" + quantities(*point.ci, history_.unit) + "]";
            svg += svg_line(x(index), y(point.ci->lo), x(index), y(point.ci->hi), "interval s0");
        }
        return svg + fmt::format("<circle cx=\"{:.1f}\" cy=\"{:.1f}\" r=\"3.5\" class=\"mark s0{}\"><title>{}</title>"
                                 "</circle>\n",
                                 x(index), y(point.median), point.dirty ? " dirty" : "", xml_escaped(words));
    }

    [[nodiscard]] std::string change_mark(const HistoryChange& change) const {
        const auto middle = (x(change.at - 1) + x(change.at)) / 2;
        return svg_line(middle, chart_top, middle, chart_bottom, "guide") +
               svg_text(middle, chart_top - 6, "middle", change.worse ? "worse" : "better",
                        size_of_change(change) + (change.went_away ? " (gone)" : ""));
    }

    const History& history_;
    ValueAxis axis_;
};

constexpr const char* history_styles = R"(<style>
  .interval { stroke: currentColor; stroke-opacity: .45; stroke-width: 1.5; }
  .fit { stroke-width: 2.2; }
  .dirty { fill-opacity: .35; stroke: currentColor; }
  .worse { font-weight: 600; } .better { fill-opacity: .65; }
</style>
)";

} // namespace

std::string history_svg(const History& history) {
    const auto title = label_of(history.metric) + " of " + history.command;
    auto svg = svg_begin(chart_width, chart_height, title) + history_styles;
    svg += svg_text(18, 26, "start", "title", cut_middle(title, 110));
    svg += svg_text(18, 46, "start", "faint",
                    fmt::format("{}, by {}; bars are 95% intervals, lines are levels between changes",
                                counted(history.points.size(), "point"), history.order == "git" ? "commit" : "time"));
    if (history.points.empty())
        return svg + svg_text(chart_width / 2, 240, "middle", "faint", "no measurement: nothing to draw") + "</svg>\n";
    return svg + HistoryChart(history).drawn() + "</svg>\n";
}

} // namespace perfeng::report
