#include "perfeng/analysis/history.hpp"
#include "perfeng/stats/change_points.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

namespace perfeng::analysis {
namespace {

constexpr double usual_least_change = 0.02;
constexpr double left_of_a_change = 0.25; // that may remain of one that went away

HistoryChange described(const stats::ChangePoint& point, Better better) {
    HistoryChange change;
    change.at = point.at;
    change.before = point.before;
    change.after = point.after;
    change.p_value = point.p_value;
    change.change = point.before == 0 ? std::numeric_limits<double>::infinity() : point.after / point.before - 1;
    change.worse = (point.after > point.before) == (better == Better::lower);
    return change;
}

bool undone_by(const HistoryChange& change, const HistoryChange& later, double least_change) {
    const auto step = change.after - change.before;
    const auto limit = std::max(left_of_a_change * std::abs(step), least_change * std::abs(change.before));
    return (later.after - later.before) * step < 0 && std::abs(later.after - change.before) <= limit;
}

/// The first change that this one undoes takes along what came between.
void mark_undone(std::vector<HistoryChange>& changes, std::size_t later, double least_change) {
    auto& undoing = changes[later];
    for (std::size_t i = 0; i < later; ++i) {
        if (changes[i].went_away || changes[i].undoes || !undone_by(changes[i], undoing, least_change))
            continue;
        undoing.undoes = true;
        for (std::size_t between = i; between < later; ++between)
            if (!changes[between].went_away)
                changes[between].went_away = undoing.at;
        return;
    }
}

} // namespace

double least_change_of(std::string_view metric) {
    const auto* const kind = find_metric_kind(metric);
    return kind != nullptr && kind->deterministic ? 0 : usual_least_change;
}

std::vector<HistoryChange> level_changes(const std::vector<HistoryPoint>& points, Better better, double least_change) {
    std::vector<double> medians;
    for (const auto& point : points)
        medians.push_back(point.median);
    std::vector<HistoryChange> changes;
    for (const auto& point : stats::change_points(medians, {.least_change = least_change}))
        changes.push_back(described(point, better));
    for (std::size_t i = 1; i < changes.size(); ++i)
        mark_undone(changes, i, least_change);
    return changes;
}

} // namespace perfeng::analysis
