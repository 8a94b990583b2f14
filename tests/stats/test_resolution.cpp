#include "catch.hpp"

#include "perfeng/stats/resolution.hpp"

#include <random>
#include <stdexcept>
#include <vector>

using namespace perfeng::stats;

namespace {

std::vector<double> pairs_that_scatter(double deviation) {
    std::mt19937 random(11); // NOLINT: the same each time
    std::normal_distribution<double> noise(0, deviation);
    std::vector<double> ratios(60);
    for (auto& ratio : ratios)
        ratio = noise(random);
    return ratios;
}

} // namespace

TEST_CASE("a quieter machine and more pairs resolve smaller changes, all beyond the threshold") {
    const auto quiet = smallest_change_found(pairs_that_scatter(0.005), {0.02, 0.05, 30}, 1);
    const auto noisy = smallest_change_found(pairs_that_scatter(0.03), {0.02, 0.05, 30}, 1);
    const auto thorough = smallest_change_found(pairs_that_scatter(0.03), {0.02, 0.05, 100}, 1);
    REQUIRE(quiet);
    REQUIRE(noisy);
    REQUIRE(thorough);
    CHECK(*quiet > 0.02);
    CHECK(*quiet < 0.03);
    CHECK(*noisy > *thorough);
    CHECK(*thorough > *quiet);
}

TEST_CASE("what even six times the threshold does not show is none") {
    CHECK_FALSE(smallest_change_found(pairs_that_scatter(0.5), {0.02, 0.05, 30}, 1));
    CHECK_FALSE(smallest_change_found(pairs_that_scatter(0.005), {0.02, 0.05, 3}, 1));
}

TEST_CASE("the same seed gives the same figure") {
    const auto ratios = pairs_that_scatter(0.02);
    CHECK(smallest_change_found(ratios, {}, 7) == smallest_change_found(ratios, {}, 7));
    CHECK_THROWS_AS(smallest_change_found(std::vector<double>(5, 0.0), {}, 1), std::invalid_argument);
}
