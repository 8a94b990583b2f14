#pragma once

#include "perfeng/model/metric.hpp"

#include <cstddef>
#include <numeric>
#include <optional>
#include <span>

namespace perfeng::stats {

/// What an interval of two order statistics leaves out at each end: 95% in the middle.
inline constexpr double tail = 0.025;

inline double median_of_sorted(std::span<const double> sorted) {
    const auto n = sorted.size();
    return std::midpoint(sorted[(n - 1) / 2], sorted[n / 2]);
}

/// From the rank-th smallest to the rank-th largest value; none for rank 0.
inline std::optional<Interval> between_ranks(std::span<const double> sorted, std::size_t rank) {
    if (rank == 0)
        return std::nullopt;
    return Interval{sorted[rank - 1], sorted[sorted.size() - rank]};
}

} // namespace perfeng::stats
