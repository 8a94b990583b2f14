#include "catch.hpp"

#include "perfeng/stats/sequential.hpp"

#include <cmath>
#include <limits>
#include <stdexcept>

using namespace perfeng;
using namespace perfeng::stats;

namespace {

double mean_wealth(const std::vector<double>& gains) {
    double sum = 0;
    for (const auto stake : {.2, .4, .6, .8, .95}) {
        double wealth = 1;
        for (const auto gain : gains)
            wealth *= 1 + stake * gain;
        sum += wealth;
    }
    return sum / 5;
}

SequentialTest fed(const std::vector<double>& log_ratios, double threshold = 0.02, double alpha = 0.05) {
    SequentialTest test(threshold, alpha);
    for (const auto ratio : log_ratios)
        test.add(ratio);
    return test;
}

} // namespace

TEST_CASE("a bet wins by sign, and from the fourth value on by size as well") {
    Bet bet;
    for (const auto value : {0.02, -0.04, 0.01})
        bet.add(value);
    CHECK(bet.above() == Approx(mean_wealth({1, -1, 1})));
    CHECK(bet.below() == Approx(mean_wealth({-1, 1, -1})));
    bet.add(0.005); // the earlier sizes' median is 0.02
    CHECK(bet.above() == Approx(mean_wealth({1, -1, 1, 0.25})));
    bet.add(-0.003); // now 0.015
    CHECK(bet.above() == Approx(mean_wealth({1, -1, 1, 0.25, -0.2})));
    bet.add(5);
    CHECK(bet.above() == Approx(mean_wealth({1, -1, 1, 0.25, -0.2, 1})));
    CHECK(bet.below() == Approx(mean_wealth({-1, 1, -1, -0.25, 0.2, -1})));
}

TEST_CASE("nothing is won or lost on zeros, and a first size after them counts in full") {
    Bet bet;
    for (int i = 0; i < 10; ++i)
        bet.add(0);
    CHECK(bet.above() == 1);
    CHECK(bet.below() == 1);
    bet.add(1e-9);
    CHECK(bet.above() == Approx(mean_wealth({1})));
}

TEST_CASE("unanimous pairs decide at the sixth at 5%, at the ninth at 1%") {
    CHECK(fed(std::vector<double>(5, 0.1)).verdict() == Verdict::inconclusive);
    CHECK(fed(std::vector<double>(6, 0.1)).verdict() == Verdict::regressed);
    CHECK(fed(std::vector<double>(8, 0.1), 0.02, 0.01).verdict() == Verdict::inconclusive);
    CHECK(fed(std::vector<double>(9, 0.1), 0.02, 0.01).verdict() == Verdict::regressed);
}

TEST_CASE("each side of each threshold is told") {
    const auto slower = fed(std::vector<double>(6, std::log(1.03)));
    CHECK(slower.worse());
    CHECK(slower.not_better());
    CHECK_FALSE(slower.better());
    CHECK_FALSE(slower.not_worse());
    const auto faster = fed(std::vector<double>(6, -std::log(1.03)));
    CHECK(faster.better());
    CHECK(faster.not_worse());
    CHECK_FALSE(faster.worse());
    CHECK(faster.verdict() == Verdict::improved);
    const auto same = fed(std::vector<double>(6, 0.01));
    CHECK(same.not_worse());
    CHECK(same.not_better());
    CHECK(same.verdict() == Verdict::unchanged);
    CHECK(same.size() == 6);
}

TEST_CASE("a change at the threshold itself stays undecided on that side") {
    const auto test = fed(std::vector<double>(50, std::log1p(0.02)));
    CHECK_FALSE(test.worse());
    CHECK_FALSE(test.not_worse());
    CHECK(test.not_better());
    CHECK(test.verdict() == Verdict::inconclusive);
}

TEST_CASE("what was shown stays shown") {
    auto test = fed(std::vector<double>(6, 0.1));
    for (int i = 0; i < 100; ++i)
        test.add(-0.1);
    CHECK(test.worse());
    CHECK(test.verdict() == Verdict::regressed);
}

TEST_CASE("a long stream overflows into certainty, not into nonsense") {
    const auto test = fed(std::vector<double>(5000, 0.1));
    CHECK(test.verdict() == Verdict::regressed);
    CHECK_FALSE(test.not_worse());
    CHECK(test.size() == 5000);
}

TEST_CASE("equal trials are unchanged once enough of them were seen") {
    CHECK(fed({}).verdict() == Verdict::inconclusive);
    CHECK(fed({0, 0, 0, 0, 0}).verdict() == Verdict::inconclusive);
    CHECK(fed({0, 0, 0, 0, 0, 0}).verdict() == Verdict::unchanged);
    CHECK(fed(std::vector<double>(100, 0), 0).verdict() == Verdict::inconclusive);
}

TEST_CASE("a value that isn't finite is refused and leaves the test as it was") {
    auto test = fed({0.1, 0.1, 0.1, 0.1, 0.1});
    CHECK_THROWS_AS(test.add(std::nan("")), std::invalid_argument);
    CHECK_THROWS_AS(test.add(std::numeric_limits<double>::infinity()), std::invalid_argument);
    CHECK(test.size() == 5);
    test.add(0.1);
    CHECK(test.worse());
}

TEST_CASE("a threshold and an alpha without meaning are refused") {
    CHECK_THROWS_AS(SequentialTest(-0.01, 0.05), std::invalid_argument);
    CHECK_THROWS_AS(SequentialTest(std::nan(""), 0.05), std::invalid_argument);
    CHECK_THROWS_AS(SequentialTest(0.02, 0), std::invalid_argument);
    CHECK_THROWS_AS(SequentialTest(0.02, 1), std::invalid_argument);
}
