#include "catch.hpp"

#include "perfeng/stats/noise_floor.hpp"
#include "perfeng/stats/paired.hpp"

#include <cmath>
#include <random>
#include <vector>

using namespace perfeng::stats;

TEST_CASE("the noise floor is the interval of trials against those that followed them") {
    const std::vector<double> trials{1.0, 1.1, 1.0, 0.9, 1.0, 1.2, 1.0, 1.0, 1.0, 1.05, 1.0, 0.95};
    std::vector<double> ratios;
    for (const auto second : {1.1, 0.9, 1.2, 1.0, 1.05, 0.95})
        ratios.push_back(std::log(second));
    const auto floor = noise_floor(trials);
    REQUIRE(floor);
    CHECK(floor->lo == Approx(paired_change(ratios).ci->lo));
    CHECK(floor->hi == Approx(paired_change(ratios).ci->hi));
}

TEST_CASE("a noisier machine has a wider floor, a drifting one does not") {
    std::mt19937 random(5); // NOLINT: the same each time
    std::normal_distribution<double> noise;
    const auto width = [&](double deviation, double drift) {
        std::vector<double> trials;
        for (int i = 0; i < 60; ++i)
            trials.push_back(std::exp(deviation * noise(random) + drift * i));
        const auto floor = noise_floor(trials);
        return floor->hi - floor->lo;
    };
    CHECK(width(0.05, 0) > 2 * width(0.01, 0));
    CHECK(width(0.01, 0.002) < 2 * width(0.01, 0));
}

TEST_CASE("few trials have no noise floor, nor have trials that read 0") {
    CHECK_FALSE(noise_floor(std::vector<double>(11, 1.0)));
    CHECK(noise_floor(std::vector<double>(12, 1.0)));
    CHECK_FALSE(noise_floor(std::vector<double>(12, 0.0)));
    CHECK_FALSE(noise_floor({}));
}
