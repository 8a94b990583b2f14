#pragma once

#include "perfeng/model/metric.hpp"

#include <cstddef>
#include <span>
#include <vector>

namespace perfeng::stats {

/// The middle value, or the mean of the two middle ones. Throws std::invalid_argument when there is no value, or one
/// that isn't finite; so do the functions below, except that no trials at all give an empty Summary and no outliers.
[[nodiscard]] double median(std::span<const double> values);

/// `ci` is the distribution-free 95% interval of the median: the r-th smallest to the r-th largest value, with r the
/// largest rank for which P(Binomial(n, 1/2) < r) <= 2.5% (Conover, Practical Nonparametric Statistics, 3.2). It covers
/// the median of any distribution at least 95% of the time; under 6 trials there is none.
[[nodiscard]] Summary summarise(std::span<const double> trials);

/// Indexes, ascending, of values whose modified z-score 0.6745 * (x - median) / MAD is beyond 3.5 either way (Iglewicz
/// and Hoaglin, How to Detect and Handle Outliers, 1993; MAD is the median absolute deviation). Where more than half
/// of the values are equal, MAD is 0 and the mean absolute deviation stands in: (x - median) / (1.2533 * MeanAD).
[[nodiscard]] std::vector<std::size_t> outliers(std::span<const double> values);

} // namespace perfeng::stats
