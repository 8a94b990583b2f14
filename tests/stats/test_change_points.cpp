#include "catch.hpp"
#include "simulation.hpp"

#include "perfeng/stats/change_points.hpp"

#include <algorithm>
#include <limits>
#include <stdexcept>
#include <utility>
#include <vector>

using namespace perfeng;
using namespace perfeng::stats;

namespace {

/// Values around levels that each last a number of points, with relative noise.
std::vector<double> series(std::uint64_t seed, double noise,
                           const std::vector<std::pair<std::size_t, double>>& levels) {
    simulation::Variates variates(seed);
    std::vector<double> values;
    for (const auto& [count, level] : levels)
        for (std::size_t i = 0; i < count; ++i)
            values.push_back(level * std::exp(noise * variates.normal()));
    return values;
}

std::vector<std::size_t> places(const std::vector<double>& values, const ChangePointRules& rules = {}) {
    std::vector<std::size_t> found;
    for (const auto& change : change_points(values, rules))
        found.push_back(change.at);
    return found;
}

using Places = std::vector<std::size_t>;

} // namespace

TEST_CASE("a step of 5% in 1% of noise is found at its point") {
    int exact = 0;
    int near = 0;
    for (std::uint64_t seed = 1; seed <= 300; ++seed) {
        const auto found = places(series(seed, 0.01, {{30, 1.0}, {30, 1.05}}));
        const auto is_near = [](std::size_t at) { return at >= 29 && at <= 31; };
        exact += found == Places{30} ? 1 : 0;
        near += std::ranges::any_of(found, is_near) ? 1 : 0;
    }
    CHECK(near >= 298);
    CHECK(exact >= 285);
}

TEST_CASE("noise around one level has seldom a change point") {
    int normal = 0;
    int heavy = 0;
    for (std::uint64_t seed = 1; seed <= 1000; ++seed) {
        normal += places(series(seed, 0.01, {{100, 0.5}})).empty() ? 0 : 1;
        simulation::Variates variates(seed);
        std::vector<double> values(100);
        for (auto& value : values)
            value = std::exp(0.01 * variates.student2());
        heavy += places(values).empty() ? 0 : 1;
    }
    CHECK(normal <= 3);
    CHECK(heavy <= 30);
}

TEST_CASE("outliers that do not last are no change, wherever they are") {
    for (std::uint64_t seed = 1; seed <= 40; ++seed)
        for (const std::size_t at : {0U, 1U, 20U, 38U}) {
            auto values = series(seed, 0.01, {{40, 1.0}});
            values[at] *= 1.5;
            INFO(seed << " " << at);
            CHECK(places(values).empty());
            values[at + 1] *= 1.4;
            CHECK(places(values).empty());
        }
}

TEST_CASE("the levels on both sides of a change are told, and outliers do not move them") {
    auto values = series(3, 0.001, {{20, 2.0}, {20, 3.0}});
    values[5] = 20;
    const auto found = change_points(values);
    REQUIRE(found.size() == 1);
    CHECK(found[0].at == 20);
    CHECK(found[0].before == Approx(2.0).epsilon(0.001));
    CHECK(found[0].after == Approx(3.0).epsilon(0.001));
    CHECK(found[0].p_value < 1e-9);
}

TEST_CASE("a level that lasts three points is found, also at the end of the series") {
    CHECK(places(series(5, 0.01, {{20, 1.0}, {3, 1.2}, {20, 1.0}})) == Places{20, 23});
    CHECK(places(series(5, 0.01, {{20, 1.0}, {3, 1.2}})) == Places{20});
    CHECK(places(series(5, 0.01, {{3, 1.0}, {3, 1.2}})) == Places{3});
    CHECK(places(series(5, 0.01, {{20, 1.0}, {2, 1.2}})).empty());
}

TEST_CASE("figures without noise change where they change") {
    CHECK(places({7, 7, 7, 7, 8, 8, 8, 8}) == Places{4});
    CHECK(places({7, 7, 7, 7, 7, 7, 7, 7}).empty());
    CHECK(places({0.1, 0.1, 0.1, 0.1, 0.1, 0.1, 0.1, 0.1, 0.1}).empty());
    CHECK(places({7, 7, 7, 7, 9, 7, 7, 7}).empty());
    CHECK(places({0, 0, 0, 0, 64, 64, 64, 64}) == Places{4});
    CHECK(places({}).empty());
    CHECK(places({1}).empty());
}

TEST_CASE("figures in coarse steps are not taken for outliers where they are not at the most frequent one") {
    CHECK(places({10, 10, 10.1, 10.1, 20, 20, 20.1, 20.1}) == Places{4});
    CHECK(places({10, 10.1, 10.1, 10, 20.1, 20.1, 20, 20}) == Places{4});
}

TEST_CASE("changes no larger than the least one are taken back, and their neighbours judged anew") {
    const auto small = series(7, 0.001, {{30, 1.0}, {30, 1.01}});
    CHECK(places(small) == Places{30});
    CHECK(places(small, {.least_change = 0.02}).empty());
    const auto stairs = series(8, 0.001, {{30, 1.0}, {30, 1.01}, {30, 1.2}});
    const auto found = change_points(stairs, {.least_change = 0.02});
    REQUIRE(found.size() == 1);
    CHECK(found[0].at == 60);
    CHECK(found[0].before == Approx(1.005).epsilon(0.002)); // of both levels before it
}

TEST_CASE("changes are found in long series, whatever window they fall into") {
    std::vector<std::pair<std::size_t, double>> levels;
    Places expected;
    for (std::size_t i = 0; i < 40; ++i) {
        levels.emplace_back(247, i % 2 == 0 ? 1.0 : 1.1);
        if (i > 0)
            expected.push_back(i * 247);
    }
    const auto found = places(series(9, 0.01, levels));
    for (const auto at : expected) {
        INFO(at);
        CHECK(std::ranges::any_of(found, [&](std::size_t place) { return place + 1 >= at && place <= at + 1; }));
    }
    CHECK(found.size() <= expected.size() + 6);
}

TEST_CASE("what is no series is refused") {
    CHECK_THROWS_AS(change_points(std::vector{1.0, std::numeric_limits<double>::quiet_NaN()}), std::invalid_argument);
    CHECK_THROWS_AS(change_points(std::vector{1.0}, {.window = 5}), std::invalid_argument);
    CHECK_THROWS_AS(change_points(std::vector{1.0}, {.alpha = 0}), std::invalid_argument);
    CHECK_THROWS_AS(change_points(std::vector{1.0}, {.least_side = 1}), std::invalid_argument);
}
