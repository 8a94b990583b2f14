#include "catch.hpp"
#include "simulation.hpp"

#include "perfeng/stats/summary.hpp"

#include <limits>
#include <numeric>
#include <stdexcept>

using namespace perfeng::stats;
using simulation::Variates;

namespace {

std::vector<double> one_to(std::size_t n) {
    std::vector<double> values(n);
    std::iota(values.begin(), values.end(), 1.0);
    return values;
}

// Share of samples of n variates whose interval holds the true median.
template <class Draw> double coverage(std::size_t n, double true_median, Draw draw) {
    constexpr int samples = 4000;
    Variates variates(n);
    int covered = 0;
    for (int s = 0; s < samples; ++s) {
        std::vector<double> values(n);
        for (auto& value : values)
            value = draw(variates);
        const auto ci = summarise(values).ci;
        covered += ci->lo <= true_median && true_median <= ci->hi;
    }
    return static_cast<double>(covered) / samples;
}

} // namespace

TEST_CASE("the median is the middle value or the mean of the two middle ones") {
    CHECK(median(std::vector{3.0}) == 3);
    CHECK(median(std::vector{9.0, 1.0, 5.0}) == 5);
    CHECK(median(std::vector{8.0, 1.0, 2.0, 4.0}) == 3);
    CHECK_THROWS_AS(median({}), std::invalid_argument);
    CHECK_THROWS_AS(median(std::vector{1.0, std::nan("")}), std::invalid_argument);
}

TEST_CASE("a summary holds the usual figures") {
    const std::vector values{4.0, 2.0, 9.0, 4.0, 5.0, 7.0, 5.0, 4.0};
    const auto summary = summarise(values);
    CHECK(summary.n == 8);
    CHECK(summary.median == 4.5);
    CHECK(summary.mean == 5);
    CHECK(summary.stddev == Approx(std::sqrt(32.0 / 7)));
    CHECK(summary.min == 2);
    CHECK(summary.max == 9);
}

TEST_CASE("a summary of few or equal trials claims nothing") {
    CHECK(summarise({}).n == 0);
    CHECK_FALSE(summarise({}).ci);
    const auto one = summarise(std::vector{2.5});
    CHECK(one.n == 1);
    CHECK(one.median == 2.5);
    CHECK(one.stddev == 0);
    CHECK_FALSE(one.ci);
    CHECK_FALSE(summarise(one_to(5)).ci);
    const auto equal = summarise(std::vector<double>(10, 0.1));
    CHECK(equal.stddev == 0);
    CHECK(equal.ci->lo == 0.1);
    CHECK(equal.ci->hi == 0.1);
    CHECK_THROWS_AS(summarise(std::vector{std::numeric_limits<double>::infinity()}), std::invalid_argument);
}

// One more than the critical values of the two-sided sign test at 5%.
TEST_CASE("the interval of the median stands at the ranks of the published table") {
    struct Row {
        std::size_t n;
        double rank;
    };
    for (const auto& [n, rank] : {Row{6, 1}, Row{7, 1}, Row{8, 1}, Row{9, 2}, Row{10, 2}, Row{11, 2}, Row{12, 3},
                                  Row{13, 3}, Row{14, 3}, Row{15, 4}, Row{16, 4}, Row{17, 5}, Row{18, 5}, Row{19, 5},
                                  Row{20, 6}, Row{25, 8}, Row{30, 10}, Row{40, 14}, Row{50, 18}}) {
        CAPTURE(n);
        const auto ci = summarise(one_to(n)).ci;
        REQUIRE(ci);
        CHECK(ci->lo == rank);
        CHECK(ci->hi == static_cast<double>(n) + 1 - rank);
    }
}

TEST_CASE("the interval of the median covers it at least 95% of the time") {
    constexpr double at_least = 0.94; // 95% less three standard errors of 4,000 samples
    for (const std::size_t n : {6U, 10U, 20U, 51U}) {
        CAPTURE(n);
        CHECK(coverage(n, 0, [](Variates& v) { return v.normal(); }) > at_least);
        CHECK(coverage(n, 1, [](Variates& v) { return v.lognormal(); }) > at_least);
        CHECK(coverage(n, 0, [](Variates& v) { return v.student2(); }) > at_least);
    }
    // 17 trials hold the least slack: P(Binomial(17, 1/2) < 5) = 2.45%.
    CHECK(coverage(17, 0, [](Variates& v) { return v.normal(); }) == Approx(0.951).margin(0.01));
}

TEST_CASE("outliers are told by the modified z-score") {
    // Median 12, MAD 1: a score of 3.5 lies at 12 +- 5.189.
    CHECK(outliers(std::vector{11.0, 12.0, 13.0, 11.0, 13.0, 12.0, 17.1, 6.9}).empty());
    CHECK(outliers(std::vector{11.0, 12.0, 17.2, 13.0, 11.0, 13.0, 12.0, 6.8}) == std::vector<std::size_t>{2, 7});
    CHECK(outliers({}).empty());
    CHECK(outliers(std::vector{1.0}).empty());
    CHECK(outliers(std::vector{1.0, 100.0}).empty());
}

TEST_CASE("outliers among mostly equal values") {
    std::vector<double> values(12, 4096);
    CHECK(outliers(values).empty());
    values[3] = 8192;
    CHECK(outliers(values) == std::vector<std::size_t>{3});
    // Three of n beyond: the score is n / (1.2533 * 3), 3.46 for 13 and 3.72 for 14.
    values = {1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 2, 2, 2};
    CHECK(outliers(values).empty());
    values.push_back(1);
    CHECK(outliers(values) == std::vector<std::size_t>{10, 11, 12});
}
