#include "catch.hpp"
#include "examples.hpp"

#include "perfeng/report/report.hpp"

using namespace perfeng;
using namespace perfeng::report;

namespace {

std::string told(const Comparison& comparison, bool color = false) {
    return find_format("text")->comparison(comparison, {.color = color, .width = 0});
}

std::string headline(const Comparison& comparison) {
    const auto text = told(comparison);
    return text.substr(0, text.find('\n'));
}

MetricChange metric(const std::string& name, Verdict verdict, double change, bool gated = true) {
    MetricChange metric;
    metric.name = name;
    metric.base = 1;
    metric.candidate = 1 + change;
    metric.change = change;
    metric.threshold = 0.03;
    metric.verdict = verdict;
    metric.gated = gated;
    return metric;
}

Comparison comparison_of(std::vector<MetricChange> metrics) {
    Comparison comparison;
    comparison.metrics = std::move(metrics);
    return comparison;
}

} // namespace

TEST_CASE("the headline begins with what weighs most among the gated metrics") {
    const auto improved = metric("cpu_time", Verdict::improved, -0.382);
    const auto unchanged = metric("cpu_time", Verdict::unchanged, 0.001);
    const auto regressed = metric("peak_rss", Verdict::regressed, 0.2);
    const auto open = metric("wall_time", Verdict::inconclusive, 0.02);
    CHECK(headline(comparison_of({improved})) == "IMPROVED: CPU time -38.2%");
    CHECK(headline(comparison_of({unchanged})) == "UNCHANGED: CPU time within 3%");
    CHECK(headline(comparison_of({open, unchanged})) == "INCONCLUSIVE: wall time +2.0%; unchanged: CPU time within 3%");
    CHECK(headline(comparison_of({improved, regressed})) == "REGRESSED: peak RSS +20.0%; improved: CPU time -38.2%");
    CHECK(headline(comparison_of({})) == "INCONCLUSIVE: no metric could be compared");
}

TEST_CASE("metrics without a gate don't make the headline, unless none has one") {
    auto regressed = metric("peak_rss", Verdict::regressed, 0.2, false);
    CHECK(headline(comparison_of({regressed, metric("cpu_time", Verdict::unchanged, 0)})) ==
          "UNCHANGED: CPU time within 3%");
    CHECK(headline(comparison_of({regressed})) == "REGRESSED: peak RSS +20.0%");
    regressed.base = 0;
    CHECK(headline(comparison_of({regressed})) == "REGRESSED: peak RSS from 0");
}

TEST_CASE("the headline names what outweighs any figure") {
    auto comparison = comparison_of({metric("cpu_time", Verdict::improved, -0.5)});
    comparison.output_identical = false;
    comparison.leaks = LeakChange{0, 0, 1, 8, {LeakSite{}}};
    comparison.checks = {{"ctest", CheckStatus::failed}};
    CHECK(headline(comparison) == "IMPROVED: CPU time -50.0%; OUTPUT DIFFERS; NEW LEAKS; FAILED CHECKS");
}

TEST_CASE("output: identical, different, or not compared") {
    auto comparison = examples::comparison();
    CHECK_THAT(told(comparison), ContainsSubstring("OUTPUT\n  identical\n"));
    comparison.output_identical = false;
    CHECK_THAT(told(comparison), ContainsSubstring("OUTPUT\n  DIFFERS\n"));
    comparison.output_identical.reset();
    CHECK_THAT(told(comparison), ContainsSubstring("OUTPUT\n  not compared\n"));
}

TEST_CASE("a gate passes as soon as not worse is shown") {
    auto open = metric("cpu_time", Verdict::inconclusive, -0.01);
    CHECK_THAT(told(comparison_of({open})), ContainsSubstring("inconclusive  open\n"));
    CHECK_THAT(told(comparison_of({open})), ContainsSubstring("perfeng compare --thorough"));
    open.not_worse = true;
    CHECK_THAT(told(comparison_of({open})), ContainsSubstring("inconclusive  pass\n"));
    CHECK_THAT(told(comparison_of({open})), !ContainsSubstring("--thorough"));
}

TEST_CASE("functions that were not shown to differ are listed up to the top, and counted") {
    auto comparison = examples::comparison();
    comparison.functions.resize(12, {"other", 0.001, 0.001, 1, 1, 0, std::nullopt, false});
    CHECK_THAT(told(comparison), ContainsSubstring("6 functions more, not shown to differ, listed with --verbose"));
    comparison.functions.erase(comparison.functions.begin());
    CHECK_THAT(told(comparison), ContainsSubstring("no function is shown to differ"));
}

TEST_CASE("functions shown to differ come largest change first, whatever its sign") {
    auto comparison = examples::comparison();
    comparison.functions.push_back({"grew", 0.1, 0.2, 10, 20, 0.1, std::nullopt, true});
    const auto text = told(comparison);
    CHECK(text.find("tokenize") < text.find("grew"));
}

TEST_CASE("identical programs and saved numbers are told") {
    auto comparison = examples::comparison();
    comparison.identical_executables = true;
    CHECK_THAT(told(comparison), ContainsSubstring("this machine's noise"));
    comparison.method = Method::saved;
    CHECK_THAT(told(comparison), ContainsSubstring("weaker evidence than pairs"));
    CHECK_THAT(told(comparison), ContainsSubstring("get paired evidence: perfeng remeasure"));
}

TEST_CASE("verdicts are coloured on demand") {
    CHECK_THAT(told(examples::comparison(), true), ContainsSubstring("\x1b[31mregressed\x1b[0m"));
    CHECK(told(examples::comparison()).find('\x1b') == std::string::npos);
}

TEST_CASE("changes of functions in seconds come with a sum that adds up, and with what was moved") {
    auto comparison = examples::comparison();
    comparison.functions = {{.name = "tokenize",
                             .base_self = 0.5,
                             .candidate_self = 0.4,
                             .change = -0.3,
                             .ci = Interval{-0.31, -0.29},
                             .significant = true,
                             .file = "src/lexer.cpp",
                             .line = 12,
                             .base_cost = 0.5,
                             .candidate_cost = 0.2,
                             .moved = "next_char is inlined here"},
                            {.name = "main", .change = 0.001, .base_cost = 0.1, .candidate_cost = 0.101}};
    comparison.ledger = Ledger{.base = 1,
                               .candidate = 0.71,
                               .functions = -0.3,
                               .moved = 0,
                               .within_noise = 0.001,
                               .unattributed = 0.009,
                               .repeats = 5};
    const auto text = told(comparison);
    CHECK_THAT(text,
               ContainsSubstring("500.0 ms   200.0 ms  -300.0 ms   -30.0  [-31.0, -29.0]  tokenize src/lexer.cpp:12 "
                                 "(next_char is inlined here)"));
    CHECK_THAT(text, ContainsSubstring("-300.0 ms  functions shown to differ"));
    CHECK_THAT(text, ContainsSubstring("+1.0 ms  all other functions"));
    CHECK_THAT(text, ContainsSubstring("+9.0 ms  code without a function's name"));
    CHECK_THAT(text, ContainsSubstring("-290.0 ms  the whole change of CPU time"));
    CHECK_THAT(text, !ContainsSubstring("renamed") && !ContainsSubstring("a share of another"));
}

TEST_CASE("a comparison tells its noise floor, and what the machine did meanwhile") {
    auto comparison = examples::comparison();
    comparison.metrics.front().noise_floor = Interval{-0.004, 0.006};
    comparison.environment = Environment{
        .cores = 2, .governor = "powersave", .load = {1.5, 1, 1}, .steal = 0.01, .others = 0.25, .throttled = 1};
    const auto text = told(comparison);
    CHECK_THAT(text, ContainsSubstring("CPU time [-0.40%, +0.60%] of the program against itself"));
    CHECK_THAT(text, ContainsSubstring("load 1.5 on 2 processors, other programs took 25.0%, the hypervisor took 1.0%, "
                                       "slowed down for heat 1 time, governor powersave"));
    comparison.method = Method::saved;
    CHECK_THAT(told(comparison), !ContainsSubstring("machine meanwhile"));
}
