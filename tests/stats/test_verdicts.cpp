#include "catch.hpp"
#include "simulation.hpp"

#include "perfeng/stats/sequential.hpp"

using namespace perfeng;
using namespace perfeng::stats;
using namespace perfeng::stats::simulation;

namespace {

struct Shares {
    double improved = 0;
    double regressed = 0;
    double unchanged = 0;
};

// Of many comparisons with a true change, each stopped at its verdict or after `limit` pairs.
Shares verdicts(const Noise& noise, double change, double threshold, int limit) {
    constexpr int comparisons = 2000;
    Shares shares;
    for (int c = 0; c < comparisons; ++c) {
        Machine machine(noise, static_cast<std::uint64_t>(c));
        SequentialTest test(threshold, 0.05);
        for (int p = 0; p < limit && test.verdict() == Verdict::inconclusive; ++p)
            test.add(machine.pair(change));
        shares.improved += test.verdict() == Verdict::improved ? 1.0 / comparisons : 0;
        shares.regressed += test.verdict() == Verdict::regressed ? 1.0 / comparisons : 0;
        shares.unchanged += test.verdict() == Verdict::unchanged ? 1.0 / comparisons : 0;
    }
    return shares;
}

// Share of comparisons in which the statement was ever shown, looking after every pair and never stopping early.
double ever_shown(const Noise& noise, double change, double threshold, bool (SequentialTest::*shown)() const) {
    constexpr int comparisons = 1000;
    int count = 0;
    for (int c = 0; c < comparisons; ++c) {
        Machine machine(noise, static_cast<std::uint64_t>(c));
        SequentialTest test(threshold, 0.05);
        for (int p = 0; p < 100; ++p)
            test.add(machine.pair(change));
        count += (test.*shown)();
    }
    return static_cast<double>(count) / comparisons;
}

} // namespace

TEST_CASE("equal programs raise no alarm, whatever the machine does") {
    for (const auto& noise : {quiet, drift, heavy_tails, bursts, everything}) {
        CAPTURE(noise.name);
        const auto shares = verdicts(noise, 0, 0.02, 100);
        CHECK(shares.regressed <= 0.001);
        CHECK(shares.improved <= 0.001);
        CHECK(shares.unchanged > 0.95);
    }
}

// The hardest truth for a statement is a change of exactly the threshold.
TEST_CASE("each statement is wrong at most 5% of the time at its very limit") {
    for (const auto& noise : {quiet, drift, heavy_tails, bursts, everything}) {
        CAPTURE(noise.name);
        constexpr double at_most = 0.05;
        const auto faster = std::expm1(-std::log1p(0.02));
        CHECK(ever_shown(noise, 0.02, 0.02, &SequentialTest::worse) <= at_most);
        CHECK(ever_shown(noise, 0.02, 0.02, &SequentialTest::not_worse) <= at_most);
        CHECK(ever_shown(noise, faster, 0.02, &SequentialTest::better) <= at_most);
        CHECK(ever_shown(noise, faster, 0.02, &SequentialTest::not_better) <= at_most);
        CHECK(ever_shown(noise, 0, 0, &SequentialTest::worse) <= at_most);
    }
}

TEST_CASE("a regression is found") {
    CHECK(verdicts(quiet, 0.05, 0.02, 30).regressed > 0.99);
    CHECK(verdicts(drift, 0.05, 0.02, 30).regressed > 0.99);
    CHECK(verdicts(heavy_tails, 0.05, 0.02, 30).regressed > 0.85);
    CHECK(verdicts(bursts, 0.05, 0.02, 30).regressed > 0.95);
    CHECK(verdicts(everything, 0.05, 0.02, 100).regressed > 0.95);
    CHECK(verdicts(quiet, 0.03, 0.02, 100).regressed > 0.95);
    CHECK(verdicts(everything, 0.03, 0.02, 100).unchanged < 0.01);
}

TEST_CASE("an improvement is found as readily as a regression") {
    const auto faster = std::expm1(-std::log1p(0.05));
    for (const auto& noise : {quiet, bursts}) {
        CAPTURE(noise.name);
        CHECK(verdicts(noise, faster, 0.02, 30).improved > 0.95);
        CHECK(verdicts(noise, faster, 0.02, 30).regressed == 0);
    }
}
