#pragma once

#include "perfeng/model/growth.hpp"

#include <string>
#include <vector>

namespace perfeng::report {

/// One row of figures to be drawn: relative to the first of them.
struct GrowthSeries {
    std::string label; ///< "wall time: n log n"
    std::vector<double> sizes;
    std::vector<double> values;
    std::vector<double> fitted; ///< at `sizes`; empty where nothing was fitted
    const GrowthFit* fit = nullptr;
    double first = 1; ///< the figure that is 1
};

/// Work and memory of the whole program, and the functions that say most: those that grow fastest, then the largest.
[[nodiscard]] std::vector<GrowthSeries> series_to_draw(const Growth& growth);

/// The fitted curve at a size, in the metric's unit.
[[nodiscard]] double fitted_at(const GrowthFit& fit, double size);

/// For people: "n log n", "n^1.50", "not told".
[[nodiscard]] std::string words_of_fit(const GrowthFit& fit);

} // namespace perfeng::report
