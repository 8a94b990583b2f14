#include "catch.hpp"
#include "simulation.hpp"

#include "perfeng/stats/paired.hpp"

#include <algorithm>
#include <limits>
#include <stdexcept>

using namespace perfeng::stats;
using simulation::Variates;

namespace {

std::vector<double> walsh_averages(const std::vector<double>& values) {
    std::vector<double> averages;
    for (std::size_t i = 0; i < values.size(); ++i)
        for (std::size_t j = i; j < values.size(); ++j)
            averages.push_back((values[i] + values[j]) / 2);
    std::ranges::sort(averages);
    return averages;
}

std::vector<double> normal_sample(std::size_t n, Variates& variates) {
    std::vector<double> values(n);
    std::ranges::generate(values, [&] { return variates.normal(); });
    return values;
}

template <class Draw> double coverage(std::size_t n, Draw draw) {
    constexpr int samples = 4000;
    Variates variates(n);
    int covered = 0;
    for (int s = 0; s < samples; ++s) {
        std::vector<double> values(n);
        for (auto& value : values)
            value = draw(variates);
        const auto ci = paired_change(values).ci;
        covered += ci->lo <= 0 && 0 <= ci->hi;
    }
    return static_cast<double>(covered) / samples;
}

} // namespace

// Hamilton depression scale before and after a tranquillizer (Salsburg 1970), in Hollander and Wolfe, table 3.1: they
// give the estimate -0.46 and the limits -0.786 and -0.010.
TEST_CASE("the estimate and its interval agree with a worked example") {
    const std::vector before{1.83, 0.50, 1.62, 2.48, 1.68, 1.88, 1.55, 3.06, 1.30};
    const std::vector after{0.878, 0.647, 0.598, 2.05, 1.06, 1.29, 1.06, 3.14, 1.29};
    std::vector<double> differences(before.size());
    std::ranges::transform(after, before, differences.begin(), std::minus{});
    const auto estimate = paired_change(differences);
    CHECK(std::log1p(estimate.change) == Approx(-0.46).margin(1e-9));
    REQUIRE(estimate.ci);
    CHECK(std::log1p(estimate.ci->lo) == Approx(-0.786).margin(1e-9));
    CHECK(std::log1p(estimate.ci->hi) == Approx(-0.010).margin(1e-9));
}

// One more than the published critical values of T+ for a two-sided test at 5%.
TEST_CASE("the limits are the Walsh averages at the ranks of the published table") {
    struct Row {
        std::size_t n;
        std::size_t critical;
    };
    for (const auto& [n, critical] :
         {Row{6, 0},   Row{7, 2},   Row{8, 3},   Row{9, 5},   Row{10, 8},  Row{11, 10}, Row{12, 13},
          Row{13, 17}, Row{14, 21}, Row{15, 25}, Row{16, 29}, Row{17, 34}, Row{18, 40}, Row{19, 46},
          Row{20, 52}, Row{21, 58}, Row{22, 65}, Row{23, 73}, Row{24, 81}, Row{25, 89}}) {
        CAPTURE(n);
        Variates variates(n);
        const auto values = normal_sample(n, variates);
        const auto walsh = walsh_averages(values);
        const auto ci = paired_change(values).ci;
        REQUIRE(ci);
        CHECK(std::log1p(ci->lo) == Approx(walsh[critical]));
        CHECK(std::log1p(ci->hi) == Approx(walsh[walsh.size() - 1 - critical]));
    }
}

TEST_CASE("beyond the exact table the ranks are those of the normal approximation") {
    struct Row {
        std::size_t n;
        std::size_t critical; // published: 98, 137, 264, 434, within one of the approximation
    };
    for (const auto& [n, critical] : {Row{26, 98}, Row{30, 137}, Row{40, 264}, Row{50, 434}}) {
        CAPTURE(n);
        Variates variates(n);
        const auto values = normal_sample(n, variates);
        const auto walsh = walsh_averages(values);
        const auto lo = std::log1p(paired_change(values).ci->lo);
        CHECK(lo >= walsh[critical - 1] - 1e-12);
        CHECK(lo <= walsh[critical] + 1e-12);
    }
}

TEST_CASE("a change is the ratio less one, whatever the units") {
    const std::vector<double> tenth_slower(8, std::log(1.1));
    const auto estimate = paired_change(tenth_slower);
    CHECK(estimate.change == Approx(0.1));
    CHECK(estimate.ci->lo == Approx(0.1));
    CHECK(estimate.ci->hi == Approx(0.1));
}

TEST_CASE("few pairs give an estimate without an interval") {
    CHECK_THROWS_AS(paired_change({}), std::invalid_argument);
    CHECK(paired_change(std::vector{std::log(2.0)}).change == Approx(1));
    CHECK_FALSE(paired_change(std::vector{0.1}).ci);
    CHECK_FALSE(paired_change(std::vector{0.1, 0.2, 0.3, 0.4, 0.5}).ci);
    const auto six = paired_change(std::vector{0.6, 0.1, 0.2, 0.3, 0.4, 0.5});
    CHECK(six.ci->lo == Approx(std::expm1(0.1)));
    CHECK(six.ci->hi == Approx(std::expm1(0.6)));
}

TEST_CASE("ties and zeros widen nothing beyond the data") {
    const auto estimate = paired_change(std::vector{0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.02});
    CHECK(estimate.change == 0);
    CHECK(estimate.ci->lo == 0);
    CHECK(estimate.ci->hi == Approx(std::expm1(0.01)));
}

TEST_CASE("a ratio that isn't finite is refused") {
    CHECK_THROWS_AS(paired_change(std::vector{0.1, std::nan("")}), std::invalid_argument);
    CHECK_THROWS_AS(paired_change(std::vector{-std::numeric_limits<double>::infinity()}), std::invalid_argument);
}

TEST_CASE("the interval of a change covers the true one") {
    constexpr double at_least = 0.94; // 95% less three standard errors of 4,000 samples
    for (const std::size_t n : {6U, 10U, 25U, 26U, 50U}) {
        CAPTURE(n);
        const auto normal = coverage(n, [](Variates& v) { return v.normal(); });
        CHECK(normal > at_least);
        CHECK(normal < 0.98);
        CHECK(coverage(n, [](Variates& v) { return v.student2(); }) > at_least);
        // Each side skewed: the difference of two like trials is symmetric all the same.
        CHECK(coverage(n, [](Variates& v) { return v.lognormal() - v.lognormal(); }) > at_least);
    }
}
