#include "catch.hpp"
#include "made.hpp"

#include "perfeng/analysis/doubts.hpp"

using namespace perfeng;
using namespace perfeng::analysis;

namespace {

/// A measurement with nothing to doubt.
Measurement sound() {
    auto made = made::measurement(
        {made::metric("wall_time", std::vector(10, 1.0)), made::metric("cpu_time", std::vector(10, 0.98))});
    Profile profile;
    profile.tool = "perf";
    profile.samples = 1000;
    profile.weight = 1;
    profile.frequency = 999;
    profile.call_graph = "dwarf,16384";
    profile.depth_cap = 127;
    profile.quality.rooted_share = 0.99;
    made.profile = profile;
    return made;
}

std::vector<std::string> ids(const std::vector<Finding>& findings) {
    std::vector<std::string> found;
    for (const auto& finding : findings)
        found.push_back(finding.id);
    return found;
}

/// The only doubt about a measurement.
Finding only(const std::vector<Finding>& findings, const std::string& id) {
    REQUIRE(ids(findings) == std::vector{id});
    CHECK(findings[0].kind == FindingKind::doubt);
    CHECK_FALSE(findings[0].title.empty());
    CHECK_FALSE(findings[0].evidence.empty());
    CHECK_FALSE(findings[0].change.empty());
    return findings[0];
}

} // namespace

TEST_CASE("a sound measurement raises no doubt") {
    CHECK(ids(profile_doubts(sound())).empty());
    CHECK(ids(trial_doubts(sound())).empty());
    CHECK(ids(profile_doubts(made::measurement())).empty());
    CHECK(ids(trial_doubts(made::measurement())).empty());
}

TEST_CASE("few samples: the margin of shares is told") {
    auto doubtful = sound();
    doubtful.profile->samples = 499;
    const auto doubt = only(profile_doubts(doubtful), "profile/few-samples");
    CHECK_THAT(doubt.title, ContainsSubstring("4.4 points"));
    CHECK_THAT(doubt.evidence, ContainsSubstring("499 samples"));
    CHECK_THAT(doubt.change, ContainsSubstring("perfeng baseline --frequency 4999 -- ./app --size '10 MB'"));
    doubtful.profile->samples = 500;
    CHECK(profile_doubts(doubtful).empty());

    doubtful.profile->samples = 0;
    only(profile_doubts(doubtful), "profile/no-samples");
}

TEST_CASE("a profile that holds less time than one trial takes is of something else") {
    auto doubtful = sound();
    doubtful.profile->unit = Unit::seconds;
    doubtful.profile->weight = 0.48;
    const auto doubt = only(profile_doubts(doubtful), "profile/missing-time");
    CHECK_THAT(doubt.title, ContainsSubstring("480.0 ms of the 980.0 ms"));
    doubtful.profile->weight = 0.5;
    CHECK(profile_doubts(doubtful).empty());
}

TEST_CASE("a counting tool is not asked for samples") {
    auto counted = sound();
    counted.profile->samples = 0;
    counted.profile->functions.resize(1);
    counted.profile->quality.rooted_share = 0;
    CHECK(profile_doubts(counted).empty());
}

TEST_CASE("lost samples over 1%: sample less often") {
    auto doubtful = sound();
    doubtful.profile->lost = 100;
    doubtful.profile->samples = 900;
    doubtful.role = Role::candidate;
    const auto doubt = only(profile_doubts(doubtful), "profile/lost-samples");
    CHECK_THAT(doubt.title, ContainsSubstring("10.0%"));
    CHECK_THAT(doubt.change, ContainsSubstring("perfeng remeasure --frequency 499 -- ./app"));
    doubtful.profile->lost = 9;
    CHECK(profile_doubts(doubtful).empty());
}

TEST_CASE("unrooted stacks over 10%: the next larger way to record them") {
    struct Row {
        std::string call_graph;
        std::string option;
    };
    for (const auto& row : {Row{"fp", "--call-graph dwarf,32768"}, Row{"", "--call-graph dwarf,32768"},
                            Row{"dwarf", "--call-graph dwarf,32768"}, Row{"dwarf,16384", "--call-graph dwarf,32768"},
                            Row{"dwarf,32768", "--call-graph dwarf,65528"}, Row{"dwarf,65528", "--call-graph fp"}}) {
        auto doubtful = sound();
        doubtful.profile->quality.rooted_share = 0.85;
        doubtful.profile->call_graph = row.call_graph;
        const auto doubt = only(profile_doubts(doubtful), "profile/unrooted");
        CHECK_THAT(doubt.title, ContainsSubstring("15.0%"));
        CHECK_THAT(doubt.change, ContainsSubstring("perfeng baseline " + row.option + " -- ./app"));
    }
}

TEST_CASE("stacks cut at the limit, and samples without a chain, over 1%") {
    auto doubtful = sound();
    doubtful.profile->quality.capped_share = 0.02;
    CHECK_THAT(only(profile_doubts(doubtful), "profile/depth-cap").change,
               ContainsSubstring("Raise the limit: `sudo sysctl -w kernel.perf_event_max_stack"));
    doubtful.profile->call_graph = "fp";
    CHECK_THAT(only(profile_doubts(doubtful), "profile/depth-cap").change,
               ContainsSubstring("perfeng baseline --call-graph dwarf,32768 -- ./app"));
    doubtful.profile->quality.capped_share = 0.01;
    doubtful.profile->quality.empty_share = 0.02;
    only(profile_doubts(doubtful), "profile/no-call-chain");
}

TEST_CASE("stacks that are cut or empty are not told again as unrooted") {
    auto doubtful = sound();
    doubtful.profile->quality.rooted_share = 0.6;
    doubtful.profile->quality.capped_share = 0.2;
    doubtful.profile->quality.empty_share = 0.2;
    CHECK(ids(profile_doubts(doubtful)) == std::vector<std::string>{"profile/depth-cap", "profile/no-call-chain"});
}

TEST_CASE("functions without a name: by file, with the way to get its symbols") {
    struct Row {
        std::string module;
        std::string id;
        std::string advice;
    };
    const std::vector<Row> rows{
        {"/usr/lib/x86_64-linux-gnu/libstdc++.so.6.0.30", "profile/unknown-names:libstdc++.so.6.0.30",
         "find-dbgsym-packages /usr/lib/x86_64-linux-gnu/libstdc++.so.6.0.30"},
        {"/home/user/project/libown.so", "profile/unknown-names:libown.so", "-O2 -g"},
        {"[kernel]", "profile/unknown-names:[kernel]", "kernel.kptr_restrict=0"},
        {"/tmp/perf-123.map", "profile/unknown-names:perf-123.map", "--perf-basic-prof"},
        {"", "profile/unknown-names:[unknown]", "--perf-basic-prof"},
    };
    for (const auto& row : rows) {
        auto doubtful = sound();
        doubtful.profile->quality.unknown_share = 0.06;
        doubtful.profile->quality.unknown_by_module = {{row.module, 0.06}};
        const auto doubt = only(profile_doubts(doubtful), row.id);
        CHECK(doubt.rule == "profile/unknown-names");
        CHECK_THAT(doubt.change, ContainsSubstring(row.advice));
    }
}

TEST_CASE("names missing here and there are told once, over 10%") {
    auto doubtful = sound();
    doubtful.profile->quality.unknown_share = 0.12;
    doubtful.profile->quality.unknown_by_module = {{"/usr/lib/a.so", 0.04}, {"/usr/lib/b.so", 0.04}, {"c", 0.04}};
    CHECK_THAT(only(profile_doubts(doubtful), "profile/unknown-names").evidence,
               ContainsSubstring("/usr/lib/a.so 4.0%"));
    doubtful.profile->quality.unknown_share = 0.10;
    CHECK(profile_doubts(doubtful).empty());
}

TEST_CASE("the executable: stripped, without lines, not optimised") {
    auto doubtful = sound();
    doubtful.executable.debug_info = false;
    const auto lines = only(profile_doubts(doubtful), "executable/no-debug-info");
    CHECK_THAT(lines.change, ContainsSubstring("CARGO_PROFILE_RELEASE_DEBUG=line-tables-only"));
    CHECK_THAT(lines.change, ContainsSubstring("-DCMAKE_BUILD_TYPE=RelWithDebInfo"));
    CHECK_THAT(lines.change, ContainsSubstring("-O2 -g"));
    doubtful.executable.stripped = true;
    only(profile_doubts(doubtful), "executable/stripped");
    doubtful.executable.format = "";
    CHECK(profile_doubts(doubtful).empty());

    for (const auto* build : {"cargo dev profile", "gcc -O0", "CMake Debug", "unoptimised (-O0)"}) {
        auto slow = made::measurement();
        slow.executable.build = build;
        CHECK_THAT(only(profile_doubts(slow), "executable/unoptimised").evidence, ContainsSubstring(build));
    }
    for (const auto* build : {"", "cargo release profile", "gcc -O2 with debug info", "RelWithDebInfo"}) {
        auto fast = made::measurement();
        fast.executable.build = build;
        CHECK(profile_doubts(fast).empty());
    }
}

TEST_CASE("a profile of a program that is in the kernel or waits explains little") {
    auto doubtful = sound();
    doubtful.profile->quality.kernel_share = 0.6;
    CHECK_THAT(only(profile_doubts(doubtful), "profile/mostly-kernel").change,
               ContainsSubstring("strace -f -c -- ./app"));

    auto waiting = sound();
    waiting.metrics[1] = made::metric("cpu_time", std::vector(10, 0.23));
    const auto doubt = only(profile_doubts(waiting), "profile/mostly-waiting");
    CHECK_THAT(doubt.title, ContainsSubstring("23.0%"));
    waiting.environment.os = "macOS 15.2";
    CHECK_THAT(profile_doubts(waiting)[0].change, ContainsSubstring("xctrace"));
}

TEST_CASE("short trials") {
    auto doubtful = made::measurement({made::metric("wall_time", std::vector(20, 0.0049))});
    CHECK_THAT(only(trial_doubts(doubtful), "trials/short").evidence, ContainsSubstring("4.90 ms over 20 trials"));
    doubtful.metrics[0] = made::metric("wall_time", std::vector(20, 0.005));
    CHECK(trial_doubts(doubtful).empty());
}

TEST_CASE("outliers are named by trial") {
    auto doubtful = made::measurement({made::metric("cpu_time", {1, 1, 1, 1.05, 1})});
    doubtful.metrics[0].outliers = {3};
    const auto doubt = only(trial_doubts(doubtful), "trials/outliers:cpu_time");
    CHECK_THAT(doubt.title, ContainsSubstring("1 of 5 trials"));
    CHECK_THAT(doubt.evidence, ContainsSubstring("trial 4: 1.050 s"));
}

TEST_CASE("trials that vary by over 10%") {
    auto doubtful = made::measurement({made::metric("wall_time", {1.0, 1.3, 0.8, 1.2})});
    CHECK_THAT(only(trial_doubts(doubtful), "trials/unsteady:wall_time").evidence, ContainsSubstring("over 4 trials"));
    doubtful.metrics[0] = made::metric("wall_time", {1.0, 1.05, 0.95, 1.0});
    CHECK(trial_doubts(doubtful).empty());
    doubtful.metrics[0] = made::metric("peak_rss", {1.0, 1.3, 0.8, 1.2});
    CHECK(trial_doubts(doubtful).empty());
}

TEST_CASE("a busy machine, and output that differs") {
    auto busy = sound();
    busy.environment.load = {4.5, 0, 0};
    CHECK_THAT(only(trial_doubts(busy), "trials/busy-machine").evidence, ContainsSubstring("4.5 on 4"));
    busy.environment.load = {4.0, 9, 9};
    CHECK(trial_doubts(busy).empty());
    busy.environment.load = {4.5, 0, 0};
    busy.environment.cores = 0;
    CHECK(trial_doubts(busy).empty());

    auto varying = sound();
    varying.output.deterministic = false;
    only(trial_doubts(varying), "trials/output-differs");
}
