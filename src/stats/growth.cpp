#include "perfeng/stats/growth.hpp"

#include "check.hpp"
#include "power_law.hpp"

#include <boost/math/distributions/students_t.hpp>
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>

namespace perfeng::stats {
namespace {

constexpr double least_variance = 1e-6;
constexpr double as_good = 2;          ///< AICc
constexpr double no_curve = 0.35;      ///< relative error of the best power law
constexpr double between_error = 0.05; ///< relative error of the best class from which a power law may replace it
constexpr double linear_apart = 0.1;
constexpr double cubic_exponent = 3;
constexpr std::array polynomial{GrowthClass::constant,     GrowthClass::logarithmic, GrowthClass::linear,
                                GrowthClass::linearithmic, GrowthClass::quadratic,   GrowthClass::cubic};

/// `terms` and the residual variance are parameters. With five points the variance is left out, or the correction
/// would outweigh any evidence (20 for a second term; 6.7 so): log n would always pass for a constant.
double aicc(double squares, std::size_t points, std::size_t terms) {
    const auto m = static_cast<double>(points);
    const auto k = static_cast<double>(terms + (points > sizes_needed ? 1 : 0));
    return m * std::log(std::max(squares / m, least_variance)) + 2 * k + 2 * k * (k + 1) / (m - k - 1);
}

std::string spelled(double size) { return fmt::format("{:.12g}", size); }

void check(const GrowthFigures& figures) {
    require(figures.sizes.size() == figures.values.size(), "a figure for each size");
    require_finite(figures.sizes);
    require_finite(figures.values);
    for (std::size_t i = 0; i < figures.sizes.size(); ++i) {
        require(figures.values[i] > 0 && figures.sizes[i] > 0, "sizes and figures above 0");
        require(i == 0 || figures.sizes[i] > figures.sizes[i - 1], "ascending sizes");
    }
}

std::string too_few(std::span<const double> sizes) {
    if (sizes.size() < sizes_needed)
        return fmt::format("{} {} not enough: at least {} are needed, the largest at least {:g} times the smallest",
                           sizes.size(), sizes.size() == 1 ? "size is" : "sizes are", sizes_needed, span_needed);
    const double span = sizes.back() / sizes.front();
    if (span < span_needed * 0.999)
        return fmt::format("sizes from {} to {} span {:.3g} times, at least {:g} times are needed",
                           spelled(sizes.front()), spelled(sizes.back()), span, span_needed);
    return {};
}

/// One curve of those that may be true, as far as a prediction needs it.
struct Candidate {
    Curve curve;
    std::vector<double> shape;
    double shape_there = 0;
};

/// Interval of one more figure by the law of errors of least squares: its own error and that of the curve.
Interval interval_there(const Candidate& candidate, std::span<const double> values, double noise) {
    const auto& curve = candidate.curve;
    const double there = curve.intercept + curve.coefficient * candidate.shape_there;
    const auto freedom = values.size() - std::min(curve.terms, values.size() - 1);
    const double error = std::max({error_of(curve, values.size()), noise, std::sqrt(least_variance)});
    double ones = 0;
    double mixed = 0;
    double shapes = 0;
    for (std::size_t i = 0; i < values.size(); ++i) {
        const double weight = 1 / (values[i] * values[i]);
        const double part = candidate.shape.empty() ? 0 : candidate.shape[i] / candidate.shape.back();
        ones += weight;
        mixed += weight * part;
        shapes += weight * part * part;
    }
    double leverage = 1 / ones;
    if (!candidate.shape.empty()) {
        const double part = candidate.shape_there / candidate.shape.back();
        leverage = (shapes - 2 * part * mixed + part * part * ones) / (ones * shapes - mixed * mixed);
    }
    const boost::math::students_t distribution(static_cast<double>(freedom));
    const double half = boost::math::quantile(distribution, 0.975) * error * std::sqrt(there * there + leverage);
    return {std::max(0.0, there - half), there + half};
}

class Fitter {
public:
    explicit Fitter(const GrowthFigures& figures)
        : sizes_(figures.sizes), values_(figures.values), noise_(figures.noise), at_(figures.at) {}

    GrowthFit fit() {
        if (equally_spaced(sizes_) && sizes_.size() >= sizes_needed && try_exponential())
            return finished();
        fit_.refused = too_few(sizes_);
        if (!fit_.refused.empty()) {
            fit_.words = "not told";
            return fit_;
        }
        fit_power();
        fit_classes();
        choose();
        return finished();
    }

private:
    bool try_exponential() {
        const auto power = PowerGrid(sizes_).fit(values_);
        const auto curve = fit_exponential(sizes_, values_);
        const double better = aicc_of(power.curve) - aicc_of(curve.curve);
        if (power.exponent <= cubic_exponent || better <= as_good || curve.curve.squares == HUGE_VAL)
            return false;
        fit_.classes.push_back({.growth = GrowthClass::exponential,
                                .intercept = curve.curve.intercept,
                                .coefficient = curve.curve.coefficient,
                                .base = curve.exponent,
                                .error = error_of(curve.curve, sizes_.size()),
                                .aicc = aicc_of(curve.curve)});
        fit_.words = fmt::format("{:.3g}^n", curve.exponent);
        chosen_ = {curve.curve, shapes_of(GrowthClass::exponential, sizes_, curve.exponent), 0};
        return true;
    }

    void fit_power() {
        const PowerGrid grid(sizes_);
        power_ = grid.fit(values_);
        const double scale = std::pow(sizes_.back(), -power_.exponent);
        fit_.power = PowerFit{.intercept = power_.curve.intercept,
                              .coefficient = power_.curve.coefficient * scale,
                              .exponent = power_.exponent,
                              .ci = grid.interval(power_, values_, std::max(noise_, std::sqrt(least_variance)))};
    }

    void fit_classes() {
        for (const auto growth : polynomial) {
            const auto curve = fit_curve(shapes_of(growth, sizes_), values_);
            if (growth != GrowthClass::constant && curve.coefficient <= 0)
                continue;
            all_.push_back({.growth = growth,
                            .intercept = curve.intercept,
                            .coefficient = curve.coefficient,
                            .error = error_of(curve, sizes_.size()),
                            .aicc = aicc(curve.squares, sizes_.size(), curve.terms)});
        }
    }

    void choose() {
        const auto best = std::ranges::min(all_, {}, &ClassFit::aicc);
        if (best.error > between_error && is_between(best.growth) && power_contradicts(best))
            return take_power();
        if (best.error > no_curve)
            return refuse(best.error);
        for (const auto& one : all_)
            if (one.aicc <= best.aicc + as_good)
                fit_.classes.push_back(one);
        if (!tells_linear_apart())
            add_the_other_linear();
        const auto& first = fit_.classes.front();
        chosen_ = {fit_curve(shapes_of(first.growth, sizes_), values_), shapes_of(first.growth, sizes_), 0};
        fit_.words = words();
        if (first.growth == GrowthClass::constant)
            fit_.power.reset();
    }

    /// The exponent of a class over these sizes.
    [[nodiscard]] double slope_of(GrowthClass growth) const {
        const auto shape = shapes_of(growth, sizes_);
        return shape.empty() ? 0 : std::log(shape.back() / shape.front()) / std::log(sizes_.back() / sizes_.front());
    }

    /// n log n with a part taken off is n^1.16 over these sizes, and no class of its own.
    [[nodiscard]] bool is_between(GrowthClass nearest) const {
        constexpr double apart = 0.15;
        return std::abs(power_.exponent - slope_of(nearest)) > apart;
    }

    /// The power law is three times as near, or the class grows slower than all of its interval.
    [[nodiscard]] bool power_contradicts(const ClassFit& best) const {
        return error_of(power_.curve, sizes_.size()) < best.error / 3 || slope_of(best.growth) < fit_.power->ci.lo;
    }

    [[nodiscard]] bool possible(GrowthClass growth) const {
        return std::ranges::find(fit_.classes, growth, &ClassFit::growth) != fit_.classes.end();
    }

    /// The exponents of n and n log n are only about 0.1 apart over such sizes.
    [[nodiscard]] bool tells_linear_apart() const {
        return (fit_.power->ci.hi - fit_.power->ci.lo) / 2 <= linear_apart;
    }

    void add_the_other_linear() {
        const auto chosen = fit_.classes.front().growth;
        const auto other = chosen == GrowthClass::linear ? GrowthClass::linearithmic : GrowthClass::linear;
        const auto found = std::ranges::find(all_, other, &ClassFit::growth);
        const bool linear = chosen == GrowthClass::linear || chosen == GrowthClass::linearithmic;
        if (linear && !possible(other) && found != all_.end())
            fit_.classes.push_back(*found);
    }

    [[nodiscard]] std::string words() const {
        const auto chosen = fit_.classes.front().growth;
        if ((chosen == GrowthClass::linear || chosen == GrowthClass::linearithmic) && possible(GrowthClass::linear) &&
            possible(GrowthClass::linearithmic))
            return "about linear";
        return std::string(to_string(fit_.classes.front().growth));
    }

    void take_power() {
        fit_.words = fmt::format("n^{:.2f}", power_.exponent);
        chosen_ = {power_.curve, {}, 0};
        for (const double size : sizes_)
            chosen_.shape.push_back(std::pow(size / sizes_.back(), power_.exponent));
    }

    void refuse(double error) {
        fit_.words = "not told";
        fit_.refused = fmt::format("no curve follows the figures: the best is {:.0f}% off", 100 * error);
        fit_.power.reset();
    }

    GrowthFit finished() {
        if (fit_.refused.empty()) {
            fit_.warning = drift();
            predict();
        }
        return fit_;
    }

    /// Between neighbours, the slope of the figures in a double logarithmic plot against that of the curve.
    [[nodiscard]] std::string drift() const {
        constexpr double largest_difference = 0.3;
        const auto fitted = [&](std::size_t i) {
            return chosen_.curve.intercept + (chosen_.shape.empty() ? 0 : chosen_.curve.coefficient * chosen_.shape[i]);
        };
        std::string worst;
        double most = largest_difference;
        for (std::size_t i = 0; i + 1 < sizes_.size(); ++i) {
            const double step = std::log(sizes_[i + 1] / sizes_[i]);
            const double seen = std::log(values_[i + 1] / values_[i]) / step;
            const double expected = std::log(fitted(i + 1) / fitted(i)) / step;
            const double difference = std::abs(seen - expected);
            if (difference > most && difference > 3 * std::numbers::sqrt2 * noise_ / step) {
                most = difference;
                worst = fmt::format("from {} to {} it grows as n^{:.1f}, where the fit says n^{:.1f}",
                                    spelled(sizes_[i]), spelled(sizes_[i + 1]), seen, expected);
            }
        }
        return worst;
    }

    void predict() {
        if (!at_)
            return;
        const double at = *at_;
        if (at > sizes_.back() * farthest_prediction || at < sizes_.front() / farthest_prediction) {
            fit_.not_predicted =
                at > sizes_.back()
                    ? fmt::format("{} is more than {:g} times the largest size: measure up to {}", spelled(at),
                                  farthest_prediction, spelled(std::ceil(at / farthest_prediction)))
                    : fmt::format("{} is under a quarter of the smallest size: measure from {}", spelled(at),
                                  spelled(std::floor(at * farthest_prediction)));
            return;
        }
        Prediction prediction{.size = at, .value = 0, .ci = {}};
        for (const auto& candidate : candidates(at)) {
            const auto range = interval_there(candidate, values_, noise_);
            if (prediction.value == 0) {
                prediction.value = candidate.curve.intercept + candidate.curve.coefficient * candidate.shape_there;
                prediction.ci = range;
            }
            prediction.ci = {std::min(prediction.ci.lo, range.lo), std::max(prediction.ci.hi, range.hi)};
        }
        fit_.prediction = prediction;
    }

    /// All that may be true: what cannot be told apart here may lie far apart there.
    [[nodiscard]] std::vector<Candidate> candidates(double at) const {
        if (fit_.classes.empty()) {
            auto power = chosen_;
            power.shape_there = std::pow(at / sizes_.back(), power_.exponent);
            return {power};
        }
        std::vector<Candidate> all;
        for (const auto& one : fit_.classes) {
            auto shape = shapes_of(one.growth, sizes_, one.base);
            auto curve = one.growth == GrowthClass::exponential ? chosen_.curve : fit_curve(shape, values_);
            all.push_back({curve, std::move(shape), shape_of(one.growth, at, one.base)});
        }
        return all;
    }

    /// The number of points may be too small for a correction there: five, and four parameters.
    [[nodiscard]] double aicc_of(const Curve& curve) const {
        const auto m = static_cast<double>(sizes_.size());
        return m * std::log(std::max(curve.squares / m, least_variance));
    }

    std::span<const double> sizes_;
    std::span<const double> values_;
    double noise_;
    std::optional<double> at_;
    GrowthFit fit_;
    std::vector<ClassFit> all_;
    PowerCurve power_;
    Candidate chosen_;
};

} // namespace

GrowthFit fit_growth(const GrowthFigures& figures) {
    check(figures);
    return Fitter(figures).fit();
}

bool equally_spaced(std::span<const double> sizes) {
    if (sizes.size() < 3)
        return false;
    const double step = sizes[1] - sizes[0];
    for (std::size_t i = 2; i < sizes.size(); ++i)
        if (std::abs(sizes[i] - sizes[i - 1] - step) > 1e-3 * step)
            return false;
    return true;
}

bool grows_beyond_linear(const GrowthFit& fit) {
    if (!fit.classes.empty() && fit.classes.front().growth == GrowthClass::exponential)
        return true;
    return fit.power && fit.power->ci.lo > 1.5;
}

} // namespace perfeng::stats
