#include "catch.hpp"
#include "made.hpp"

#include "perfeng/analysis/gate.hpp"

#include <limits>

using namespace perfeng;
using namespace perfeng::analysis;

namespace {

MetricChange change(const std::string& name, Verdict verdict, bool gated = true) {
    MetricChange made;
    made.name = name;
    made.unit = find_metric_kind(name)->unit;
    made.base = 1;
    made.candidate = 1.1;
    made.change = 0.1;
    made.ci = {0.08, 0.12};
    made.pairs = 20;
    made.threshold = 0.03;
    made.verdict = verdict;
    made.gated = gated;
    made.not_worse = verdict == Verdict::unchanged || verdict == Verdict::improved;
    return made;
}

/// A comparison that passes.
Comparison passing() {
    Comparison made;
    made.base = {.id = "0190-base", .command = "./app"};
    made.candidate = {.id = "0190-cand", .command = "./app"};
    made.metrics = {change("cpu_time", Verdict::unchanged)};
    made.output_identical = true;
    made.leaks = LeakChange{};
    made.checks = {{"cargo test", CheckStatus::passed}};
    return made;
}

LeakSite leak(const std::string& function) {
    LeakSite site;
    site.function = function;
    site.file = "src/app.c";
    site.line = 12;
    site.count = 3;
    site.bytes = 4096;
    return site;
}

Gate decided(const Comparison& comparison, const std::vector<Budget>& budgets = {}, bool strict = false) {
    return decide(comparison, budgets, strict, true);
}

} // namespace

TEST_CASE("all gates pass") {
    for (const auto verdict : {Verdict::unchanged, Verdict::improved}) {
        auto comparison = passing();
        comparison.metrics = {change("cpu_time", verdict), change("wall_time", Verdict::regressed, false)};
        const auto gate = decided(comparison, {parse_budget("cpu_time=2s")}, true);
        CHECK(gate.status == "passed");
        CHECK(gate.exit_status == 0);
        CHECK(gate.reasons.empty());
    }
}

TEST_CASE("not asked, nothing decides") {
    auto comparison = passing();
    comparison.metrics = {change("cpu_time", Verdict::regressed)};
    const auto gate = decide(comparison, {}, true, false);
    CHECK(gate.status == "not asked");
    CHECK(gate.exit_status == 0);
    CHECK(gate.reasons.empty());
}

TEST_CASE("each failure alone fails, with figures, limit and the next command") {
    struct Row {
        void (*spoil)(Comparison&);
        std::vector<std::string> words;
    };
    const std::vector<Row> rows{
        {[](Comparison& c) { c.metrics = {change("cpu_time", Verdict::regressed)}; },
         {"CPU time regressed: +10.0% [+8.0%, +12.0%], limit 3%: perfeng bottleneck 0190-cand"}},
        {[](Comparison& c) { c.output_identical = false; }, {"output differs", "perfeng verify --checks output"}},
        {[](Comparison& c) { c.checks = {{"cargo test", CheckStatus::failed}}; }, {"the check 'cargo test' failed"}},
        {[](Comparison& c) { c.leaks->new_sites = {leak("load")}; },
         {"a new leak in load (src/app.c:12): 3 blocks, 4.0 KiB, limit 0: perfeng bottleneck 0190-cand"}},
        {[](Comparison& c) { c.leaks->changed_sites = {{leak("load"), 2, 4'000}}; },
         {"more leaks in load (src/app.c:12): 1 block, 96 bytes, limit 0"}},
    };
    for (const auto& row : rows) {
        auto comparison = passing();
        row.spoil(comparison);
        for (const bool strict : {false, true}) {
            const auto gate = decided(comparison, {}, strict);
            CHECK(gate.status == "failed");
            CHECK(gate.exit_status == 1);
            REQUIRE(gate.reasons.size() == 1);
            for (const auto& words : row.words)
                CHECK_THAT(gate.reasons[0].text, ContainsSubstring(words));
        }
    }
}

TEST_CASE("a side that was never saved is measured to be looked at") {
    auto comparison = passing();
    comparison.candidate.id = "";
    comparison.metrics = {change("cpu_time", Verdict::regressed)};
    CHECK_THAT(decided(comparison).reasons[0].text, ContainsSubstring("perfeng baseline -- ./app"));
}

TEST_CASE("a figure that rose from nothing is told by its figures") {
    auto comparison = passing();
    auto leaks = change("leaks", Verdict::regressed);
    leaks.base = 0;
    leaks.candidate = 3;
    leaks.change = std::numeric_limits<double>::infinity();
    leaks.threshold = 0;
    comparison.metrics = {leaks};
    CHECK_THAT(decided(comparison).reasons[0].text, ContainsSubstring("leaks regressed: from 0 to 3, limit 0%"));
}

TEST_CASE("an open gate passes, or is inconclusive with --strict") {
    auto comparison = passing();
    comparison.metrics = {change("cpu_time", Verdict::inconclusive)};
    auto gate = decided(comparison);
    CHECK(gate.status == "inconclusive");
    CHECK(gate.exit_status == 0);
    REQUIRE(gate.reasons.size() == 1);
    CHECK_THAT(gate.reasons[0].text,
               ContainsSubstring("CPU time is inconclusive: +10.0% [+8.0%, +12.0%], limit 3%, 20 pairs: "
                                 "run more pairs with --thorough"));
    CHECK(decided(comparison, {}, true).exit_status == 4);

    comparison.method = Method::saved;
    CHECK_THAT(decided(comparison).reasons[0].text, ContainsSubstring("perfeng remeasure -- ./app"));

    comparison.metrics[0].not_worse = true;
    gate = decided(comparison, {}, true);
    CHECK(gate.status == "passed");
    CHECK(gate.exit_status == 0);

    comparison.metrics = {change("cpu_time", Verdict::unchanged), change("wall_time", Verdict::inconclusive, false)};
    CHECK(decided(comparison, {}, true).status == "passed");
}

TEST_CASE("budgets are absolute limits on the candidate") {
    auto comparison = passing();
    comparison.metrics[0].base = 9;
    comparison.metrics[0].candidate = 0.15;
    CHECK(decided(comparison, {parse_budget("cpu_time=150ms")}).status == "passed");
    const auto broken = decided(comparison, {parse_budget("cpu_time=100ms")});
    CHECK(broken.exit_status == 1);
    CHECK_THAT(broken.reasons[0].text, ContainsSubstring("CPU time is 150.0 ms, over its budget of 100ms by 50.0%"));
    const auto missing = decided(comparison, {parse_budget("peak_rss=1MB")}, true);
    CHECK(missing.exit_status == 4);
    CHECK_THAT(missing.reasons[0].text, ContainsSubstring("peak RSS was not measured"));
}

TEST_CASE("nothing to judge is not a pass") {
    const auto gate = decided({}, {}, true);
    CHECK(gate.status == "inconclusive");
    CHECK(gate.exit_status == 4);
    Comparison shown;
    shown.metrics = {change("wall_time", Verdict::unchanged, false)};
    CHECK(decided(shown).status == "inconclusive");
    shown.metrics[0].gated = true;
    CHECK(decided(shown).status == "passed");
}

TEST_CASE("reasons stand worst first") {
    auto comparison = passing();
    auto worse = change("peak_rss", Verdict::regressed);
    worse.change = 0.5;
    comparison.metrics = {change("wall_time", Verdict::inconclusive), change("cpu_time", Verdict::regressed), worse};
    comparison.leaks->new_sites = {leak("load")};
    comparison.checks = {{"ctest", CheckStatus::failed}};
    comparison.output_identical = false;
    const auto gate = decided(comparison, {parse_budget("cpu_time=1s")});
    CHECK(gate.status == "failed");
    const std::vector<std::string> order{"output", "ctest", "new leak", "budget", "peak RSS", "CPU time", "wall time"};
    REQUIRE(gate.reasons.size() == order.size());
    for (std::size_t i = 0; i < order.size(); ++i)
        CHECK_THAT(gate.reasons[i].text, ContainsSubstring(order[i]));
}

TEST_CASE("the gate over several workloads names them, worst first") {
    auto slower = passing();
    slower.metrics = {change("cpu_time", Verdict::regressed)};
    slower.gate = decided(slower);
    auto open = passing();
    open.metrics = {change("wall_time", Verdict::inconclusive)};
    open.gate = decided(open);
    Judgement judgement;
    judgement.workloads = {{"open", open, ""}, {"slower", slower, ""}};
    judgement.checks = {{"ctest", CheckStatus::failed}};
    auto gate = decide(judgement, false, true);
    CHECK(gate.status == "failed");
    CHECK(gate.exit_status == 1);
    REQUIRE(gate.reasons.size() == 3);
    CHECK(gate.reasons[0].subject == "ctest");
    CHECK(gate.reasons[0].workload.empty());
    CHECK(gate.reasons[1].workload == "slower");
    CHECK(gate.reasons[2].workload == "open");
    CHECK(decide(judgement, false, false).status == "not asked");

    judgement.workloads.pop_back();
    judgement.checks.clear();
    CHECK(decide(judgement, false, true).exit_status == 0);
    CHECK(decide(judgement, true, true).exit_status == 4);
    CHECK(decide(judgement, true, true).status == "inconclusive");

    judgement.workloads.push_back({"broken", std::nullopt, "it crashed"});
    gate = decide(judgement, false, true);
    CHECK(gate.status == "failed");
    CHECK(gate.exit_status == 3);
    CHECK_THAT(gate.reasons[0].text, ContainsSubstring("it crashed"));
}

TEST_CASE("same output, where it can be told") {
    struct Row {
        OutputRecord base;
        OutputRecord candidate;
        std::optional<bool> same;
    };
    for (const auto& row : {Row{{true, "a"}, {true, "a"}, true}, Row{{true, "a"}, {true, "b"}, false},
                            Row{{true, "a"}, {false, ""}, false}, Row{{false, ""}, {true, "a"}, std::nullopt},
                            Row{{false, ""}, {false, ""}, std::nullopt}, Row{{false, "a"}, {true, "a"}, std::nullopt},
                            Row{{true, ""}, {true, "a"}, std::nullopt}, Row{{true, "a"}, {true, ""}, std::nullopt}}) {
        auto base = made::measurement();
        auto candidate = made::measurement();
        base.output = row.base;
        candidate.output = row.candidate;
        CHECK(same_output(base, candidate) == row.same);
    }
}

TEST_CASE("budgets of one measurement are findings") {
    const auto measured = made::measurement({made::metric("wall_time", {0.2, 0.3, 0.25})});
    CHECK(budget_findings(measured, std::vector{parse_budget("wall_time=250ms")}).empty());
    const auto findings =
        budget_findings(measured, std::vector{parse_budget("wall_time=200ms"), parse_budget("peak_rss=1MB")});
    REQUIRE(findings.size() == 2);
    CHECK(findings[0].id == "budget/wall_time");
    CHECK(findings[0].kind == FindingKind::budget);
    CHECK(findings[0].title == "Wall time is 250.0 ms, over its budget of 200ms by 25.0%");
    CHECK_THAT(findings[0].evidence, ContainsSubstring("median 250.0 ms over 3 trials, limit 200.0 ms"));
    CHECK_THAT(findings[0].change, ContainsSubstring("perfeng bottleneck 0190-base"));
    CHECK(findings[1].id == "budget/peak_rss/not-measured");
    CHECK(findings[1].kind == FindingKind::doubt);
    CHECK_THAT(findings[1].title, ContainsSubstring("Peak RSS was not measured"));
}

TEST_CASE("a threshold on what was not measured leaves the gate open") {
    const std::vector given{parse_threshold("instructions=0.1%"), parse_threshold("cpu_time=3%")};
    const auto gate = decide(passing(), {}, true, true, given);
    CHECK(gate.status == "inconclusive");
    CHECK(gate.exit_status == 4);
    REQUIRE(gate.reasons.size() == 1);
    CHECK(gate.reasons[0].subject == "instructions");
    CHECK_THAT(gate.reasons[0].text, ContainsSubstring("not measured on both sides: its limit of 0.1%"));
    CHECK(decide(passing(), {}, false, true, given).exit_status == 0);
    CHECK(decide(passing(), {}, true, true, std::span(given).subspan(1)).status == "passed");
}
