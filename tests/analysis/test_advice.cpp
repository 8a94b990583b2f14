#include "catch.hpp"
#include "made.hpp"

#include "perfeng/analysis/advice.hpp"
#include "perfeng/analysis/hot_places.hpp"
#include "perfeng/analysis/hotspots.hpp"

#include <set>

using namespace perfeng;
using namespace perfeng::analysis;

namespace {

const std::string string_clone = "<alloc::string::String as core::clone::Clone>::clone";

/// A program of 1,000 samples, so many of which clone strings at line 12, and as many again half at line 20.
Measurement cloning(std::uint64_t at_line_12, std::uint64_t at_line_20 = 0) {
    auto measurement = made::measurement({made::metric("wall_time", std::vector<double>(6, 1.0))});
    auto& profile = measurement.profile.emplace();
    if (at_line_12 > 0)
        made::add(profile, {made::frame("malloc"), made::frame(string_clone), made::at_line("app::read", 12)},
                  at_line_12);
    if (at_line_20 > 0)
        made::add(profile, {made::frame(string_clone), made::at_line("app::sort", 20)}, at_line_20);
    made::add(profile, {made::at_line("app::work", 30)}, 1'000 - at_line_12 - at_line_20);
    return measurement;
}

const Finding* find(const std::vector<Finding>& findings, const std::string& rule) {
    const auto found = std::ranges::find(findings, rule, &Finding::rule);
    return found == findings.end() ? nullptr : &*found;
}

} // namespace

TEST_CASE("a recommendation holds its evidence, its places, its bound and what is expected of it") {
    const auto findings = advise(cloning(300, 100));
    REQUIRE(findings.size() == 1);
    const auto& finding = findings.front();
    CHECK(finding.id == "advice/rust.string-clone");
    CHECK(finding.kind == FindingKind::recommendation);
    CHECK(finding.function == "app::read");
    CHECK(finding.file == "src/app.cpp");
    CHECK(finding.line == 12);
    CHECK(finding.impact->metric == "cpu_time");
    CHECK(finding.impact->ceiling == Approx(0.4));
    REQUIRE(finding.advice);
    CHECK(finding.advice->samples == 400);
    CHECK(finding.advice->share_ci.lo == Approx(0.37).margin(0.005));
    CHECK(finding.advice->share_ci.hi == Approx(0.431).margin(0.005));
    REQUIRE(finding.advice->sites.size() == 2);
    CHECK(finding.advice->sites[1] == CallSite{"app::sort", "src/app.cpp", 20, 0.1, 100});
    REQUIRE(finding.advice->expected);
    CHECK(finding.advice->expected->lo == Approx(finding.advice->share_ci.lo / 2)); // a gain of 2 at least
    CHECK(finding.advice->expected->hi == Approx(finding.advice->share_ci.hi * (1 - 1.0 / 19)));
    CHECK(finding.advice->expected->hi < finding.advice->share_ci.hi);
    CHECK_THAT(finding.evidence, ContainsSubstring("400 of 1,000 samples"));
    CHECK(finding.confidence == Confidence::medium);
}

TEST_CASE("little is no recommendation, and nothing is an answer") {
    const auto findings = advise(cloning(20));
    REQUIRE(findings.size() == 1);
    CHECK(findings.front().rule == "advice/nothing");
    CHECK(findings.front().kind == FindingKind::note);
    CHECK_THAT(findings.front().evidence, ContainsSubstring("2.0% (rust.string-clone)"));
    CHECK(advise(cloning(0)).front().rule == "advice/nothing");
}

TEST_CASE("under ten samples are told, not judged") {
    auto measurement = made::measurement();
    auto& profile = measurement.profile.emplace();
    made::add(profile, {made::frame(string_clone), made::at_line("app::read", 12)}, 9);
    made::add(profile, {made::at_line("app::work", 30)}, 11);
    const auto findings = advise(measurement);
    CHECK(find(findings, "rust.string-clone") == nullptr);
    REQUIRE(find(findings, "advice/needs-more-samples") != nullptr);
    CHECK_THAT(find(findings, "advice/needs-more-samples")->evidence, ContainsSubstring("rust.string-clone"));
    made::add(profile, {made::frame(string_clone), made::at_line("app::read", 12)}, 1);
    CHECK(find(advise(measurement), "rust.string-clone") != nullptr);
}

TEST_CASE("a sample counts for one rule only") {
    auto measurement = made::measurement();
    auto& profile = measurement.profile.emplace();
    made::add(profile,
              {made::frame("_int_malloc"), made::frame("malloc"), made::frame(string_clone), made::at_line("f", 1)},
              100);
    made::add(profile, {made::frame("_int_malloc"), made::frame("malloc"), made::at_line("g", 2)}, 100);
    const auto findings = advise(measurement);
    REQUIRE(find(findings, "rust.string-clone") != nullptr);
    REQUIRE(find(findings, "c.allocation") != nullptr);
    CHECK(find(findings, "rust.string-clone")->advice->share == Approx(0.5));
    CHECK(find(findings, "c.allocation")->advice->share == Approx(0.5));
}

TEST_CASE("what memory costs goes to the rule that takes it in the same function") {
    auto measurement = made::measurement();
    auto& profile = measurement.profile.emplace();
    made::add(profile, {made::frame("malloc"), made::frame(string_clone), made::at_line("f", 1)}, 100);
    made::add(profile, {made::frame("_int_free"), made::frame("free"), made::at_line("f", 2)}, 100);
    const auto findings = advise(measurement);
    REQUIRE(find(findings, "rust.string-clone") != nullptr);
    CHECK(find(findings, "rust.string-clone")->advice->share == Approx(1));
    CHECK(find(findings, "c.allocation") == nullptr);
}

TEST_CASE("what is given back in a function goes to the rule that took it in the function's caller") {
    auto measurement = made::measurement();
    auto& profile = measurement.profile.emplace();
    made::add(profile, {made::frame("malloc"), made::frame(string_clone), made::at_line("f", 1)}, 100);
    made::add(profile, {made::frame("free"), made::at_line("takes_it", 9), made::at_line("f", 1)}, 100);
    made::add(profile, {made::frame("malloc"), made::at_line("makes_its_own", 12), made::at_line("f", 1)}, 50);
    const auto findings = advise(measurement);
    REQUIRE(find(findings, "rust.string-clone") != nullptr);
    CHECK(find(findings, "rust.string-clone")->advice->samples == 200);
    REQUIRE(find(findings, "c.allocation") != nullptr);
    CHECK(find(findings, "c.allocation")->advice->samples == 50);
}

TEST_CASE("large reads are no alarm, small ones are") {
    for (const bool large : {false, true}) {
        auto measurement = made::measurement();
        auto& profile = measurement.profile.emplace();
        const auto called = made::frame("vfs_read", "[kernel]");
        const auto read = made::frame("read", "/lib/libc.so.6");
        const auto line = made::at_line("load", 7);
        made::add(profile, {made::frame(large ? "_copy_to_iter" : "fdget", "[kernel]"), called, read, line}, 30);
        made::add(profile, {called, read, line}, 60);
        const auto findings = advise(measurement);
        INFO(large);
        CHECK((find(findings, "os.small-reads") == nullptr) == large);
        CHECK((find(findings, "advice/dismissed") != nullptr) == large);
    }
}

TEST_CASE("a poor profile weakens advice, and a test that was passed strengthens it") {
    auto measurement = cloning(400);
    measurement.findings.push_back(
        {.id = "executable/unoptimised", .kind = FindingKind::doubt, .rule = "executable/unoptimised"});
    CHECK(advise(measurement).front().confidence == Confidence::low);

    measurement = cloning(400);
    auto& allocations = measurement.allocations.emplace();
    allocations.frames = {{string_clone, "app", "", 0}, {"app::read", "app", "", 0}};
    allocations.stacks = {{{0, 1}, 1'000, 10'000, 1'000, 100}};
    auto findings = advise(measurement);
    CHECK(findings.front().confidence == Confidence::high);
    CHECK(findings.front().advice->allocations == 1'000);
    CHECK_THAT(findings.front().advice->tested, ContainsSubstring("1.0%"));

    allocations.stacks.front().peak_bytes = 9'000; // the copies are kept
    findings = advise(measurement);
    CHECK(find(findings, "rust.string-clone") == nullptr);
    REQUIRE(find(findings, "advice/dismissed") != nullptr);
    CHECK_THAT(find(findings, "advice/dismissed")->evidence, ContainsSubstring("90.0%"));
}

TEST_CASE("a rule of the user's own comes first, and its earlier record is told") {
    AdviceOptions options;
    options.rules.push_back({.id = "acme.read",
                             .pattern = {.frames = {"app::read"}, .rank = particular + 10},
                             .title = "read is slow",
                             .change = "use the new one",
                             .gain = {4, 4, "measured last week"}});
    options.record["acme.read"] = "once: brought 30%";
    const auto findings = advise(cloning(400), options);
    REQUIRE(findings.size() == 1);
    CHECK(findings.front().rule == "acme.read");
    CHECK(findings.front().advice->record == "once: brought 30%");
    CHECK(findings.front().advice->gain_source == "measured last week");
}

TEST_CASE("each rule has all that a recommendation needs, and an id of its own") {
    std::set<std::string> ids;
    for (const auto& rule : built_in_rules()) {
        INFO(rule.id);
        CHECK(ids.insert(rule.id).second);
        CHECK_FALSE(rule.pattern.frames.empty());
        CHECK_FALSE(rule.title.empty());
        CHECK_FALSE(rule.meaning.empty());
        CHECK_FALSE(rule.change.empty());
        CHECK_FALSE(rule.before.empty());
        CHECK_FALSE(rule.after.empty());
        CHECK(rule.gain.typical >= rule.gain.low);
        CHECK(rule.gain.low >= (rule.gain.typical > 0 ? 1 : 0));
    }
    CHECK(built_in_rules().size() >= 60);
}

TEST_CASE("figures of a run recommend too") {
    auto measurement = made::measurement({made::metric("wall_time", std::vector<double>(6, 1.0)),
                                          made::metric("cpu_time", std::vector<double>(6, 0.4)),
                                          made::metric("peak_rss", std::vector<double>(6, 1e8)),
                                          made::metric("major_faults", std::vector<double>(6, 50)),
                                          made::metric("voluntary_switches", std::vector<double>(6, 5'000))});
    auto& leaks = measurement.leaks.emplace();
    leaks.count = 7;
    leaks.bytes = 20'000'000;
    leaks.sites = {{.kind = LeakKind::reachable, .function = "cache"},
                   {.kind = LeakKind::definite, .function = "read_header", .file = "src/app.c", .line = 9}};
    const auto findings = advise(measurement);
    REQUIRE(find(findings, "memory/leak") != nullptr);
    CHECK(find(findings, "memory/leak")->function == "read_header");
    CHECK(find(findings, "memory/leak")->line == 9);
    CHECK(find(findings, "memory/leak")->impact->ceiling == Approx(0.2));
    REQUIRE(find(findings, "os/major-faults") != nullptr);
    CHECK(find(findings, "os/major-faults")->impact->ceiling == Approx(0.6));
    CHECK(find(findings, "os/context-switches") != nullptr);

    leaks.bytes = 100; // of 100 MB: nobody gains by looking for these
    measurement.metrics = {made::metric("wall_time", std::vector<double>(6, 1.0)),
                           made::metric("major_faults", std::vector<double>(6, 5)),
                           made::metric("voluntary_switches", std::vector<double>(6, 50))};
    CHECK(advise(measurement).empty());
}

TEST_CASE("a function that calls itself is told where it is what costs") {
    auto measurement = made::measurement();
    auto& profile = measurement.profile.emplace();
    const auto solve = made::at_line("solve", 5);
    made::add(profile, {solve, solve, solve, solve, solve, solve, made::frame("main")}, 60);
    made::add(profile, {made::at_line("print", 9), made::frame("main")}, 30);
    made::add(profile, {made::frame("memmove", "/lib/libc.so.6"), solve, made::frame("main")}, 10);
    analysis::tally(profile);
    analysis::find_recursion(profile);
    REQUIRE(find(advise(measurement), "code/recursion") != nullptr);
    CHECK(find(advise(measurement), "code/recursion")->line == 5);
    CHECK(find(advise(measurement), "code/recursion")->impact->ceiling == Approx(0.7));
    CHECK(find(advise(measurement), "code/recursion")->confidence == Confidence::low);
}
