#pragma once

#include "curve.hpp"

namespace perfeng::stats {

/// t = a + b * n^p with the p of a grid (0.00, 0.01, ..., 8.00) that leaves the least squares.
struct PowerCurve {
    Curve curve;
    double exponent = 0;
};

class PowerGrid {
public:
    explicit PowerGrid(std::span<const double> sizes);

    [[nodiscard]] PowerCurve fit(std::span<const double> values) const;
    /// 95%, by parametric bootstrap around `best`; `noise` is the least relative standard deviation to assume.
    [[nodiscard]] Interval interval(const PowerCurve& best, std::span<const double> values, double noise) const;

private:
    [[nodiscard]] std::vector<double> fitted(const PowerCurve& curve) const;

    std::vector<std::vector<double>> shapes_; ///< of each exponent, sizes over the largest
};

/// t = a + b * r^n with the r of a grid that leaves the least squares. `exponent` is r.
[[nodiscard]] PowerCurve fit_exponential(std::span<const double> sizes, std::span<const double> values);

} // namespace perfeng::stats
