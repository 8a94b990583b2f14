#pragma once

#include "perfeng/model/metric.hpp"

#include <optional>
#include <span>

namespace perfeng::stats {

/// A mean of repeats. `freedom` are the degrees of freedom of its standard error.
struct Mean {
    double value = 0;
    double error = 0;
    double freedom = 0;
};

/// The mean of two values or more, with the standard error of their spread, but at least `least_error`: few repeats may
/// agree by chance, and what is counted is known no better than its counts allow. Throws std::invalid_argument for
/// fewer values.
[[nodiscard]] Mean mean_of(std::span<const double> values, double least_error = 0);

/// `change` is b minus a, `ci` its 95% interval; `p_value` that of a change whose size is at most `margin`, two-sided.
struct MeanChange {
    double change = 0;
    Interval ci;
    double p_value = 1;
};

/// Welch's t (Biometrika 34, 1947), shifted by the margin. Means without any error differ for certain.
[[nodiscard]] MeanChange change_of_means(const Mean& a, const Mean& b, double margin = 0);

} // namespace perfeng::stats
