#pragma once

#include "perfeng/model/history.hpp"

#include <cstddef>
#include <string>
#include <vector>

namespace perfeng::report {

/// "0123456789ab", with a + where the work tree differed; without a commit the moment.
[[nodiscard]] std::string point_name(const HistoryPoint& point);

/// "2026-01-31 12:00"
[[nodiscard]] std::string moment_of(const HistoryPoint& point);

/// Points from `first` to `last`, both included, between two changes.
struct HistoryLevel {
    std::size_t first = 0;
    std::size_t last = 0;
    double value = 0;
};
/// None without points.
[[nodiscard]] std::vector<HistoryLevel> levels_of(const History& history);

/// "+5.1%"; from 0 "from 0".
[[nodiscard]] std::string size_of_change(const HistoryChange& change);

/// Lowest and highest figure, of levels too.
[[nodiscard]] Interval range_of(const History& history, bool with_intervals);

} // namespace perfeng::report
