#include "curve.hpp"

#include <algorithm>
#include <cmath>

namespace perfeng::stats {
namespace {

/// Sums of products of the columns 1/t and g/t, and of these with 1.
struct Normal {
    double ones = 0;
    double mixed = 0;
    double shapes = 0;
    double one_sum = 0;
    double shape_sum = 0;
};

Normal normal_equations(std::span<const double> shape, std::span<const double> values, double scale) {
    Normal sums;
    for (std::size_t i = 0; i < values.size(); ++i) {
        const double one = 1 / values[i];
        const double part = shape[i] / scale / values[i];
        sums.ones += one * one;
        sums.mixed += one * part;
        sums.shapes += part * part;
        sums.one_sum += one;
        sums.shape_sum += part;
    }
    return sums;
}

double squares_of(const Curve& curve, std::span<const double> shape, std::span<const double> values) {
    double sum = 0;
    for (std::size_t i = 0; i < values.size(); ++i) {
        const double fitted = curve.intercept + (shape.empty() ? 0 : curve.coefficient * shape[i]);
        const double off = 1 - fitted / values[i];
        sum += off * off;
    }
    return sum;
}

Curve constant_curve(std::span<const double> values) {
    double ones = 0;
    double sum = 0;
    for (const double value : values) {
        ones += 1 / (value * value);
        sum += 1 / value;
    }
    return {.intercept = sum / ones, .coefficient = 0, .squares = 0, .terms = 1};
}

} // namespace

Curve fit_curve(std::span<const double> shape, std::span<const double> values) {
    auto flat = constant_curve(values);
    flat.squares = squares_of(flat, shape, values);
    if (shape.empty())
        return flat;
    const double scale = std::max(*std::ranges::max_element(shape), 1e-300);
    const auto sums = normal_equations(shape, values, scale);
    const double determinant = sums.ones * sums.shapes - sums.mixed * sums.mixed;
    Curve curve;
    if (determinant > 1e-12 * sums.ones * sums.shapes) {
        curve.intercept = (sums.one_sum * sums.shapes - sums.shape_sum * sums.mixed) / determinant;
        curve.coefficient = (sums.shape_sum * sums.ones - sums.one_sum * sums.mixed) / determinant / scale;
    }
    if (curve.intercept < 0 || determinant <= 1e-12 * sums.ones * sums.shapes)
        curve = {.intercept = 0, .coefficient = sums.shape_sum / sums.shapes / scale, .squares = 0, .terms = 2};
    curve.squares = squares_of(curve, shape, values);
    if (curve.coefficient < 0) {
        flat.terms = 2;
        return flat;
    }
    return curve;
}

double shape_of(GrowthClass growth, double size, double base) {
    switch (growth) {
    case GrowthClass::constant:
        return 0;
    case GrowthClass::logarithmic:
        return std::log2(1 + size);
    case GrowthClass::linear:
        return size;
    case GrowthClass::linearithmic:
        return size * std::log2(1 + size);
    case GrowthClass::quadratic:
        return size * size;
    case GrowthClass::cubic:
        return size * size * size;
    case GrowthClass::exponential:
        return std::pow(base, size);
    }
    return 0;
}

std::vector<double> shapes_of(GrowthClass growth, std::span<const double> sizes, double base) {
    std::vector<double> shape;
    if (growth == GrowthClass::constant)
        return shape;
    for (const double size : sizes)
        shape.push_back(shape_of(growth, size, base));
    return shape;
}

double error_of(const Curve& curve, std::size_t points) {
    return std::sqrt(curve.squares / static_cast<double>(points - std::min(curve.terms, points - 1)));
}

} // namespace perfeng::stats
