#include "catch.hpp"
#include "made.hpp"

#include "perfeng/analysis/stack_matcher.hpp"

using namespace perfeng;
using namespace perfeng::analysis;

namespace {

/// The pattern that has the one stack of these names, leaf first; -1 for none.
int matched(const std::vector<StackPattern>& patterns, const std::vector<std::string>& leaf_first) {
    Profile profile;
    made::add_names(profile, leaf_first, 1);
    std::vector<const StackPattern*> pointers;
    for (const auto& pattern : patterns)
        pointers.push_back(&pattern);
    const auto match = StackMatcher(pointers, profile.frames).match(profile.stacks.front().frames);
    return match ? static_cast<int>(match->pattern) : -1;
}

std::string place(const std::vector<std::string>& leaf_first) {
    Profile profile;
    made::add_names(profile, leaf_first, 1);
    const auto at = StackMatcher({}, profile.frames).place_of(profile.stacks.front().frames);
    return at ? leaf_first[*at] : "";
}

} // namespace

TEST_CASE("a star in a pattern stands for any text") {
    CHECK(fits("malloc", "malloc"));
    CHECK_FALSE(fits("malloc_consolidate", "malloc"));
    CHECK(fits("malloc_consolidate", "malloc*"));
    CHECK(fits("malloc", "malloc*"));
    CHECK(fits("core::hash::sip::write", "*hash*write"));
    CHECK_FALSE(fits("core::hash::sip::writer", "*hash*write"));
    CHECK(fits("aXbXbc", "a*bc"));
    CHECK(fits("", "*"));
    CHECK_FALSE(fits("", "a"));
}

TEST_CASE("a pattern looks at what the user's code called, not below it") {
    const std::vector<StackPattern> patterns{{.frames = {"std::sort"}}};
    CHECK(matched(patterns, {"std::__introsort_loop", "std::sort", "order", "main"}) == 0);
    CHECK(matched(patterns, {"by_name", "std::sort", "order", "main"}) == -1);
}

TEST_CASE("of several patterns that fit the highest rank has the stack, then what the user called") {
    CHECK(matched({{.frames = {"malloc"}, .rank = 20}, {.frames = {"std::vector::*"}, .rank = 50}},
                  {"malloc", "std::vector::reserve", "fill", "main"}) == 1);
    CHECK(matched({{.frames = {"std::string::*"}}, {.frames = {"std::map::*"}}},
                  {"std::string::compare", "std::map::find", "look_up", "main"}) == 1);
    CHECK(matched({{.frames = {"std::map::*"}}, {.frames = {"std::string::*"}}},
                  {"std::string::compare", "std::map::find", "look_up", "main"}) == 0);
}

TEST_CASE("what a pattern asks of the leaf, of the callers and of all frames has to hold") {
    const StackPattern asked{
        .frames = {"std::vector::erase"}, .leaf = {"__memmove_*"}, .under = {"work"}, .unless = {"std::sort"}};
    CHECK(matched({asked}, {"__memmove_avx", "std::vector::erase", "work"}) == 0);
    CHECK(matched({asked}, {"std::vector::erase", "work"}) == -1);
    CHECK(matched({asked}, {"__memmove_avx", "std::vector::erase", "play"}) == -1);
    CHECK(matched({asked}, {"__memmove_avx", "std::vector::erase", "std::sort", "work"}) == -1);
    CHECK(matched({asked}, {"__memmove_avx", "std::vector::erase", "f", "std::sort", "work"}) == -1);
    CHECK(matched({{.frames = {"malloc"}, .under = {"malloc"}}}, {"malloc", "work"}) == -1);
}

TEST_CASE("what a package manager fetched is not the user's own") {
    Profile profile;
    auto library = made::frame("regex::exec::find");
    library.file = "/usr/share/cargo/registry/regex-1.7.1/src/exec.rs";
    auto vendored = made::frame("regex::find");
    vendored.file = "/home/user/project/vendor/regex/src/lib.rs";
    made::add(profile, {library, vendored, made::frame("app::main")}, 1);
    CHECK(StackMatcher({}, profile.frames).place_of(profile.stacks.front().frames) == 2);
}

TEST_CASE("the place is the user's own function, not what the language derives for it") {
    CHECK(place({"malloc", "<alloc::string::String as core::clone::Clone>::clone",
                 "<app::Row as core::clone::Clone>::clone", "app::sort_rows", "main"}) == "app::sort_rows");
    CHECK(place({"std::string::string", "shop::Order::Order", "shop::price", "main"}) == "shop::price");
    CHECK(place({"free", "Order::~Order"}) == "Order::~Order");
    CHECK(place({"malloc", "std::thread::spawn"}).empty());
    CHECK(place({"own"}) == "own");
}
