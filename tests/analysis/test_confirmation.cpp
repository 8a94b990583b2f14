#include "catch.hpp"

#include "perfeng/analysis/confirmation.hpp"
#include "perfeng/analysis/gate.hpp"

using namespace perfeng;
using namespace perfeng::analysis;

namespace {

/// A paired comparison of CPU time and peak RSS, as the gate decides it.
Comparison compared(Verdict cpu, double change, Verdict rss = Verdict::unchanged) {
    Comparison made;
    made.candidate = {.id = "0190-cand", .command = "./app"};
    const auto add = [&](const std::string& name, Verdict verdict, double by) {
        MetricChange metric{.name = name, .unit = find_metric_kind(name)->unit, .base = 1, .candidate = 1 + by};
        metric.change = by;
        metric.ci = Interval{by - 0.01, by + 0.01};
        metric.threshold = 0.03;
        metric.verdict = verdict;
        metric.gated = true;
        metric.not_worse = verdict == Verdict::unchanged;
        made.metrics.push_back(metric);
    };
    add("cpu_time", cpu, change);
    add("peak_rss", rss, rss == Verdict::regressed ? 0.5 : 0);
    made.gate = decide(made, {}, false, true);
    return made;
}

} // namespace

TEST_CASE("what both comparisons say stands, with the second's figures") {
    const auto first = compared(Verdict::regressed, 0.1);
    auto second = compared(Verdict::regressed, 0.12);
    confirm(first, second, false);
    CHECK(second.gate.status == "failed");
    CHECK(second.gate.exit_status == 1);
    REQUIRE(second.gate.reasons.size() == 1);
    CHECK_THAT(second.gate.reasons[0].text, ContainsSubstring("+12.0%"));
    CHECK(second.metrics[0].verdict == Verdict::regressed);
    CHECK(second.metrics[0].note.empty());
}

TEST_CASE("a regression that a second comparison does not confirm is open, whichever side said it") {
    const bool first_says = GENERATE(true, false);
    const auto first = first_says ? compared(Verdict::regressed, 0.1) : compared(Verdict::unchanged, 0.001);
    auto second = first_says ? compared(Verdict::unchanged, 0.001) : compared(Verdict::regressed, 0.1);
    const bool strict = GENERATE(true, false);
    confirm(first, second, strict);
    CHECK(second.gate.status == "inconclusive");
    CHECK(second.gate.exit_status == (strict ? 4 : 0));
    REQUIRE(second.gate.reasons.size() == 1);
    CHECK(second.gate.reasons[0].kind == ReasonKind::open);
    CHECK_FALSE(second.gate.reasons[0].failing);
    CHECK_THAT(second.gate.reasons[0].text,
               ContainsSubstring(first_says ? "not confirmed by a second" : "not so when it was measured first"));
    CHECK(second.metrics[0].verdict == Verdict::inconclusive);
    CHECK_FALSE(second.metrics[0].not_worse);
    CHECK_THAT(second.metrics[0].note, ContainsSubstring("+10.0%") && ContainsSubstring("in one of both only"));
    CHECK(second.metrics[1].verdict == Verdict::unchanged);
}

TEST_CASE("each comparison alone finds something else: neither fails the gate") {
    const auto first = compared(Verdict::regressed, 0.1);
    auto second = compared(Verdict::unchanged, 0, Verdict::regressed);
    confirm(first, second, false);
    CHECK(second.gate.exit_status == 0);
    CHECK(second.gate.reasons.size() == 2);
}

TEST_CASE("other output fails the gate only where both comparisons saw it") {
    auto first = compared(Verdict::unchanged, 0);
    first.output_identical = false;
    first.gate = decide(first, {}, false, true);
    auto second = first;
    confirm(first, second, false);
    CHECK(second.gate.exit_status == 1);
    auto same = compared(Verdict::unchanged, 0);
    confirm(first, same, false);
    CHECK(same.gate.status == "inconclusive");
}
