#include "history_words.hpp"

#include "perfeng/model/quantity.hpp"
#include "perfeng/stats/summary.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

namespace perfeng::report {
namespace {

double median_of_points(const std::vector<HistoryPoint>& points) {
    std::vector<double> medians;
    for (const auto& point : points)
        medians.push_back(point.median);
    return stats::median(medians);
}

} // namespace

std::string moment_of(const HistoryPoint& point) {
    auto moment = point.created.substr(0, 16);
    std::ranges::replace(moment, 'T', ' ');
    return moment;
}

std::string point_name(const HistoryPoint& point) {
    constexpr std::size_t digits = 12;
    return point.commit.empty() ? moment_of(point) : point.commit.substr(0, digits) + (point.dirty ? "+" : "");
}

std::vector<HistoryLevel> levels_of(const History& history) {
    if (history.points.empty())
        return {};
    const auto& changes = history.changes;
    std::vector<HistoryLevel> levels{
        {0, 0, changes.empty() ? median_of_points(history.points) : changes.front().before}};
    for (const auto& change : changes) {
        levels.back().last = change.at - 1;
        levels.push_back({change.at, 0, change.after});
    }
    levels.back().last = history.points.size() - 1;
    return levels;
}

std::string size_of_change(const HistoryChange& change) {
    return std::isfinite(change.change) ? percent_change(change.change) : "from 0";
}

Interval range_of(const History& history, bool with_intervals) {
    Interval range{std::numeric_limits<double>::infinity(), -std::numeric_limits<double>::infinity()};
    const auto include = [&](double value) {
        range.lo = std::min(range.lo, value);
        range.hi = std::max(range.hi, value);
    };
    for (const auto& point : history.points) {
        include(point.median);
        if (with_intervals && point.ci) {
            include(point.ci->lo);
            include(point.ci->hi);
        }
    }
    return range;
}

} // namespace perfeng::report
