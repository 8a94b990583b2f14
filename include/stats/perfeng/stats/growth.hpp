#pragma once

#include "perfeng/model/growth.hpp"

#include <cstddef>
#include <optional>
#include <span>

/// How a quantity grows with the size of the input, told from a handful of figures. docs/growth.md explains.
namespace perfeng::stats {

inline constexpr std::size_t sizes_needed = 5;
inline constexpr double span_needed = 16;        ///< largest size over smallest
inline constexpr double farthest_prediction = 4; ///< times the largest size

/// One figure for each size. `noise` is the relative standard deviation of a figure where it is known from repeats; 0
/// for counts. `at` asks for a prediction.
struct GrowthFigures {
    std::span<const double> sizes;  ///< ascending, distinct, above 0
    std::span<const double> values; ///< above 0
    double noise = 0;
    std::optional<double> at;
};

/// Fits t = a + b * g(n), a and b not negative, for each class g by least squares of the relative errors (weights 1/t).
/// Classes within 2 of the best by AICc (Hurvich and Tsai, Biometrika 76, 1989; the residual variance at least 1e-6, so
/// that counts without noise are not over-read) are possible, and the simplest of them is chosen. The power law
/// t = a + b * n^p is fitted on a grid of p; its 95% interval is a parametric bootstrap with a fixed seed whose noise
/// is drawn with the uncertainty of its size (normal over chi-squared, as in Student's t).
///
/// Where sizes are an arithmetic progression, t = a + b * r^n is tried against the power law and taken where it fits
/// better by more than 2 and the power law's exponent is beyond 3. For that no span is needed.
///
/// Where no class fits but a power law does (n^1.5), `classes` is empty and `words` tell the power. Refused: under 5
/// sizes, a span under 16, figures that no curve follows. Throws std::invalid_argument for figures as they may not be.
[[nodiscard]] GrowthFit fit_growth(const GrowthFigures& figures);

/// Whether sizes are equally spaced, to one part in a thousand.
[[nodiscard]] bool equally_spaced(std::span<const double> sizes);

/// At the 95% level more than n^1.5: the lower end of the interval of the exponent, or exponential growth.
[[nodiscard]] bool grows_beyond_linear(const GrowthFit& fit);

/// The value of g(n) for a class; `base` is that of `exponential`. log n is log2(1 + n), so that sizes under 1 have
/// one.
[[nodiscard]] double shape_of(GrowthClass growth, double size, double base = 2);

} // namespace perfeng::stats
