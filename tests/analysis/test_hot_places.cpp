#include "catch.hpp"
#include "made.hpp"

#include "perfeng/analysis/categories.hpp"
#include "perfeng/analysis/hot_places.hpp"
#include "perfeng/analysis/hotspots.hpp"

#include <numeric>

using namespace perfeng;
using namespace perfeng::analysis;

namespace {

const CategoryShare& category(const Profile& profile, const std::string& name) {
    const auto found = std::ranges::find(profile.categories, name, &CategoryShare::category);
    REQUIRE(found != profile.categories.end());
    return *found;
}

} // namespace

TEST_CASE("each sample is in one category, and the shares add up") {
    Profile profile;
    made::add_names(profile, {"malloc", "std::_Rb_tree::_M_insert", "count", "main"}, 40);
    made::add_names(profile, {"malloc", "read_row", "main"}, 20);
    made::add_names(profile, {"count", "main"}, 20);
    made::add(
        profile,
        {made::frame("clear_page_erms", "[kernel]"), made::frame("exc_page_fault", "[kernel]"), made::frame("count")},
        10);
    made::add(profile, {made::frame("something", "[kernel]"), made::frame("count")}, 5);
    made::add_names(profile, {"[unknown]"}, 3);
    made::add(profile, {}, 2);
    categorise(profile, nullptr);
    CHECK(category(profile, "maps").samples == 40);
    CHECK(category(profile, "maps").share == Approx(0.4));
    CHECK(category(profile, "maps").ci.lo < 0.4);
    CHECK(category(profile, "maps").ci.hi > 0.4);
    CHECK(category(profile, "allocation").samples == 20);
    CHECK(category(profile, "own code").samples == 20);
    CHECK(category(profile, "page faults").samples == 10);
    CHECK(category(profile, "kernel").samples == 5);
    CHECK(category(profile, "unknown").samples == 5);
    CHECK(std::accumulate(profile.categories.begin(), profile.categories.end(), 0.0,
                          [](double sum, const auto& each) { return sum + each.share; }) == Approx(1));
    CHECK(profile.categories.front().category == "maps");
}

TEST_CASE("heap blocks stand beside the samples of their category") {
    Profile profile;
    made::add_names(profile, {"malloc", "<alloc::string::String as core::clone::Clone>::clone", "copy", "main"}, 10);
    Allocations allocations;
    allocations.frames = {{"<alloc::string::String as core::clone::Clone>::clone", "app", "", 0},
                          {"copy", "app", "", 0}};
    allocations.stacks = {{{0, 1}, 8'000, 64'000, 7'999, 8}, {{1}, 5, 50, 0, 50}};
    categorise(profile, &allocations);
    CHECK(category(profile, "copies").allocations == 8'000);
    CHECK(category(profile, "copies").allocated_bytes == 64'000);
    CHECK(category(profile, "copies").temporary == 7'999);
    CHECK(category(profile, "own code").allocations == 5);
}

TEST_CASE("a line of the user's code has what it calls in libraries") {
    Profile profile;
    const auto line = [](int number) { return made::at_line("count", number); };
    made::add(profile, {made::frame("malloc"), line(7), made::frame("main")}, 30);
    made::add(profile, {line(7), made::frame("main")}, 30);
    made::add(profile, {line(9), made::frame("main")}, 39);
    made::add(profile, {line(3), made::frame("main")}, 1);
    find_hot_lines(profile);
    REQUIRE(profile.hot_lines.size() == 2); // line 3 has under 2%
    CHECK(profile.hot_lines[0].line == 7);
    CHECK(profile.hot_lines[0].share == Approx(0.6));
    CHECK(profile.hot_lines[0].samples == 60);
    CHECK(profile.hot_lines[0].function == "count");
    CHECK(profile.hot_lines[1].line == 9);
}

TEST_CASE("recursion is told with its depth and its share") {
    Profile profile;
    made::add_names(profile, {"walk", "walk", "walk", "main"}, 30);
    made::add_names(profile, {"walk", "main"}, 10);
    made::add_names(profile, {"[unknown]", "[unknown]", "main"}, 60);
    made::add(profile, {made::inlined("push"), made::inlined("push"), made::frame("main")}, 100);
    find_recursion(profile);
    REQUIRE(profile.recursion.size() == 1);
    CHECK(profile.recursion[0].function == "walk");
    CHECK(profile.recursion[0].max_depth == 3);
    CHECK(profile.recursion[0].mean_depth == Approx(2.5));
    CHECK(profile.recursion[0].share == Approx(0.2));
    CHECK(profile.recursion[0].recursive_share == Approx(0.15));
}

TEST_CASE("watched functions are told, also when no sample holds them") {
    Profile profile;
    auto lexer = made::frame("app::lexer::next_token");
    lexer.file = "/home/user/src/lexer.rs";
    lexer.line = 12;
    made::add(profile, {lexer, made::frame("main")}, 25);
    made::add_names(profile, {"parse_header", "main"}, 75);
    tally(profile);
    find_watched(profile, {"src/lexer.rs::next_token()", "parse_*", "lexer.rs", "src/parser.rs::next_token()", "gone"});
    REQUIRE(profile.watched.size() == 5);
    CHECK(profile.watched[0].function == "app::lexer::next_token");
    CHECK(profile.watched[0].self_share == Approx(0.25));
    CHECK(profile.watched[0].samples == 25);
    CHECK(profile.watched[1].function == "parse_header");
    CHECK(profile.watched[2].function == "app::lexer::next_token");
    CHECK(profile.watched[3].function.empty());
    CHECK(profile.watched[4].function.empty());
    CHECK(profile.watched[4].most > 0);
    CHECK(profile.watched[4].most < 0.05); // 0 of 100: about 3.7%
}
