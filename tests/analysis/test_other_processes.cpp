#include "catch.hpp"

#include "perfeng/analysis/doubts.hpp"

#include <algorithm>

using namespace perfeng;

namespace {

/// A compiler driver at work: `share` of the CPU time in the compiler proper.
Measurement driver(double share) {
    Measurement measurement;
    measurement.executable.path = "/usr/bin/g++-12";
    measurement.allocations = Allocations{.tool = "heaptrack"};
    Profile profile{.samples = 1000, .weight = 1};
    profile.frames = {{.name = "main", .module = "/usr/bin/g++-12"},
                      {.name = "parse", .module = "/usr/lib/gcc/cc1plus"},
                      {.name = "malloc", .module = "/lib/libc.so.6"},
                      {.name = "read", .module = "[kernel]", .kernel = true}};
    profile.stacks = {{.frames = {3, 2, 0, 2}, .weight = 1 - share, .samples = 500},
                      {.frames = {2, 1, 2}, .weight = share, .samples = 500}};
    measurement.profile = profile;
    return measurement;
}

bool doubted(const Measurement& measurement) {
    const auto doubts = analysis::profile_doubts(measurement);
    return std::ranges::any_of(doubts, [](const Finding& each) { return each.id == "memory/other-processes"; });
}

} // namespace

TEST_CASE("memory figures of a program that runs another are its own alone, and that is told") {
    CHECK(doubted(driver(0.06)));
    CHECK_FALSE(doubted(driver(0.04)));
    auto unmeasured = driver(0.9);
    unmeasured.allocations.reset();
    CHECK_FALSE(doubted(unmeasured));
    const auto doubts = analysis::profile_doubts(driver(0.9));
    const auto found = std::ranges::find(doubts, "memory/other-processes", &Finding::id);
    REQUIRE(found != doubts.end());
    CHECK_THAT(found->title, ContainsSubstring("g++-12 alone") && ContainsSubstring("cc1plus"));
    CHECK_THAT(found->evidence, ContainsSubstring("90.0%"));
}
