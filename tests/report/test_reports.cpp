#include "catch.hpp"
#include "examples.hpp"
#include "golden.hpp"

#include "perfeng/analysis/hot_places.hpp"
#include "perfeng/analysis/hotspots.hpp"
#include "perfeng/report/bottleneck.hpp"
#include "perfeng/report/report.hpp"
#include "perfeng/report/table.hpp"

#include <nlohmann/json.hpp>

#include <limits>
#include <sstream>
#include <string>

using namespace perfeng;
using namespace perfeng::report;

namespace {

constexpr Style plain{.color = false, .width = 0, .top = 5, .verbose = false};
constexpr Style terminal{.color = false, .width = 100, .top = 5, .verbose = false};

std::string text(const Measurement& measurement, const Style& style = plain) {
    return find_format("text")->measurement(measurement, style);
}
std::string text(const Comparison& comparison, const Style& style = plain) {
    return find_format("text")->comparison(comparison, style);
}

} // namespace

TEST_CASE("a measurement reads as its golden files") {
    const auto measurement = examples::measurement();
    check_golden("fixtures/report/measurement.txt", text(measurement));
    check_golden("fixtures/report/measurement-terminal.txt", text(measurement, terminal));
    check_golden("fixtures/report/measurement.md", find_format("markdown")->measurement(measurement, plain));
    check_golden("fixtures/report/bare-measurement.txt", text(examples::bare_measurement()));
    check_golden("fixtures/report/bottleneck.txt", bottleneck_text(measurement, plain));
    check_golden("fixtures/report/bottleneck.md", bottleneck_markdown(measurement, plain));
}

TEST_CASE("a comparison reads as its golden files") {
    check_golden("fixtures/report/comparison.txt", text(examples::comparison()));
    check_golden("fixtures/report/comparison.md", find_format("markdown")->comparison(examples::comparison(), plain));
    check_golden("fixtures/report/bare-comparison.txt", text(examples::bare_comparison()));
}

TEST_CASE("formats are found by name, text first") {
    CHECK(formats().front().name == "text");
    CHECK(find_format("no such format") == nullptr);
    for (const auto& format : formats()) {
        CHECK(find_format(format.name) == &format);
        if (format.measurement != nullptr)
            CHECK(format.measurement(examples::bare_measurement(), plain).ends_with("\n"));
        CHECK(format.comparison(examples::bare_comparison(), plain).ends_with("\n"));
    }
}

TEST_CASE("json is the document") {
    const auto* const json = find_format("json");
    const auto measured = nlohmann::json::parse(json->measurement(examples::measurement(), plain));
    CHECK(measured.at("schema") == "perfeng.measurement");
    CHECK(measured.at("name") == "before");
    const auto compared = nlohmann::json::parse(json->comparison(examples::comparison(), plain));
    CHECK(compared.at("schema") == "perfeng.comparison");
}

TEST_CASE("long names are cut for a terminal only, and only in tables") {
    auto measurement = examples::measurement();
    const auto lengthy = "ns::" + std::string(300, 'x') + "::tokenize";
    measurement.profile->frames[3].name = lengthy;
    analysis::tally(*measurement.profile);
    std::istringstream lines(text(measurement, {.width = 120}));
    std::size_t cut = 0;
    for (std::string line; std::getline(lines, line);) {
        if (line.find("…x") == std::string::npos)
            continue;
        ++cut;
        CHECK(display_width(line) <= 120);
        CHECK_THAT(line, ContainsSubstring("  ns::xxx") && ContainsSubstring("xxx::tokenize  src/parse.cpp:40"));
    }
    CHECK(cut == 1);
    CHECK_THAT(text(measurement), ContainsSubstring("710  " + lengthy + "  src/parse.cpp:40"));
    CHECK_THAT(find_format("markdown")->measurement(measurement, {.width = 120}),
               ContainsSubstring("| `" + lengthy + "` |"));
}

TEST_CASE("hostile names do no harm") {
    auto measurement = examples::measurement();
    measurement.name = "a|b\n\x1b[31m";
    measurement.profile->frames[3].name = "operator<< <a|b`c``d>\x1b[2J";
    measurement.workload.argv = {"./x", "line\nbreak", "`tick`"};
    analysis::tally(*measurement.profile);
    for (const auto& format : formats())
        if (format.measurement != nullptr)
            CHECK(format.measurement(measurement, plain).find('\x1b') == std::string::npos);
    CHECK_THAT(text(measurement), ContainsSubstring("operator<< <a|b`c``d>\\x1b[2J"));
    const auto markdown = find_format("markdown")->measurement(measurement, plain);
    CHECK_THAT(markdown, ContainsSubstring("| ``` operator<< <a\\|b`c``d>\\x1b[2J ``` |"));
    CHECK_THAT(markdown, ContainsSubstring("## Baseline 'a\\|b\\\\n\\\\x1b\\[31m'"));
}

TEST_CASE("without samples the report says that nothing can be said") {
    auto measurement = examples::bare_measurement();
    measurement.profile = Profile{};
    CHECK_THAT(text(measurement), ContainsSubstring("the profile holds no functions"));
    CHECK_THAT(bottleneck_text(measurement, plain), ContainsSubstring("the profile holds no functions"));
    measurement.profile->stacks = {{{}, 0.0, 3, ""}};
    measurement.profile->samples = 3;
    analysis::tally(*measurement.profile);
    CHECK_THAT(text(measurement), ContainsSubstring("samples  3, none lost"));
}

TEST_CASE("without a profile the report says how to get one") {
    auto measurement = examples::bare_measurement();
    CHECK_THAT(text(measurement), ContainsSubstring("perfeng baseline --passes cpu"));
    measurement.not_measured = {{"CPU profile", "perf is missing", "`apt-get install linux-perf`"}};
    const auto report = text(measurement);
    CHECK_THAT(report, ContainsSubstring("stand under 'not measured'"));
    CHECK_THAT(report,
               ContainsSubstring("CPU profile: perf is missing\n      to enable: `apt-get install linux-perf`"));
}

TEST_CASE("a saved profile has functions but no stacks: its samples are told all the same") {
    auto measurement = examples::measurement();
    measurement.profile->stacks.clear();
    measurement.profile->frames.clear();
    const auto report = text(measurement);
    CHECK_THAT(report, ContainsSubstring("samples  1,000, 1.000 s in all, 3 lost (0.30%)"));
    CHECK_THAT(report, ContainsSubstring("22.0%  22.0%      220  parse_value"));
    CHECK_THAT(report, !ContainsSubstring("hottest call paths"));
}

TEST_CASE("a counting tool's figures stand in place of samples") {
    auto measurement = examples::bare_measurement();
    auto& profile = measurement.profile.emplace();
    profile.tool = "callgrind";
    profile.event = "instructions";
    profile.unit = Unit::count;
    profile.weight = 4'000'000;
    profile.functions.resize(1);
    profile.functions[0].name = "work";
    profile.functions[0].self = 3'000'000;
    profile.functions[0].total = 4'000'000;
    analysis::tally(profile);
    const auto report = text(measurement);
    CHECK_THAT(report, ContainsSubstring("counted  4,000,000"));
    CHECK_THAT(report, ContainsSubstring("instructions  function"));
    CHECK_THAT(report, ContainsSubstring("75.0%  100.0%     3,000,000  work"));
}

TEST_CASE("functions over 5% are told beyond the top, and everything with --verbose") {
    const auto measurement = examples::measurement();
    const Style narrow{.width = 0, .top = 1};
    CHECK_THAT(text(measurement, narrow), ContainsSubstring("others with 5% or more"));
    CHECK_THAT(text(measurement), !ContainsSubstring("others with 5% or more"));
    const auto verbose = text(measurement, {.width = 0, .top = 1, .verbose = true});
    CHECK_THAT(verbose, !ContainsSubstring("others with 5% or more"));
    CHECK_THAT(verbose, ContainsSubstring("6.0%   6.0%       60  [unknown]"));
}

TEST_CASE("a very deep call path keeps its ends") {
    auto measurement = examples::bare_measurement();
    auto& profile = measurement.profile.emplace();
    Stack stack{{}, 1, 1, ""};
    for (std::uint32_t depth = 0; depth < 40; ++depth) {
        profile.frames.push_back({"f" + std::to_string(39 - depth)});
        stack.frames.push_back(depth);
    }
    profile.stacks = {stack};
    profile.samples = 1;
    analysis::tally(profile);
    CHECK_THAT(text(measurement), ContainsSubstring("f0 -> f1 -> f2"));
    CHECK_THAT(text(measurement), ContainsSubstring("f11 -> (16 frames between) -> f28 ->"));
    CHECK_THAT(text(measurement), ContainsSubstring("-> f38 -> f39\n"));
    CHECK_THAT(text(measurement, {.width = 0, .verbose = true}), ContainsSubstring("f11 -> f12"));
}

TEST_CASE("figures that are no numbers read so") {
    auto measurement = examples::measurement();
    const auto nan = std::numeric_limits<double>::quiet_NaN();
    measurement.metrics[0].summary = {7, nan, nan, nan, nan, nan, Interval{nan, nan}};
    CHECK_THAT(text(measurement), ContainsSubstring("wall time           n/a                n/a"));
    auto comparison = examples::comparison();
    comparison.metrics[0].change = nan;
    CHECK_THAT(text(comparison), ContainsSubstring("improved: CPU time n/a"));
}

TEST_CASE("few trials and a candidate in pairs are told") {
    auto measurement = examples::measurement();
    measurement.metrics[0].summary.n = 5;
    measurement.role = Role::candidate;
    measurement.paired = PairedBase{"019ab1f2-0000-7a5e-8f60-718293a4b5c6", "", {}};
    measurement.complete = false;
    measurement.workload.typed = {"cargo", "run"};
    const auto report = text(measurement);
    CHECK_THAT(report, ContainsSubstring("fewer than 6 trials give no 95% interval"));
    CHECK_THAT(report, ContainsSubstring("CANDIDATE METRICS"));
    CHECK_THAT(report, ContainsSubstring("with the baseline 019ab1f2-0000 side by side"));
    CHECK_THAT(report, ContainsSubstring("stopped"));
    CHECK_THAT(report, ContainsSubstring("command     cargo run\n  which runs  build/parse"));
    CHECK_THAT(report, !ContainsSubstring("measure it against this baseline"));
}

TEST_CASE("outliers that a finding tells are told once") {
    auto measurement = examples::measurement();
    CHECK_THAT(text(measurement), ContainsSubstring("1 outlier (trial 3: 1.142 s)"));
    measurement.findings.push_back(
        {"trials/outliers:wall_time", FindingKind::doubt, "trials/outliers", "1 of 7 trials are outliers"});
    CHECK_THAT(text(measurement), !ContainsSubstring("1 outlier ("));
}

TEST_CASE("leaks: none found is said only where they were looked for") {
    auto measurement = examples::bare_measurement();
    CHECK_THAT(text(measurement), !ContainsSubstring("LEAKS"));
    measurement.leaks = Leaks{};
    CHECK_THAT(text(measurement), ContainsSubstring("none found"));
    measurement.leaks->sites.resize(7);
    CHECK_THAT(text(measurement), ContainsSubstring("2 sites more, listed with --verbose"));
    CHECK_THAT(text(measurement, {.verbose = true}), !ContainsSubstring("more, listed"));
}

TEST_CASE("budgets have their own section, also one that could not be checked") {
    auto measurement = examples::bare_measurement();
    measurement.findings = {{"budget/peak_rss", FindingKind::budget, "budget", "peak RSS is over its budget"},
                            {"budget/leaks/not-measured", FindingKind::doubt, "budget", "leaks were not measured"}};
    const auto report = text(measurement);
    CHECK_THAT(report, ContainsSubstring("BUDGETS\n  peak RSS is over its budget\n  leaks were not measured\n"));
    CHECK_THAT(report, !ContainsSubstring("DOUBTS"));
}

TEST_CASE("risks are sorted by the factor that was asked for") {
    const auto measurement = examples::measurement();
    const auto first = [&](std::string_view by) {
        Style style;
        style.sort_risks = by;
        const auto text = bottleneck_text(measurement, style);
        const auto table = text.substr(text.find("hot functions of your own"));
        return table.find("tokenize") < table.find("parse_value") ? "tokenize" : "parse_value";
    };
    CHECK(first("score") == std::string("tokenize"));
    CHECK(first("heat") == std::string("tokenize"));
    CHECK(first("coverage") == std::string("parse_value")); // nothing is known of it: all counts as untested
    CHECK(first("churn") == std::string("tokenize"));
}

TEST_CASE("prose is wrapped at words for a terminal: never within code, nor before a comma that touches it") {
    auto measurement = examples::bare_measurement();
    measurement.findings = {{"n", FindingKind::note, "n", "One two `three four five`, six seven"}};
    CHECK_THAT(text(measurement, {.width = 20}),
               ContainsSubstring("  One two\n    `three four five`,\n    six seven\n"));
    CHECK_THAT(text(measurement), ContainsSubstring("  One two `three four five`, six seven\n"));
    measurement.findings = {{"n", FindingKind::note, "n", std::string(50, 'w')}};
    CHECK_THAT(text(measurement, {.width = 20}), ContainsSubstring("measured\n\n  " + std::string(50, 'w') + "\n"));
}

TEST_CASE("what Markdown would obey is escaped in prose") {
    auto measurement = examples::bare_measurement();
    measurement.findings = {{"n", FindingKind::note, "n", "@name #1 a*b <b> & ~c~ `code` and ` alone"}};
    CHECK_THAT(find_format("markdown")->measurement(measurement, plain),
               ContainsSubstring("- &#64;name \\#1 a\\*b &lt;b&gt; &amp; \\~c\\~ `code` and \\` alone\n"));
}

TEST_CASE("doubts without a profile are not said to be about one") {
    auto measurement = examples::bare_measurement();
    measurement.findings = {
        {"executable/unoptimised", FindingKind::doubt, "executable/unoptimised", "Built for debug"}};
    CHECK_THAT(text(measurement), ContainsSubstring("\nDOUBTS\n  Built for debug\n"));
}

TEST_CASE("functions without self stay off the list by self, and recursion is told from two on") {
    auto measurement = examples::bare_measurement();
    auto& profile = measurement.profile.emplace();
    profile.frames = {{"leaf"}, {"twice"}};
    profile.stacks = {{{0, 1, 1}, 1, 9, ""}};
    profile.samples = 9;
    profile.lost = 1;
    analysis::tally(profile);
    analysis::find_recursion(profile);
    const auto report = text(measurement);
    const auto by_self = report.substr(0, report.find("most total"));
    CHECK_THAT(by_self, !ContainsSubstring("twice"));
    CHECK_THAT(report, ContainsSubstring("twice: up to 2 times in one stack"));
    CHECK_THAT(report, !ContainsSubstring("leaf: up to"));
    CHECK_THAT(report, ContainsSubstring("1 lost (10.0%)"));
}

TEST_CASE("each kind of leak stands where it belongs") {
    auto measurement = examples::bare_measurement();
    auto& leaks = measurement.leaks.emplace();
    leaks.possible_count = 2;
    leaks.possible_bytes = 48;
    LeakSite site;
    site.count = 1;
    site.bytes = 8;
    site.stack.resize(8);
    for (const auto kind : {LeakKind::indirect, LeakKind::possible}) {
        site.kind = kind;
        leaks.sites.push_back(site);
    }
    const auto report = text(measurement);
    CHECK_THAT(report, ContainsSubstring("possible  48 bytes in 2 blocks"));
    CHECK_THAT(report, ContainsSubstring("leaked at\n  8 bytes in 1 block, indirect: [unknown]\n"));
    CHECK_THAT(report, ContainsSubstring("still reachable\n  8 bytes in 1 block, possible: [unknown]\n"));
    CHECK_THAT(report, ContainsSubstring(" <- (2 frames above)\n"));
}

TEST_CASE("what several leaks have in common stands before them") {
    auto measurement = examples::bare_measurement();
    auto& leaks = measurement.leaks.emplace();
    leaks.tool = "memcheck";
    leaks.count = 3;
    leaks.bytes = 700;
    leaks.sites = {
        {LeakKind::definite, 1, 500, "copy", "src/a.c", 3, {{"copy", "", "src/a.c", 3}, {"load", "", "", 0}}},
        {LeakKind::definite, 2, 200, "copy", "src/a.c", 3, {{"copy", "", "src/a.c", 3}, {"save", "", "", 0}}}};
    const auto text = bottleneck_text(measurement, {});
    const auto shared = text.find("functions in several leak traces");
    REQUIRE(shared != std::string::npos);
    CHECK(shared < text.find("leaked at"));
    CHECK_THAT(text, ContainsSubstring("     2       3  700 bytes  copy      src/a.c:3"));
}
