#include "../../src/stats/energy_split.hpp"
#include "catch.hpp"
#include "simulation.hpp"

#include <cmath>
#include <span>
#include <vector>

using namespace perfeng::stats;

namespace {

double mean_distance(std::span<const double> a, std::span<const double> b, double pairs) {
    double sum = 0;
    for (const auto x : a)
        for (const auto y : b)
            sum += std::abs(x - y);
    return sum / pairs;
}

/// Equations 5 to 7, as they stand there.
double divergence(std::span<const double> x, std::span<const double> y) {
    const auto n = static_cast<double>(x.size());
    const auto m = static_cast<double>(y.size());
    const auto energy = 2 * mean_distance(x, y, n * m) - mean_distance(x, x, 2) / (n * (n - 1) / 2) -
                        mean_distance(y, y, 2) / (m * (m - 1) / 2);
    return n * m / (n + m) * energy;
}

} // namespace

TEST_CASE("the split with the largest divergence is that of the formula") {
    simulation::Variates variates(11);
    for (int round = 0; round < 20; ++round) {
        std::vector<double> values(14);
        for (std::size_t i = 0; i < values.size(); ++i)
            values[i] = variates.normal() + (i > 5 ? 1 : 0);
        std::size_t expected = 0;
        std::size_t expected_end = 0;
        double highest = 0;
        for (std::size_t split = 4; split + 2 <= 13; ++split)
            for (std::size_t end = split + 2; end <= 13; ++end) {
                const std::span all(values);
                const auto here = divergence(all.subspan(2, split - 2), all.subspan(split, end - split));
                if (here > highest) {
                    highest = here;
                    expected = split;
                    expected_end = end;
                }
            }
        const auto found = EnergySplit(values).best(2, 13, 2);
        REQUIRE(found);
        CHECK(found->at == expected);
        CHECK(found->end == expected_end);
    }
}

TEST_CASE("too few values, or equal ones, have no split") {
    const std::vector<double> values{1, 2, 3, 4, 5};
    CHECK_FALSE(EnergySplit(values).best(0, 5, 3));
    CHECK_FALSE(EnergySplit(std::vector<double>(9, 4.0)).best(0, 9, 2));
}
