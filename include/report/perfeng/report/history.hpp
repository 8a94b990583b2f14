#pragma once

#include "perfeng/model/history.hpp"
#include "perfeng/report/page.hpp"

#include <string>

namespace perfeng::report {

/// Changes of the level, a plot of characters, the points (the last ones, unless `verbose`) and what was left out, with
/// the command to run next.
[[nodiscard]] Page history_page(const History& history, const Style& style);

/// Points with their intervals, the levels between changes; a whole SVG document, readable on a light and on a dark
/// ground.
[[nodiscard]] std::string history_svg(const History& history);

/// RFC 4180, a row a point: seconds, bytes, fractions as in the JSON document.
[[nodiscard]] std::string history_csv(const History& history);

} // namespace perfeng::report
