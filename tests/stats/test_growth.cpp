#include "catch.hpp"
#include "simulation.hpp"

#include "perfeng/stats/growth.hpp"

#include <algorithm>
#include <cmath>
#include <functional>
#include <string>
#include <vector>

namespace perfeng::stats {
namespace {

using simulation::Variates;

struct Known {
    std::string words;
    std::function<double(double)> shape;
};

const std::vector<Known> known{
    {"1", [](double) { return 1.0; }},       {"log n", [](double n) { return std::log2(n); }},
    {"n", [](double n) { return n; }},       {"n log n", [](double n) { return n * std::log2(n); }},
    {"n^2", [](double n) { return n * n; }}, {"n^3", [](double n) { return n * n * n; }},
};

std::vector<double> doubling(std::size_t count, double first = 500) {
    std::vector<double> sizes;
    for (std::size_t i = 0; i < count; ++i)
        sizes.push_back(first * std::exp2(static_cast<double>(i)));
    return sizes;
}

std::vector<double> figures_of(const std::vector<double>& sizes, const std::function<double(double)>& shape) {
    std::vector<double> values;
    for (const double size : sizes)
        values.push_back(shape(size));
    return values;
}

GrowthFit fitted(const std::vector<double>& sizes, const std::function<double(double)>& shape,
                 std::optional<double> at = {}) {
    const auto values = figures_of(sizes, shape);
    return fit_growth({.sizes = sizes, .values = values, .noise = 0, .at = at});
}

/// Least of five trials whose noise only adds, as a machine's does; `fixed` is the part of the smallest figure that is
/// fixed cost.
std::vector<double> least_of_five(const Known& truth, const std::vector<double>& sizes, double noise, double fixed,
                                  Variates& variates) {
    const double first = truth.shape(sizes.front());
    std::vector<double> values;
    for (const double size : sizes) {
        const double exact = fixed * first + (1 - fixed) * truth.shape(size);
        double least = HUGE_VAL;
        for (int i = 0; i < 5; ++i)
            least = std::min(least, exact * (1 + noise * std::abs(variates.normal())));
        values.push_back(least);
    }
    return values;
}

/// Over all classes, with and without fixed cost.
double share_right(std::size_t sizes_count, double noise) {
    constexpr int trials = 40;
    Variates variates(7);
    const auto sizes = doubling(sizes_count);
    int right = 0;
    int all = 0;
    for (const auto& truth : known)
        for (const double fixed : {0.0, 0.5})
            for (int i = 0; i < trials; ++i, ++all) {
                const auto values = least_of_five(truth, sizes, noise, fixed, variates);
                const auto fit = fit_growth({.sizes = sizes, .values = values});
                right += !fit.classes.empty() && to_string(fit.classes.front().growth) == truth.words ? 1 : 0;
            }
    return static_cast<double>(right) / all;
}

} // namespace

TEST_CASE("the class of noisy figures is told as often as the method promises") {
    CHECK(share_right(5, 0.03) >= 0.985);
    CHECK(share_right(5, 0.10) >= 0.95);
    CHECK(share_right(6, 0.03) >= 0.985);
    CHECK(share_right(6, 0.10) >= 0.97);
    CHECK(share_right(8, 0.10) >= 0.985);
}

TEST_CASE("the exponent's interval covers the true one, and fixed cost does not bias it") {
    Variates variates(11);
    const auto sizes = doubling(6);
    int covered = 0;
    for (int i = 0; i < 100; ++i) {
        const auto values = least_of_five(known[4], sizes, 0.10, 0.5, variates);
        const auto fit = fit_growth({.sizes = sizes, .values = values});
        REQUIRE(fit.power);
        CHECK(std::abs(fit.power->exponent - 2) < 0.2);
        covered += fit.power->ci.lo <= 2 && fit.power->ci.hi >= 2 ? 1 : 0;
    }
    CHECK(covered >= 90);
}

TEST_CASE("exact figures tell their class, and nothing else is possible") {
    for (const auto& truth : known) {
        const auto fit = fitted(doubling(6), [&](double n) { return 1000 + 3 * truth.shape(n); });
        INFO(truth.words);
        REQUIRE(fit.refused.empty());
        CHECK(fit.words == truth.words);
        CHECK(fit.classes.size() == 1);
        CHECK(fit.warning.empty());
    }
}

TEST_CASE("few sizes, a short span and figures without a curve are refused") {
    CHECK_THAT(fitted(doubling(4), known[2].shape).refused, ContainsSubstring("at least 5 are needed"));
    CHECK_THAT(fitted({100, 120, 150, 170, 400}, known[2].shape).refused, ContainsSubstring("at least 16 times"));
    const std::vector<double> wild{1, 90, 2, 70, 1, 100};
    const auto sizes = doubling(6);
    const auto fit = fit_growth({.sizes = sizes, .values = wild});
    CHECK_THAT(fit.refused, ContainsSubstring("no curve follows"));
    CHECK(fit.words == "not told");
    CHECK(fit.classes.empty());
}

TEST_CASE("growth between classes is told as a power") {
    const auto fit = fitted(doubling(6), [](double n) { return 50 + n * std::sqrt(n); });
    CHECK(fit.classes.empty());
    CHECK(fit.words == "n^1.50");
    REQUIRE(fit.power);
    CHECK(fit.power->ci.lo > 1.45);
    CHECK(fit.power->ci.hi < 1.55);
}

TEST_CASE("a class that grows slower than the interval of the power is not told") {
    // CPU time of a program of two parts, n and n^2, that meet within these sizes.
    const std::vector<double> seconds{0.1, 0.2161, 0.4635, 1.076, 2.738};
    const auto sizes = doubling(5, 2000);
    const auto fit = fit_growth({.sizes = sizes, .values = seconds, .noise = 0.01, .at = {}});
    CHECK(fit.words.starts_with("n^1."));
    CHECK(fit.classes.empty());
}

TEST_CASE("exponential growth needs equally spaced sizes, and no span") {
    const std::vector<double> sizes{20, 22, 24, 26, 28, 30};
    const auto fit = fitted(sizes, [](double n) { return 5000 + std::pow(1.618, n); });
    REQUIRE_FALSE(fit.classes.empty());
    CHECK(fit.classes.front().growth == GrowthClass::exponential);
    CHECK(fit.classes.front().base == Approx(1.618).epsilon(0.02));
    CHECK(grows_beyond_linear(fit));
    CHECK(fitted({1000, 5000, 9000, 13000, 17000}, known[4].shape).words == "n^2");
}

TEST_CASE("only what is beyond n^1.5 for certain is steep") {
    CHECK(grows_beyond_linear(fitted(doubling(6), known[4].shape)));
    CHECK_FALSE(grows_beyond_linear(fitted(doubling(6), known[3].shape)));
    CHECK_FALSE(grows_beyond_linear(fitted(doubling(4), known[4].shape)));
}

TEST_CASE("a prediction holds what comes, and is not made far away") {
    const auto near = fitted(doubling(6), [](double n) { return 100 + n; }, 40000);
    REQUIRE(near.prediction);
    CHECK(near.prediction->value == Approx(40100).epsilon(0.001));
    CHECK(near.prediction->ci.lo <= 40100);
    CHECK(near.prediction->ci.hi >= 40100);
    const auto far = fitted(doubling(6), known[2].shape, 64001);
    CHECK_FALSE(far.prediction);
    CHECK_THAT(far.not_predicted, ContainsSubstring("measure up to 16001"));
}

TEST_CASE("where figures leave their fit, the sizes are named") {
    const auto sizes = doubling(7);
    auto values = figures_of(sizes, known[2].shape);
    values[6] *= 1.6;
    const auto fit = fit_growth({.sizes = sizes, .values = values});
    CHECK_THAT(fit.warning, ContainsSubstring("from 16000 to 32000"));
}

TEST_CASE("figures that cannot be are refused by exception") {
    const std::vector<double> sizes{1, 2, 3};
    const std::vector<double> zero{1, 0, 3};
    const std::vector<double> two{1, 2};
    CHECK_THROWS_AS(fit_growth({.sizes = sizes, .values = zero}), std::invalid_argument);
    CHECK_THROWS_AS(fit_growth({.sizes = sizes, .values = two}), std::invalid_argument);
}

} // namespace perfeng::stats
