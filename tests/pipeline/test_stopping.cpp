#include "../../src/pipeline/stopping.hpp"
#include "../measure/fake_runner.hpp"
#include "catch.hpp"

#include "perfeng/measure/metrics.hpp"

using namespace perfeng;
using namespace perfeng::pipeline;

namespace {

constexpr double alpha = 0.05;

measure::TrialPair pair(double base, double candidate) {
    return {.base = {.usage = took(base).usage}, .candidate = {.usage = took(candidate).usage}};
}

/// How many pairs are run, of at most 200; `candidate` tells the N-th one's seconds where the base takes 1.
template <typename Candidate> std::size_t pairs_run(Stopping stopping, Candidate candidate) {
    for (std::size_t i = 1; i <= 200; i++)
        if (stopping.enough(pair(1, candidate(i))))
            return i;
    return 201;
}

std::vector<analysis::Threshold> limit(const std::string& text) { return {analysis::parse_threshold(text)}; }

} // namespace

TEST_CASE("a clear change, and clearly none, are known after few pairs but never before there is an interval") {
    for (const double seconds : {2.0, 0.5, 1.0}) {
        INFO(seconds);
        const auto pairs = pairs_run(Stopping({}, alpha), [&](std::size_t) { return seconds; });
        CHECK(pairs >= 6);
        CHECK(pairs <= 12);
    }
}

TEST_CASE("a change just at the threshold is never known") {
    CHECK(pairs_run(Stopping(limit("cpu_time=10%"), alpha), [](std::size_t i) { return i % 2 == 0 ? 1.05 : 1.15; }) ==
          201);
}

TEST_CASE("a stricter level takes more pairs") {
    const auto noisy = [](std::size_t i) { return i % 4 == 0 ? 1.0 : 1.2; };
    const auto lax = pairs_run(Stopping({}, 0.1), noisy);
    const auto strict = pairs_run(Stopping({}, 0.001), noisy);
    CHECK(lax < strict);
}

TEST_CASE("every metric with a threshold must be known") {
    Stopping stopping(limit("minor_faults=1%"), alpha);
    auto noisy = pair(1, 2);
    for (int i = 0; i < 40; i++) {
        noisy.base.usage.minor_faults = 1000;
        noisy.candidate.usage.minor_faults = i % 2 == 0 ? 1100 : 900;
        CHECK_FALSE(stopping.enough(noisy));
    }
}

TEST_CASE("the level is shared by the gated metrics") {
    std::vector<Metric> base;
    std::vector<Metric> candidate;
    const std::vector<double> ones(7, 1e6);
    const std::vector<double> twos(7, 2e6);
    const auto verdict = [&] { return judge_paired_metrics(base, candidate, {}, alpha).front().verdict; };
    base = {measure::make_metric("cpu_time", ones)};
    candidate = {measure::make_metric("cpu_time", twos)};
    CHECK(verdict() == Verdict::regressed);
    const auto names = {"user_time", "system_time", "minor_faults", "major_faults", "voluntary_switches"};
    std::vector<analysis::Threshold> thresholds;
    for (const auto* const name : names) {
        base.push_back(measure::make_metric(name, ones));
        candidate.push_back(measure::make_metric(name, ones));
        thresholds.push_back(analysis::parse_threshold(std::string(name) + "=5%"));
    }
    CHECK(judge_paired_metrics(base, candidate, thresholds, alpha).front().verdict == Verdict::inconclusive);
}
