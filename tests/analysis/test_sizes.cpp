#include "catch.hpp"

#include "perfeng/analysis/size_budgets.hpp"
#include "perfeng/model/error.hpp"

#include <vector>

using namespace perfeng;
using namespace perfeng::analysis;

namespace {

using Sizes = std::vector<double>;

Metric wall_of(std::vector<double> trials, Interval ci, double median) {
    Metric metric{.name = "wall_time", .unit = Unit::seconds};
    metric.summary = {.n = trials.size(), .median = median, .min = ci.lo, .max = ci.hi, .ci = ci};
    metric.trials = std::move(trials);
    return metric;
}

} // namespace

TEST_CASE("dots continue by the factor where that leads to the last, else by the step") {
    CHECK(parse_sizes("500,1000,...,16000") == Sizes{500, 1000, 2000, 4000, 8000, 16000});
    CHECK(parse_sizes("20,22,...,30") == Sizes{20, 22, 24, 26, 28, 30});
    CHECK(parse_sizes("10, 20, 30, ..., 60") == Sizes{10, 20, 30, 40, 50, 60});
    CHECK(parse_sizes("1,10,…,1000") == Sizes{1, 10, 100, 1000});
    CHECK(parse_sizes("0.5,1,3") == Sizes{0.5, 1, 3});
}

TEST_CASE("lists that are none are refused, and the reason is told") {
    for (const auto* const text :
         {"", "5,4", "a", "0,1", "-1,2", "1,...,8", "1,2,...", "1,2,...,7.5", "1,1,...,8", "1,,2"})
        CHECK_THROWS_AS(parse_sizes(text), Error);
}

TEST_CASE("ranges of sizes hold their ends") {
    CHECK(parse_size_range("10-50").holds(10));
    CHECK(parse_size_range("10-50").holds(50));
    CHECK_FALSE(parse_size_range("10-50").holds(51));
    CHECK(parse_size_range("1000-").holds(1e12));
    CHECK(parse_size_range("-10").holds(1));
    CHECK(parse_size_range("7").holds(7));
    for (const auto* const text : {"", "-", "50-10", "x-y", "1-2-3"})
        CHECK_THROWS_AS(parse_size_range(text), Error);
}

TEST_CASE("limits of sizes are a most, or a range whose unit stands behind") {
    CHECK(parse_size_limit("wall_time", "100ms").most == Approx(0.1));
    CHECK_FALSE(parse_size_limit("wall_time", "100ms").least);
    const auto range = parse_size_limit("wall_time", "1-5s");
    CHECK(range.least == Approx(1));
    CHECK(range.most == Approx(5));
    CHECK(parse_size_limit("peak_rss", "20MB-100MB").least == Approx(20e6));
    CHECK_THROWS_AS(parse_size_limit("wall_time", "5s-1s"), Error);
    CHECK_THROWS_AS(parse_size_limit("wall_time", "fast"), Error);
}

TEST_CASE("over is told only where the whole interval lies beyond the limit") {
    const auto limit = parse_size_limit("wall_time", "1s-2s");
    const auto sure = wall_of({3, 3, 3, 3, 3, 3}, {2.5, 3.5}, 3);
    const auto noisy = wall_of({3, 3, 3, 3, 3, 3}, {1.5, 3.5}, 3);
    const auto kept = wall_of({2, 2, 2, 2, 2, 2}, {1.5, 2.5}, 1.9);
    const auto low = wall_of({.5, .5, .5, .5, .5, .5}, {.4, .6}, .5);
    CHECK(standing_of(&sure, limit) == Standing::over);
    CHECK(standing_of(&noisy, limit) == Standing::over_within_noise);
    CHECK(standing_of(&kept, limit) == Standing::within);
    CHECK(standing_of(&low, limit) == Standing::under);
    CHECK(standing_of(nullptr, limit) == Standing::not_measured);
}

TEST_CASE("a broken budget of a size names the size, the interval and the bottleneck") {
    const SizeBudget budget{"medium", parse_size_range("100-500"), {parse_size_limit("wall_time", "2s")}};
    const auto findings =
        size_budget_findings({wall_of({3, 3, 3, 3, 3, 3}, {2.5, 3.5}, 3)}, 200, budget, "most time in parse 80.0%");
    REQUIRE(findings.size() == 1);
    CHECK(findings[0].kind == FindingKind::budget);
    CHECK(findings[0].id == "size-budget:200/wall_time");
    CHECK_THAT(findings[0].title, ContainsSubstring("size 200 (medium, 100-500) is significantly over"));
    CHECK_THAT(findings[0].evidence, ContainsSubstring("most time in parse"));
    CHECK(budget_of_size(std::vector{budget}, 99) == nullptr);
}
