#pragma once

#include "growth_series.hpp"

#include "perfeng/report/page.hpp"

namespace perfeng::report {

/// Points over a grid of characters, both scales logarithmic, with lines for n and n^2 to compare with and the names of
/// the series below. Empty where there are under two sizes.
[[nodiscard]] Listing growth_plot(const std::vector<GrowthSeries>& series, int width);

} // namespace perfeng::report
