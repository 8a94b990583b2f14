#include "catch.hpp"

#include "perfeng/stats/random_effects.hpp"

#include <cmath>
#include <limits>
#include <random>
#include <stdexcept>
#include <vector>

using namespace perfeng::stats;

TEST_CASE("DerSimonian and Laird's estimate, worked out by hand") {
    const std::vector<Effect> effects{{0.1, 0.01}, {0.6, 0.04}, {0.7, 0.04}};
    const double mean = (100 * 0.1 + 25 * 0.6 + 25 * 0.7) / 150;
    const double q = 100 * std::pow(0.1 - mean, 2) + 25 * std::pow(0.6 - mean, 2) + 25 * std::pow(0.7 - mean, 2);
    const double between = (q - 2) / (150 - (100.0 * 100 + 25 * 25 + 25 * 25) / 150);
    const double wide = 1 / (0.01 + between);
    const double narrow = 1 / (0.04 + between);
    const auto pooled = pool(effects);
    CHECK(pooled.between == Approx(between));
    CHECK(pooled.value == Approx((wide * 0.1 + narrow * 0.6 + narrow * 0.7) / (wide + 2 * narrow)));
    CHECK(pooled.error == Approx(1 / std::sqrt(wide + 2 * narrow)));
    CHECK(pooled.disagreement == Approx(std::exp(-q / 2))); // chi squared with two degrees of freedom
}

TEST_CASE("studies that agree are pooled by their precision") {
    const auto pooled = pool(std::vector<Effect>{{0.10, 0.0001}, {0.11, 0.0001}});
    CHECK(pooled.between == 0);
    CHECK(pooled.value == Approx(0.105));
    CHECK(pooled.error == Approx(std::sqrt(0.00005)));
    CHECK(pooled.disagreement > 0.4);
    CHECK(pool(std::vector<Effect>{{0.2, 0.01}}).error == Approx(0.1));
    CHECK(pool(std::vector<Effect>{{0.2, 0.01}}).disagreement == 1);
}

TEST_CASE("studies that disagree widen the interval") {
    const auto pooled = pool(std::vector<Effect>{{0.0, 0.0001}, {0.2, 0.0001}});
    CHECK(pooled.disagreement < 1e-9);
    CHECK(pooled.error == Approx(0.1).epsilon(0.05));
}

TEST_CASE("studies without error agree, or not at all") {
    CHECK(pool(std::vector<Effect>{{0.1, 0}, {0.1, 0}}).error < 1e-5);
    CHECK(pool(std::vector<Effect>{{0.1, 0}, {0.2, 0}}).disagreement == 0);
}

TEST_CASE("the pooled interval holds the true figure about 95 times in 100 where machines agree") {
    std::mt19937 random(3); // NOLINT: the same each time
    std::normal_distribution<double> noise;
    int held = 0;
    constexpr int times = 2000;
    for (int i = 0; i < times; ++i) {
        std::vector<Effect> effects;
        for (const double deviation : {0.01, 0.02, 0.03, 0.01})
            effects.push_back({0.05 + deviation * noise(random), deviation * deviation});
        const auto pooled = pool(effects);
        held += std::abs(pooled.value - 0.05) <= errors_at(0.05) * pooled.error ? 1 : 0;
    }
    CHECK(held > 0.94 * times);
}

TEST_CASE("what is no study is refused") {
    CHECK_THROWS_AS(pool({}), std::invalid_argument);
    CHECK_THROWS_AS(pool(std::vector<Effect>{{std::numeric_limits<double>::infinity(), 1}}), std::invalid_argument);
    CHECK(errors_at(0.05) == Approx(1.959964));
}
