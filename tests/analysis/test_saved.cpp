#include "catch.hpp"
#include "made.hpp"

#include "perfeng/analysis/verdicts.hpp"

#include <cmath>

using namespace perfeng;
using namespace perfeng::analysis;

namespace {

std::vector<double> trials(double centre, int n = 10) {
    std::vector<double> made;
    for (int i = 0; i < n; ++i)
        made.push_back(centre * (1 + 0.001 * i));
    return made;
}

struct Judging {
    std::vector<double> base;
    std::vector<double> candidate;
    std::vector<Threshold> given;
    bool unlike = false;
    bool allow_unlike = false;
    bool identical = false;
};

MetricChange judge(const std::string& name, const Judging& judging) {
    const auto base = made::measurement({made::metric(name, judging.base)});
    auto candidate = made::measurement({made::metric(name, judging.candidate)});
    if (judging.unlike)
        candidate.environment.cpu_model = "Xeon";
    if (!judging.identical)
        candidate.executable.sha256 = "bb";
    const auto judged = judge_saved(base, candidate, judging.given, judging.allow_unlike);
    REQUIRE(judged.size() == 1);
    CHECK(judged[0].name == name);
    return judged[0];
}

} // namespace

TEST_CASE("saved CPU time is judged at 10% on one machine") {
    struct Row {
        double factor;
        Verdict verdict;
    };
    for (const auto& row :
         {Row{1.5, Verdict::regressed}, Row{0.5, Verdict::improved}, Row{1.0, Verdict::unchanged},
          Row{1.05, Verdict::unchanged}, Row{1.10, Verdict::inconclusive}, Row{0.90, Verdict::inconclusive}}) {
        const auto judged = judge("cpu_time", {.base = trials(1), .candidate = trials(row.factor)});
        INFO(row.factor);
        CHECK(judged.verdict == row.verdict);
        CHECK(judged.threshold == Approx(0.10));
        CHECK(judged.change == Approx(row.factor - 1));
        CHECK(judged.gated);
        CHECK(judged.pairs == 0);
        REQUIRE(judged.ci);
        CHECK(judged.ci->lo < judged.change);
        CHECK(judged.ci->hi > judged.change);
        CHECK_THAT(judged.note, ContainsSubstring("weak evidence: saved numbers (10 against 10 trials)"));
        CHECK_THAT(judged.note, ContainsSubstring("perfeng remeasure -- ./app --size '10 MB'"));
    }
}

TEST_CASE("saved wall time is judged only by the user's word") {
    const auto open = judge("wall_time", {.base = trials(1), .candidate = trials(2)});
    CHECK(open.verdict == Verdict::inconclusive);
    CHECK_FALSE(open.gated);
    CHECK_THAT(open.note, ContainsSubstring("--threshold wall_time=LIMIT"));

    const std::vector given{parse_threshold("wall_time=3%")};
    const auto told = judge("wall_time", {.base = trials(1), .candidate = trials(1.05), .given = given});
    CHECK(told.verdict == Verdict::regressed);
    CHECK(told.threshold == Approx(0.03));
    CHECK(told.gated);
}

TEST_CASE("an explicit threshold of CPU time may be under 10%") {
    const std::vector given{parse_threshold("cpu_time=2%")};
    CHECK(judge("cpu_time", {.base = trials(1), .candidate = trials(1.05), .given = given}).verdict ==
          Verdict::regressed);
    CHECK(judge("cpu_time", {.base = trials(1), .candidate = trials(1.02), .given = given}).verdict ==
          Verdict::inconclusive);
}

TEST_CASE("few trials are judged by all of them, a single one by its value") {
    const std::vector given{parse_threshold("cpu_time=2%")};
    const auto single = judge("cpu_time", {.base = {1.0}, .candidate = {1.021}, .given = given});
    CHECK(single.verdict == Verdict::regressed);
    CHECK_FALSE(single.ci);
    CHECK_THAT(single.note, ContainsSubstring("1 against 1 trials"));
    CHECK(judge("cpu_time", {.base = {1.0}, .candidate = {1.019}, .given = given}).verdict == Verdict::unchanged);
    CHECK(judge("cpu_time", {.base = {1.0, 1.1}, .candidate = {1.2, 1.111}, .given = given}).verdict ==
          Verdict::inconclusive);
    CHECK(judge("cpu_time", {.base = {1.0, 1.1}, .candidate = {1.2, 1.123}, .given = given}).verdict ==
          Verdict::regressed);
}

TEST_CASE("unlike machines: times are open unless allowed, sizes and memory are judged as ever") {
    const std::vector given{parse_threshold("cpu_time=2%")};
    for (const auto& thresholds : {given, std::vector<Threshold>{}}) {
        const auto judged =
            judge("cpu_time", {.base = trials(1), .candidate = trials(2), .given = thresholds, .unlike = true});
        CHECK(judged.verdict == Verdict::inconclusive);
        CHECK_FALSE(judged.not_worse);
        CHECK(judged.gated);
        CHECK_THAT(judged.note, ContainsSubstring("CPU model: AMD EPYC against Xeon"));
        CHECK_THAT(judged.note, ContainsSubstring("--allow-unlike-machines"));
    }
    CHECK(
        judge("cpu_time", {.base = trials(1), .candidate = trials(2), .unlike = true, .allow_unlike = true}).verdict ==
        Verdict::regressed);
    CHECK(judge("peak_rss", {.base = trials(1e9), .candidate = trials(1.1e9), .unlike = true}).verdict ==
          Verdict::regressed);
    CHECK(judge("file_size", {.base = {1000, 1000}, .candidate = {1021, 1021}, .unlike = true}).verdict ==
          Verdict::regressed);
    CHECK(judge("instructions", {.base = {1000, 1000}, .candidate = {2000, 2000}, .unlike = true}).verdict ==
          Verdict::inconclusive);
    CHECK(judge("instructions", {.base = {1000, 1000}, .candidate = {1021, 1021}}).verdict == Verdict::regressed);
}

TEST_CASE("deterministic metrics are compared exactly, and by their range where trials differ") {
    const auto exact = judge("allocations", {.base = {100, 100}, .candidate = {103, 103}});
    CHECK(exact.verdict == Verdict::regressed);
    CHECK(exact.change == Approx(0.03));
    CHECK(exact.note.empty());
    CHECK(judge("allocations", {.base = {100, 104}, .candidate = {103, 104}}).verdict == Verdict::inconclusive);
    CHECK(judge("allocations", {.base = {100, 104}, .candidate = {103, 103}}).verdict == Verdict::inconclusive);
    CHECK(judge("allocations", {.base = {100, 101}, .candidate = {110, 111}}).verdict == Verdict::regressed);
    CHECK(judge("leaks", {.base = {0, 0}, .candidate = {1, 1}}).verdict == Verdict::regressed);
}

TEST_CASE("identical executables say so") {
    const auto judged = judge("cpu_time", {.base = trials(1), .candidate = trials(1), .identical = true});
    CHECK_THAT(judged.note, ContainsSubstring("identical executables"));
    const auto other = judge("cpu_time", {.base = trials(1), .candidate = trials(1)});
    CHECK(other.note.find("identical") == std::string::npos);

    auto unknown = made::measurement({made::metric("cpu_time", {1})});
    unknown.executable.sha256 = "";
    CHECK(judge_saved(unknown, unknown, {}, false)[0].note.find("identical") == std::string::npos);
}

TEST_CASE("a baseline of zero has no ratio, and what one side lacks is not judged") {
    const auto judged = judge("major_faults", {.base = {0, 0, 1}, .candidate = {3, 3, 3}});
    CHECK(judged.verdict == Verdict::inconclusive);
    CHECK(std::isfinite(judged.change));
    CHECK_THAT(judged.note, ContainsSubstring("not comparable"));

    const auto base = made::measurement({made::metric("cpu_time", {1}), made::metric("wall_time", {1})});
    const auto candidate = made::measurement({made::metric("wall_time", {1}), made::metric("peak_rss", {1})});
    const auto both = judge_saved(base, candidate, {}, false);
    REQUIRE(both.size() == 1);
    CHECK(both[0].name == "wall_time");
}

TEST_CASE("benchmarks of an imported file are judged as their family is") {
    CHECK(judge("cpu_time[a]", {.base = trials(1), .candidate = trials(1.5)}).verdict == Verdict::regressed);
    const auto wall = judge("wall_time[a]", {.base = trials(1), .candidate = trials(1.5)});
    CHECK(wall.verdict == Verdict::inconclusive);
    CHECK_THAT(wall.note, ContainsSubstring("--threshold wall_time=LIMIT"));
    CHECK(judge("wall_time[a]", {.base = trials(1), .candidate = trials(1.5), .given = {{"wall_time", 0.05, true}}})
              .verdict == Verdict::regressed);
    CHECK(judge("allocations[a]", {.base = {2, 2}, .candidate = {3, 3}, .unlike = true}).verdict == Verdict::regressed);
}

TEST_CASE("a tool's own summary without trials is judged by its interval, and without one not at all") {
    const auto side = [](double median, std::optional<Interval> ci) {
        auto metric = made::metric("cpu_time", {});
        metric.summary = {.median = median, .mean = median, .min = median, .max = median, .ci = ci};
        auto made = made::measurement({metric});
        made.imported = {{.path = "a.json"}};
        return made;
    };
    const auto judged = judge_saved(side(1, Interval{0.99, 1.01}), side(2, Interval{1.9, 2.1}), {}, false);
    REQUIRE(judged.size() == 1);
    CHECK(judged[0].verdict == Verdict::regressed);
    CHECK_THAT(judged[0].note, ContainsSubstring("a tool's own summaries"));
    CHECK(judged[0].note.find("remeasure") == std::string::npos);
    CHECK(judge_saved(side(1, std::nullopt), side(2, std::nullopt), {}, false).empty());
}

namespace {

/// Measurements whose instructions a tool counted, on like machines.
struct Counted {
    Measurement base;
    Measurement candidate;
    Counted(const std::vector<double>& of_base, const std::vector<double>& of_candidate)
        : base(made::measurement({made::metric("instructions", of_base)})),
          candidate(made::measurement({made::metric("instructions", of_candidate)})) {
        base.instruction_counts = FunctionTimes{};
        candidate.instruction_counts = FunctionTimes{};
    }
    [[nodiscard]] MetricChange judged(const std::string& threshold, bool allow_unlike = false) const {
        const auto all = judge_saved(base, candidate, std::vector{parse_threshold(threshold)}, allow_unlike);
        REQUIRE(all.size() == 1);
        return all[0];
    }
};

} // namespace

TEST_CASE("instructions that a tool counted are exact: a thousandth is told apart") {
    const Counted counted({1'000'000, 1'000'000}, {1'001'500, 1'001'500});
    const auto judged = counted.judged("instructions=0.1%");
    CHECK(judged.verdict == Verdict::regressed);
    CHECK(judged.change == Approx(0.0015));
    CHECK(judged.gated);
    CHECK_FALSE(judged.ci);
    CHECK(counted.judged("instructions=0.2%").verdict == Verdict::unchanged);
    CHECK(Counted({1'000'000, 1'000'000}, {990'000, 990'000}).judged("instructions=0.1%").verdict == Verdict::improved);
}

TEST_CASE("counts that vary are judged by all that they came to") {
    const Counted counted({1'000'000, 1'001'000}, {1'003'000, 1'004'000});
    const auto judged = counted.judged("instructions=0.1%");
    REQUIRE(judged.ci);
    CHECK(judged.ci->lo == Approx(1'003'000.0 / 1'001'000 - 1));
    CHECK(judged.ci->hi == Approx(0.004));
    CHECK(judged.verdict == Verdict::regressed);
    CHECK_THAT(judged.note, ContainsSubstring("differ from execution to execution"));
    CHECK(counted.judged("instructions=0.3%").verdict == Verdict::inconclusive);
    CHECK(counted.judged("instructions=0.5%").verdict == Verdict::unchanged);
}

TEST_CASE("counts from unlike processors are refused, whatever is allowed") {
    Counted counted({1'000'000, 1'000'000}, {1'500'000, 1'500'000});
    counted.candidate.environment.cpu_model = "Xeon";
    for (const bool allow : {false, true}) {
        const auto judged = counted.judged("instructions=1%", allow);
        CHECK(judged.verdict == Verdict::inconclusive);
        CHECK_FALSE(judged.not_worse);
        CHECK_THAT(judged.note, ContainsSubstring("refused (CPU model: ") && ContainsSubstring("against Xeon") &&
                                    ContainsSubstring("perfeng remeasure --counter instructions -- "));
    }
    counted.candidate.environment = counted.base.environment;
    counted.candidate.environment.kernel += "-other"; // user mode knows nothing of it
    CHECK(counted.judged("instructions=1%").verdict == Verdict::regressed);
}

TEST_CASE("a tool's count is not compared with a processor's") {
    Counted counted({1'000'000, 1'000'000}, {1'500'000, 1'500'000});
    counted.base.instruction_counts.reset();
    const auto judged = counted.judged("instructions=1%");
    CHECK(judged.verdict == Verdict::inconclusive);
    CHECK_THAT(judged.note, ContainsSubstring("only the candidate was counted by a tool"));
}
