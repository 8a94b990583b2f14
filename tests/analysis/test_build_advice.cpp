#include "catch.hpp"

#include "perfeng/analysis/build_advice.hpp"
#include "perfeng/analysis/doubts.hpp"

#include <algorithm>

using namespace perfeng;
using namespace perfeng::analysis;

namespace {

BuildFact shown(std::string what, std::string value) {
    return {std::move(what), std::move(value), "symbols", Confidence::high, false};
}
BuildFact declared(std::string what, std::string value) {
    return {std::move(what), std::move(value), "Cargo.toml [profile.release]", Confidence::medium, true};
}

Measurement measured(std::vector<BuildFact> facts, const std::string& path = "/home/user/app/target/release/app") {
    Measurement measurement;
    measurement.workload.argv = {"./app"};
    measurement.executable.path = path;
    measurement.executable.build_facts = std::move(facts);
    return measurement;
}

std::vector<std::string> rules_of(const std::vector<Finding>& findings) {
    std::vector<std::string> rules;
    for (const auto& finding : findings)
        rules.push_back(finding.rule);
    std::ranges::sort(rules);
    return rules;
}

using Rules = std::vector<std::string>;

std::vector<BuildFact> plain_release() {
    return {shown("language", "Rust"),
            shown("optimisation", "opt-level 3"),
            shown("LTO", "none"),
            shown("codegen units", "4"),
            shown("panic", "unwind"),
            shown("instrumentation", "none"),
            shown("debug assertions", "off"),
            shown("overflow checks", "off"),
            shown("debug information", "none"),
            shown("symbols", "present"),
            declared("project", "cargo: /home/user/app/Cargo.toml"),
            declared("profile", "release"),
            declared("target CPU", "baseline")};
}

} // namespace

TEST_CASE("a plain release build is told what it could try", "[build]") {
    const auto measurement = measured(plain_release());
    CHECK(build_faults(measurement).empty());
    const auto advice = build_advice(measurement);
    CHECK(rules_of(advice) ==
          Rules{"build/codegen-units", "build/march", "build/no-lto", "build/panic-abort", "build/profiling-profile"});
    const auto lto = std::ranges::find(advice, "build/no-lto", &Finding::rule);
    CHECK(lto->change.find("In /home/user/app/Cargo.toml write `lto = \"fat\"` below `[profile.release]`") == 0);
    CHECK(lto->change.find("perfeng try -- ./app") != std::string::npos);
    REQUIRE(lto->impact.has_value());
    CHECK(lto->impact->ceiling == 0.2);
}

TEST_CASE("what is already so is not advised", "[build]") {
    auto facts = plain_release();
    for (auto& fact : facts) {
        if (fact.what == "LTO")
            fact.value = "fat";
        if (fact.what == "codegen units")
            fact.value = "1";
        if (fact.what == "panic")
            fact.value = "abort";
        if (fact.what == "target CPU")
            fact.value = "native";
        if (fact.what == "debug information")
            fact.value = "line tables";
    }
    CHECK(build_advice(measured(facts)).empty());
}

TEST_CASE("what is not known is not advised", "[build]") {
    CHECK(build_advice(measured({shown("language", "C"), shown("optimisation", "some")})).size() == 0);
    CHECK(build_advice(measured({})).empty());
}

TEST_CASE("a system's program gets no advice on its build, and no false fault", "[build]") {
    const auto measurement =
        measured({shown("language", "C"), shown("optimisation", "some"), shown("LTO", "none"),
                  shown("compiled units", "40"), shown("symbols", "stripped"), shown("instrumentation", "none")},
                 "/usr/bin/sqlite3");
    CHECK(build_advice(measurement).empty());
    CHECK(build_faults(measurement).empty());
}

TEST_CASE("an unoptimised build comes alone, and is a doubt", "[build]") {
    const auto measurement = measured({shown("language", "C++"), shown("optimisation", "none (-O0)"),
                                       shown("LTO", "none"), shown("compiled units", "4")});
    CHECK(rules_of(build_faults(measurement)) == Rules{"build/unoptimised"});
    CHECK(build_advice(measurement).empty());
    const auto doubts = profile_doubts(measurement);
    CHECK(std::ranges::count(doubts, "executable/unoptimised", &Finding::id) == 1);
}

TEST_CASE("an empty CMAKE_BUILD_TYPE is a fault only where the binary is not optimised", "[build]") {
    const BuildFact type{"build type", "none", "CMakeCache.txt", Confidence::high, true};
    const BuildFact project{"project", "cmake: /src", "/src/build/CMakeCache.txt", Confidence::high, true};
    const auto faults = build_faults(measured({shown("optimisation", "none (-O0)"), type, project}));
    REQUIRE(rules_of(faults) == Rules{"build/empty-cmake-build-type"});
    CHECK(faults.front().change ==
          "`cmake -S /src -B /src/build -DCMAKE_BUILD_TYPE=Release && cmake --build /src/build`");
    CHECK(build_faults(measured({shown("optimisation", "-O2"), type, project})).empty());
}

TEST_CASE("instrumentation is a fault and a doubt", "[build]") {
    const auto measurement =
        measured({shown("optimisation", "-O1"), shown("instrumentation", "AddressSanitizer, coverage")});
    const auto faults = build_faults(measurement);
    REQUIRE(rules_of(faults) == Rules{"build/instrumented"});
    CHECK(faults.front().change.find("-fsanitize") != std::string::npos);
    CHECK(faults.front().change.find("--coverage") != std::string::npos);
    CHECK(build_advice(measurement).empty());
    CHECK(std::ranges::count(profile_doubts(measurement), "executable/instrumented", &Finding::id) == 1);
}

TEST_CASE("what is asked for and not found is told as a doubt", "[build]") {
    const auto faults = build_faults(measured({shown("optimisation", "opt-level 3"), shown("LTO", "none"),
                                               declared("LTO", "fat"), declared("without effect", "[profile.x] ...")}));
    REQUIRE(rules_of(faults) == Rules{"build/declared-differs", "build/without-effect"});
    CHECK(faults.front().kind == FindingKind::doubt);
    CHECK(faults.front().title ==
          "Cargo.toml [profile.release] says LTO fat, the binary shows none: was it built since?");
}

TEST_CASE("the slowest unit of a build is told where it is much of it", "[build]") {
    auto measurement = measured({});
    measurement.build_times = BuildTimes{
        "ninja", 10, {{"a.o", 0, 4, "compile", false}, {"b.o", 0, 1, "compile", false}, {"app", 9, 1, "link", false}}};
    const auto advice = build_advice(measurement);
    REQUIRE(rules_of(advice) == Rules{"build/slow-unit"});
    CHECK(advice.front().id == "build/slow-unit:a.o");
    CHECK(advice.front().impact->metric == "build_time");
    CHECK(advice.front().impact->ceiling == 0.4);
    measurement.build_times->units.front().seconds = 1.5;
    CHECK(build_advice(measurement).empty());
}
