#pragma once

#include "perfeng/model/metric.hpp"

#include <optional>
#include <span>

namespace perfeng::stats {

/// A relative change: 0.05 is 5% more in the candidate than in the base. `ci` is its 95% interval.
struct PairedEstimate {
    double change = 0;
    std::optional<Interval> ci;
};

/// From ln(candidate / base) of each pair. `change` is exp(h) - 1 with h the Hodges-Lehmann estimate, the median of all
/// n(n+1)/2 Walsh averages; `ci` is the interval of the Wilcoxon signed-rank test: the k-th smallest to the k-th
/// largest Walsh average, with k the largest rank for which P(T+ < k) <= 2.5% (Hollander and Wolfe, Nonparametric
/// Statistical Methods, 3.2 and 3.3). That probability is exact for n <= 25 and the normal approximation with
/// continuity correction above. Under 6 pairs there is no interval. Time and memory grow with n squared: 1,000 pairs
/// take 4 MB. Throws std::invalid_argument for no pairs, or a ratio that isn't finite.
[[nodiscard]] PairedEstimate paired_change(std::span<const double> log_ratios);

} // namespace perfeng::stats
