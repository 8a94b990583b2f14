#include "catch.hpp"

#include "perfeng/analysis/growth.hpp"
#include "perfeng/analysis/growth_changes.hpp"

#include <cmath>

using namespace perfeng;
using namespace perfeng::analysis;

namespace {

/// CPU time as `seconds` tells of each size, with a little noise, fitted as `perfeng scale` does.
template <typename Seconds> Growth grown(const Seconds& seconds) {
    Growth growth;
    double sign = 1;
    for (double size = 1000; size <= 64000; size *= 2) {
        Metric metric{.name = "cpu_time", .unit = Unit::seconds};
        metric.summary.n = 3;
        metric.summary.min = seconds(size) * (1 + 0.004 * sign);
        metric.summary.median = metric.summary.min * 1.01;
        growth.sizes.push_back({.size = size, .input = "", .command = "", .metrics = {metric}});
        sign = -sign;
    }
    fit_metrics(growth, {});
    return growth;
}

double linear(double n) { return 0.002 + 1e-5 * n; }
double quadratic(double n) { return 0.002 + 1e-9 * n * n; }
double constant(double /*n*/) { return 0.5; }

MetricChange changed(const Growth& base, const Growth& candidate, std::vector<Threshold> given = {}) {
    const auto changes = growth_changes(base, candidate, given);
    REQUIRE(changes.size() == 1);
    CHECK(changes[0].name == "time_growth");
    CHECK(changes[0].gated);
    return changes[0];
}

} // namespace

TEST_CASE("a growth that becomes quadratic regressed, the other way round it improved") {
    const auto change = changed(grown(linear), grown(quadratic));
    CHECK(change.base == Approx(1).margin(0.05));
    CHECK(change.candidate == Approx(2).margin(0.05));
    CHECK(change.change == Approx(1).margin(0.1));
    CHECK(change.verdict == Verdict::regressed);
    CHECK_THAT(change.note, ContainsSubstring("n^2 now") || ContainsSubstring("about n^2"));
    CHECK(changed(grown(quadratic), grown(linear)).verdict == Verdict::improved);
}

TEST_CASE("the same growth is unchanged, also of a program twice as slow") {
    const auto change = changed(grown(linear), grown([](double n) { return 2 * linear(n); }));
    CHECK(change.verdict == Verdict::unchanged);
    CHECK(change.not_worse);
}

TEST_CASE("what did not grow and does regressed, without a relative figure") {
    const auto change = changed(grown(constant), grown(linear));
    CHECK(change.base == 0);
    CHECK(change.verdict == Verdict::regressed);
    CHECK(std::isinf(change.change));
    CHECK_FALSE(change.ci);
    CHECK(changed(grown(constant), grown(constant)).verdict == Verdict::unchanged);
}

TEST_CASE("a limit on growth is the user's word") {
    const Threshold wide{.metric = "time_growth", .limit = 1.5, .explicit_by_user = true};
    const auto change = changed(grown(linear), grown(quadratic), {wide});
    CHECK(change.verdict == Verdict::unchanged);
    CHECK(change.threshold == Approx(1.5));
}

TEST_CASE("growth that cannot be told is inconclusive, and says why") {
    auto few = grown(linear);
    few.sizes.resize(3);
    few.metrics.clear();
    fit_metrics(few, {});
    const auto change = changed(grown(linear), few);
    CHECK(change.verdict == Verdict::inconclusive);
    CHECK_FALSE(change.not_worse);
    CHECK_THAT(change.note, ContainsSubstring("at least 5 are needed"));
}

TEST_CASE("without figures of one side there is nothing to compare") {
    CHECK(growth_changes(grown(linear), {}, {}).empty());
}

TEST_CASE("exponents whose difference reaches over the limit on one side only are inconclusive") {
    const auto told = [](double exponent, double half) {
        Growth growth;
        GrowthFit fit;
        fit.classes = {{.growth = GrowthClass::linear}};
        fit.power = PowerFit{.exponent = exponent, .ci = {exponent - half, exponent + half}};
        growth.metrics = {{.name = "cpu_time", .sizes = {1, 2, 4, 8, 16}, .fit = fit}};
        return growth;
    };
    CHECK(changed(told(1, 0.05), told(1.5, 0.1)).verdict == Verdict::regressed);
    const auto open = changed(told(1, 0.05), told(1.4, 0.2));
    CHECK(open.verdict == Verdict::inconclusive);
    CHECK_FALSE(open.not_worse);
    const auto better = changed(told(1.4, 0.2), told(1, 0.05));
    CHECK(better.verdict == Verdict::inconclusive);
    CHECK(better.not_worse);
    CHECK(changed(told(1, 0.05), told(1.1, 0.1)).verdict == Verdict::unchanged);
}
