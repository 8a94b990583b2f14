#include "catch.hpp"
#include "simulation.hpp"

#include "perfeng/stats/growth.hpp"

#include <array>
#include <cmath>
#include <functional>
#include <iostream>
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

/// Least of five trials whose noise only adds, as a machine's does, `fixed` the part of the smallest size that is fixed
/// cost.
std::vector<double> trials_of(const Known& truth, const std::vector<double>& sizes, double noise, double fixed,
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

/// Of 150 trials of each class, with and without fixed cost, the share that was told right.
double share_right(std::size_t sizes_count, double noise) {
    Variates variates(7);
    const auto sizes = doubling(sizes_count);
    int right = 0;
    int all = 0;
    std::string detail;
    for (const auto& truth : known)
        for (const double fixed : {0.0, 0.5}) {
            int here = 0;
            for (int i = 0; i < 75; ++i, ++all) {
                const auto values = trials_of(truth, sizes, noise, fixed, variates);
                const auto fit = fit_growth({.sizes = sizes, .values = values});
                const bool is = !fit.classes.empty() && to_string(fit.classes.front().growth) == truth.words;
                here += is ? 1 : 0;
            }
            right += here;
            detail += " " + truth.words + "/" + std::to_string(fixed).substr(0, 3) + ":" + std::to_string(here);
        }
    std::cout << sizes_count << " " << noise << " " << double(right) / all << detail << "\n";
    return static_cast<double>(right) / all;
}

} // namespace

TEST_CASE("explore") {
    for (const std::size_t m : {5u, 6u, 8u})
        for (const double noise : {0.03, 0.1})
            share_right(m, noise);
}

} // namespace perfeng::stats
