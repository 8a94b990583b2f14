#include "power_law.hpp"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <random>

namespace perfeng::stats {
namespace {

constexpr double grid_step = 0.01;
constexpr std::size_t grid_points = 801;
constexpr int draws = 400;
constexpr std::uint64_t bootstrap_seed = 20090701;

/// Normal variates that are the same on every system, which std::normal_distribution's are not: Marsaglia's polar
/// method over std::mt19937_64.
class Normals {
public:
    double next() {
        for (;;) {
            const double x = 2 * uniform() - 1;
            const double y = 2 * uniform() - 1;
            const double radius = x * x + y * y;
            if (radius < 1 && radius > 0)
                return x * std::sqrt(-2 * std::log(radius) / radius);
        }
    }

    double chi_squared(std::size_t freedom) {
        double sum = 0;
        for (std::size_t i = 0; i < freedom; ++i) {
            const double value = next();
            sum += value * value;
        }
        return sum;
    }

private:
    double uniform() {
        constexpr int dropped_bits = 11;
        return (static_cast<double>(engine_() >> dropped_bits) + 0.5) * 0x1p-53;
    }

    std::mt19937_64 engine_{bootstrap_seed};
};

double quantile(const std::vector<double>& sorted, double share) {
    const auto last = static_cast<double>(sorted.size() - 1);
    return sorted[static_cast<std::size_t>(std::lround(share * last))];
}

} // namespace

PowerGrid::PowerGrid(std::span<const double> sizes) {
    for (std::size_t step = 0; step < grid_points; ++step) {
        std::vector<double> shape;
        for (const double size : sizes)
            shape.push_back(std::pow(size / sizes.back(), grid_step * static_cast<double>(step)));
        shapes_.push_back(std::move(shape));
    }
}

PowerCurve PowerGrid::fit(std::span<const double> values) const {
    constexpr std::size_t coarse = 20;
    std::size_t best = 0;
    double least = HUGE_VAL;
    const auto look = [&](std::size_t from, std::size_t to, std::size_t step) {
        for (std::size_t at = from; at <= to && at < shapes_.size(); at += step) {
            const double squares = fit_curve(shapes_[at], values).squares;
            if (squares < least) {
                least = squares;
                best = at;
            }
        }
    };
    look(0, shapes_.size(), coarse);
    look(best - std::min(best, coarse), best + coarse, 4);
    look(best - std::min<std::size_t>(best, 4), best + 4, 1);
    PowerCurve curve{.curve = fit_curve(shapes_[best], values), .exponent = grid_step * static_cast<double>(best)};
    curve.curve.terms = 3;
    return curve;
}

std::vector<double> PowerGrid::fitted(const PowerCurve& curve) const {
    std::vector<double> values;
    for (const double shape : shapes_[static_cast<std::size_t>(std::lround(curve.exponent / grid_step))])
        values.push_back(curve.curve.intercept + curve.curve.coefficient * shape);
    return values;
}

Interval PowerGrid::interval(const PowerCurve& best, std::span<const double> values, double noise) const {
    Normals normals;
    const auto freedom = std::max<std::size_t>(values.size(), 4) - 3;
    const double error = std::max(noise, error_of(best.curve, values.size()));
    const auto centre = fitted(best);
    std::vector<double> exponents;
    std::vector<double> drawn(values.size());
    for (int draw = 0; draw < draws; ++draw) {
        const double scale = error * std::sqrt(static_cast<double>(freedom) / normals.chi_squared(freedom));
        for (std::size_t i = 0; i < drawn.size(); ++i)
            drawn[i] = centre[i] * std::exp(std::clamp(scale * normals.next(), -3.0, 3.0));
        exponents.push_back(fit(drawn).exponent);
    }
    std::ranges::sort(exponents);
    return {std::min(best.exponent, quantile(exponents, 0.025)), std::max(best.exponent, quantile(exponents, 0.975))};
}

PowerCurve fit_exponential(std::span<const double> sizes, std::span<const double> values) {
    constexpr int steps = 1000;
    const double width = sizes.back() - sizes.front();
    PowerCurve best{.curve = {.squares = HUGE_VAL, .terms = 3}, .exponent = 1};
    for (int step = 1; step <= steps; ++step) { // up to e^20 over the whole of the sizes
        const double rate = 20.0 * step / steps / width;
        std::vector<double> shape;
        for (const double size : sizes)
            shape.push_back(std::exp(rate * (size - sizes.back())));
        auto curve = fit_curve(shape, values);
        curve.terms = 3;
        if (curve.squares < best.curve.squares && curve.coefficient > 0)
            best = {curve, std::exp(rate)};
    }
    best.curve.coefficient *= std::pow(best.exponent, -sizes.back());
    return best;
}

} // namespace perfeng::stats
