#pragma once

#include "perfeng/model/metric.hpp"

#include <cstdint>

namespace perfeng::stats {

/// The 95% interval of a share of which `hits` of `n` samples told: Wilson's score interval, without continuity
/// correction (JASA 22, 1927). No samples give [0, 1]. Throws std::invalid_argument when hits > n.
[[nodiscard]] Interval wilson(std::uint64_t hits, std::uint64_t n);

/// `change` is share b minus share a, in points of the whole (0.05 is five percentage points); `ci` its 95% interval.
struct ShareChange {
    double change = 0;
    Interval ci;
    double p_value = 1;
};

/// `ci` is Newcombe's hybrid score interval (Statistics in Medicine 17, 1998, 873-890, method 10); `p_value` that of
/// the two-sided pooled z test. `overdispersion` is how many times larger the variance between repeats is than that of
/// independent samples: it divides both sample counts. Without samples on a side nothing is known: 0, [-1, 1], p = 1.
/// Throws std::invalid_argument when hits exceed their n, or overdispersion isn't a finite number of at least 1.
[[nodiscard]] ShareChange two_proportions(std::uint64_t hits_a, std::uint64_t n_a, std::uint64_t hits_b,
                                          std::uint64_t n_b, double overdispersion = 1);

/// The smallest change of `share`, in points of the whole, that the test above finds with a chance of 80% at a level of
/// 5% (Fleiss, Statistical Methods for Rates and Proportions, 4.2). Of the two directions it takes the harder one,
/// towards a half. 1 where these counts could have shown no change at all.
/// Throws std::invalid_argument unless 0 <= share <= 1 and overdispersion is a finite number of at least 1.
[[nodiscard]] double smallest_change_shown(double share, std::uint64_t n_a, std::uint64_t n_b,
                                           double overdispersion = 1);

} // namespace perfeng::stats
