#pragma once

#include "perfeng/model/growth.hpp"
#include "perfeng/stats/growth.hpp"

#include <cstddef>
#include <span>
#include <vector>

namespace perfeng::stats {

/// t = intercept + coefficient * shape, neither negative, by least squares of relative errors. `terms` is how many of
/// the two may differ from 0.
struct Curve {
    double intercept = 0;
    double coefficient = 0;
    double squares = 0; ///< sum of the squared relative residuals
    std::size_t terms = 2;
};

/// `shape` holds g(n) for each value; empty for a constant. Least squares with weights 1/t and a bound at 0: where the
/// free solution has a negative part, that part is 0 and the other is fitted alone (Lawson and Hanson, Solving Least
/// Squares Problems, 1974, for two columns).
[[nodiscard]] Curve fit_curve(std::span<const double> shape, std::span<const double> values);

[[nodiscard]] std::vector<double> shapes_of(GrowthClass growth, std::span<const double> sizes, double base = 2);

/// Relative standard error of the residuals.
[[nodiscard]] double error_of(const Curve& curve, std::size_t points);

} // namespace perfeng::stats
