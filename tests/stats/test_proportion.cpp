#include "catch.hpp"
#include "simulation.hpp"

#include "perfeng/stats/false_discovery.hpp"
#include "perfeng/stats/proportion.hpp"

#include <stdexcept>

using namespace perfeng::stats;
using simulation::Variates;

namespace {

std::uint64_t hits(Variates& variates, std::uint64_t n, double share) {
    std::uint64_t count = 0;
    for (std::uint64_t i = 0; i < n; ++i)
        count += variates.chance(share);
    return count;
}

// Share of comparisons of n and n samples in which the change was found at 5%.
double power(double share_a, double share_b, std::uint64_t n) {
    constexpr int comparisons = 2000;
    Variates variates(n);
    int found = 0;
    for (int c = 0; c < comparisons; ++c) {
        const auto in_a = hits(variates, n, share_a);
        found += two_proportions(in_a, n, hits(variates, n, share_b), n).p_value <= 0.05;
    }
    return static_cast<double>(found) / comparisons;
}

} // namespace

// Newcombe, Statistics in Medicine 17 (1998), 857-872, table I, method 3.
TEST_CASE("Wilson's interval agrees with Newcombe's examples") {
    struct Row {
        std::uint64_t hits, n;
        double lo, hi;
    };
    for (const auto& row : {Row{81, 263, 0.2553, 0.3662}, Row{15, 148, 0.0624, 0.1605}, Row{0, 20, 0, 0.1611},
                            Row{1, 29, 0.0061, 0.1718}}) {
        CAPTURE(row.hits, row.n);
        const auto interval = wilson(row.hits, row.n);
        CHECK(interval.lo == Approx(row.lo).margin(0.00005));
        CHECK(interval.hi == Approx(row.hi).margin(0.00005));
    }
}

TEST_CASE("Wilson's interval at the ends") {
    CHECK(wilson(0, 0).lo == 0);
    CHECK(wilson(0, 0).hi == 1);
    CHECK(wilson(0, 7).lo == 0);
    CHECK(wilson(7, 7).hi == 1);
    CHECK(wilson(7, 7).lo == Approx(1 - wilson(0, 7).hi));
    CHECK_THROWS_AS(wilson(2, 1), std::invalid_argument);
}

// Newcombe, Statistics in Medicine 17 (1998), 873-890, table II, method 10. There it is the first share minus the
// second.
TEST_CASE("the interval of a change of share agrees with Newcombe's examples") {
    struct Row {
        std::uint64_t hits_b, n_b, hits_a, n_a;
        double lo, hi;
    };
    for (const auto& row :
         {Row{56, 70, 48, 80, 0.0524, 0.3339}, Row{9, 10, 3, 10, 0.1705, 0.8090}, Row{6, 7, 2, 7, 0.0582, 0.8062},
          Row{5, 56, 0, 29, -0.0381, 0.1926}, Row{0, 10, 0, 20, -0.1611, 0.2775}, Row{0, 10, 0, 10, -0.2775, 0.2775},
          Row{10, 10, 0, 20, 0.6791, 1}, Row{10, 10, 0, 10, 0.6075, 1}}) {
        CAPTURE(row.hits_b, row.n_b);
        const auto change = two_proportions(row.hits_a, row.n_a, row.hits_b, row.n_b);
        CHECK(change.ci.lo == Approx(row.lo).margin(0.00006));
        CHECK(change.ci.hi == Approx(row.hi).margin(0.00006));
    }
}

TEST_CASE("the p-value is that of the pooled z test") {
    // Pooled 104/150, z = 0.2 / sqrt(0.69333 * 0.30667 * (1/80 + 1/70)) = 2.65; the square is the chi-squared without
    // continuity correction of the 2x2 table, 7.0234.
    const auto change = two_proportions(48, 80, 56, 70);
    CHECK(change.change == Approx(0.2));
    CHECK(change.p_value == Approx(0.00804).margin(0.00001));
    CHECK(two_proportions(56, 70, 48, 80).change == Approx(-0.2));
    CHECK(two_proportions(56, 70, 48, 80).p_value == Approx(change.p_value));
}

TEST_CASE("overdispersion makes few samples of many") {
    const auto few = two_proportions(100, 1000, 150, 1000);
    const auto many = two_proportions(400, 4000, 600, 4000, 4);
    CHECK(many.p_value == Approx(few.p_value));
    CHECK(many.ci.lo == Approx(few.ci.lo));
    CHECK(many.ci.hi == Approx(few.ci.hi));
    CHECK(smallest_change_shown(0.1, 4000, 4000, 4) == Approx(smallest_change_shown(0.1, 1000, 1000)));
    CHECK_THROWS_AS(two_proportions(1, 2, 1, 2, 0.5), std::invalid_argument);
    CHECK_THROWS_AS(two_proportions(1, 2, 1, 2, std::nan("")), std::invalid_argument);
}

TEST_CASE("equal or missing samples show no change") {
    CHECK(two_proportions(0, 10, 0, 20).p_value == 1);
    CHECK(two_proportions(10, 10, 20, 20).p_value == 1);
    CHECK(two_proportions(10, 10, 0, 10).p_value < 0.001);
    const auto nothing = two_proportions(0, 0, 5, 10);
    CHECK(nothing.change == 0);
    CHECK(nothing.ci.lo == -1);
    CHECK(nothing.ci.hi == 1);
    CHECK(nothing.p_value == 1);
    CHECK_THROWS_AS(two_proportions(11, 10, 0, 10), std::invalid_argument);
}

TEST_CASE("equal shares are called different 5% of the time") {
    CHECK(power(0.1, 0.1, 1000) == Approx(0.05).margin(0.015));
}

// 0.2 against 0.35: (1.95996 * sqrt(2 * 0.275 * 0.725) + 0.84162 * sqrt(0.16 + 0.2275))^2 / 0.15^2 = 137.9 a side.
TEST_CASE("the smallest change that could have been shown") {
    CHECK(smallest_change_shown(0.2, 138, 138) == Approx(0.15).margin(0.001));
    CHECK(smallest_change_shown(0.8, 138, 138) == Approx(0.15).margin(0.001));
    CHECK(smallest_change_shown(0.1, 100, 10000) > smallest_change_shown(0.1, 10000, 10000));
    CHECK(smallest_change_shown(0, 1000, 1000) > 0);
    CHECK(smallest_change_shown(0.3, 0, 1000) == 1);
    CHECK(smallest_change_shown(0.5, 1, 1) == 1);
    CHECK_THROWS_AS(smallest_change_shown(1.1, 10, 10), std::invalid_argument);
}

TEST_CASE("the smallest change is found four times in five") {
    for (const auto share : {0.02, 0.1, 0.4}) {
        CAPTURE(share);
        const auto change = smallest_change_shown(share, 1500, 1500);
        CHECK(power(share, share + change, 1500) == Approx(0.8).margin(0.03));
    }
}

// Benjamini and Hochberg 1995, section 3.2: 15 endpoints of a study of thrombolysis; the first four are discoveries.
TEST_CASE("false discoveries are limited as in the original paper") {
    const std::vector p_values{0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344,
                               0.0459, 0.3240, 0.4262, 0.5719, 0.6528, 0.7590, 1.000};
    auto expected = std::vector<bool>(15, false);
    std::fill_n(expected.begin(), 4, true);
    CHECK(benjamini_hochberg(p_values) == expected);
    const std::vector reversed(p_values.rbegin(), p_values.rend());
    CHECK(benjamini_hochberg(reversed) == std::vector(expected.rbegin(), expected.rend()));
}

TEST_CASE("a larger p-value within its limit carries the smaller ones with it") {
    CHECK(benjamini_hochberg(std::vector{0.04, 0.045, 0.05}) == std::vector<bool>{true, true, true});
    CHECK(benjamini_hochberg(std::vector{0.04, 0.045, 0.051}) == std::vector<bool>{false, false, false});
}

TEST_CASE("false discovery control at the edges") {
    CHECK(benjamini_hochberg({}).empty());
    CHECK(benjamini_hochberg(std::vector{0.05}) == std::vector<bool>{true});
    CHECK(benjamini_hochberg(std::vector{0.2, 0.2}) == std::vector<bool>{false, false});
    CHECK(benjamini_hochberg(std::vector{0.02, 0.9}, 0) == std::vector<bool>{false, false});
    CHECK_THROWS_AS(benjamini_hochberg(std::vector{std::nan("")}), std::invalid_argument);
    CHECK_THROWS_AS(benjamini_hochberg(std::vector{1.5}), std::invalid_argument);
}
