#include "catch.hpp"

#include "perfeng/stats/mean_change.hpp"

#include <random>
#include <stdexcept>
#include <vector>

using namespace perfeng;
using namespace perfeng::stats;

TEST_CASE(
    "Welch's test, by its formula worked out with numerical integration of Student's t (3.353 degrees of freedom)") {
    const auto a = mean_of(std::vector{3.1, 2.9, 3.3, 3.0});
    const auto b = mean_of(std::vector{3.6, 3.9, 3.4});
    const auto change = change_of_means(a, b);
    CHECK(change.change == Approx(0.558333));
    CHECK(change.p_value == Approx(0.038449).epsilon(1e-4));
    CHECK(change.ci.lo == Approx(0.052597).epsilon(1e-4));
    CHECK(change.ci.hi == Approx(1.064069).epsilon(1e-4));
}

TEST_CASE("a change within the margin is none") {
    const auto a = mean_of(std::vector{1.000, 1.001, 0.999});
    const auto b = mean_of(std::vector{1.040, 1.041, 1.039});
    CHECK(change_of_means(a, b, 0).p_value < 1e-4);
    CHECK(change_of_means(a, b, 0.03).p_value < 0.001);
    CHECK(change_of_means(a, b, 0.05).p_value == 1);
    CHECK(change_of_means(b, a, 0.03).p_value < 0.001);
}

TEST_CASE("repeats that agree by chance are trusted no more than their counts allow") {
    const auto a = mean_of(std::vector{0.5, 0.5, 0.5}, 0.01);
    const auto b = mean_of(std::vector{0.51, 0.51, 0.51}, 0.01);
    CHECK(a.error == 0.01);
    CHECK(change_of_means(a, b).p_value > 0.3);
}

TEST_CASE("what is counted without error differs for certain") {
    const auto a = mean_of(std::vector{7.0, 7.0});
    const auto b = mean_of(std::vector{7.001, 7.001});
    CHECK(change_of_means(a, b).p_value == 0);
    CHECK(change_of_means(a, b).ci.lo == change_of_means(a, b).change);
    CHECK(change_of_means(a, a).p_value == 1);
}

TEST_CASE("the interval holds the true change about 95 times in 100, the test errs about 5 times in 100") {
    std::mt19937 random(7); // NOLINT: the same each time
    std::normal_distribution<double> narrow(10, 1);
    std::normal_distribution<double> wide(10, 3);
    int held = 0;
    int found = 0;
    constexpr int times = 4000;
    for (int i = 0; i < times; ++i) {
        std::vector<double> a(5);
        std::vector<double> b(8);
        for (auto& value : a)
            value = narrow(random);
        for (auto& value : b)
            value = wide(random);
        const auto change = change_of_means(mean_of(a), mean_of(b));
        held += change.ci.lo <= 0 && 0 <= change.ci.hi ? 1 : 0;
        found += change.p_value < 0.05 ? 1 : 0;
    }
    CHECK(held > 0.94 * times);
    CHECK(held < 0.965 * times);
    CHECK(found < 0.06 * times);
}

TEST_CASE("one value has no spread") { CHECK_THROWS_AS(mean_of(std::vector{1.0}), std::invalid_argument); }
