#pragma once

#include "perfeng/model/history.hpp"
#include "perfeng/report/page.hpp"

#include <string>

namespace perfeng::report {

/// " in ms", as the plot tells values; empty for counts.
[[nodiscard]] std::string history_axis_unit(const History& history);

/// Points in their order, the levels between changes as lines, and the changes marked below. Empty under two points.
/// `width` is that of the terminal; 0: 80.
[[nodiscard]] Listing history_plot(const History& history, int width);

} // namespace perfeng::report
