#include "catch.hpp"
#include "made.hpp"

#include "perfeng/analysis/hotspots.hpp"

#include <numeric>
#include <random>

using namespace perfeng;
using namespace perfeng::analysis;

namespace {

const FunctionCost& cost_of(const Profile& profile, std::string_view name) {
    const auto found = std::ranges::find(profile.functions, name, &FunctionCost::name);
    REQUIRE(found != profile.functions.end());
    return *found;
}

std::vector<std::string> names_of(const std::vector<const FunctionCost*>& costs) {
    std::vector<std::string> names;
    for (const auto* cost : costs)
        names.push_back(cost->name);
    return names;
}

std::string joined(const Profile& profile, const CallPath& path) {
    std::string text;
    for (const auto frame : path.frames)
        text += (text.empty() ? "" : ";") + profile.frames[frame].name;
    return text;
}

} // namespace

TEST_CASE("self is the leaf's, total every function's that the stack passes") {
    Profile profile;
    made::add_names(profile, {"hash", "insert", "main"}, 6);
    made::add_names(profile, {"insert", "main"}, 3);
    made::add_names(profile, {"main"}, 1);
    tally(profile);

    REQUIRE(profile.functions.size() == 3);
    CHECK(profile.functions[0].name == "hash");
    CHECK(profile.functions[1].name == "insert");
    CHECK(profile.functions[2].name == "main");
    CHECK(profile.functions[0].self_share == Approx(0.6));
    CHECK(profile.functions[1].self == Approx(3));
    CHECK(profile.functions[1].self_samples == 3);
    CHECK(profile.functions[1].total == Approx(9));
    CHECK(profile.functions[1].total_samples == 9);
    CHECK(profile.functions[2].total_share == Approx(1));
    CHECK(profile.functions[2].max_depth == 1);
}

TEST_CASE("a recursing function counts once a stack, and its depth is told") {
    Profile profile;
    made::add_names(profile, {"visit", "visit", "walk", "visit", "main"}, 4);
    made::add_names(profile, {"visit", "main"}, 1);
    tally(profile);
    CHECK(cost_of(profile, "visit").total == Approx(5));
    CHECK(cost_of(profile, "visit").total_samples == 5);
    CHECK(cost_of(profile, "visit").max_depth == 3);
    CHECK(cost_of(profile, "walk").max_depth == 1);

    made::add_names(profile, {"[unknown]", "[unknown]", "main"}, 1);
    tally(profile);
    CHECK(cost_of(profile, "[unknown]").max_depth == 1);
}

TEST_CASE("instances of a template share a shortened name and are no recursion") {
    Profile profile;
    auto outer = made::frame("std::invoke");
    outer.raw_name = "_ZSt6invokeI1AE";
    auto inner = made::frame("std::invoke");
    inner.raw_name = "_ZSt6invokeI1BE";
    made::add(profile, {inner, made::frame("a"), outer, made::frame("main")}, 2);
    tally(profile);
    CHECK(profile.functions.size() == 3);
    CHECK(cost_of(profile, "std::invoke").total == Approx(2));
    CHECK(cost_of(profile, "std::invoke").max_depth == 1);
    const auto paths = hottest_paths(profile, 5);
    REQUIRE(paths.size() == 1);
    CHECK(joined(profile, paths[0]) == "main;std::invoke;a;std::invoke");
}

TEST_CASE("weight, not the number of samples, makes the shares; samples are kept beside") {
    Profile profile;
    made::add(profile, {made::frame("slow"), made::frame("main")}, 1, 9);
    made::add(profile, {made::frame("fast"), made::frame("main")}, 3, 1.0 / 3);
    tally(profile);
    CHECK(cost_of(profile, "slow").self_share == Approx(0.9));
    CHECK(cost_of(profile, "slow").self_samples == 1);
    CHECK(cost_of(profile, "fast").self_samples == 3);
}

TEST_CASE("an inlined function owns its samples and says that it is inlined") {
    Profile profile;
    made::add(profile, {made::inlined("mix"), made::frame("hash"), made::frame("main")}, 5);
    made::add(profile, {made::frame("hash"), made::frame("main")}, 5);
    tally(profile);
    CHECK(cost_of(profile, "mix").inlined);
    CHECK(cost_of(profile, "mix").self == Approx(5));
    CHECK(cost_of(profile, "mix").module == "/home/user/project/app");
    CHECK_FALSE(cost_of(profile, "hash").inlined);
    CHECK(cost_of(profile, "hash").self == Approx(5));

    made::add(profile, {made::frame("mix"), made::frame("main")}, 1);
    auto elsewhere = made::inlined("mix");
    elsewhere.line = 8;
    made::add(profile, {elsewhere, made::frame("main")}, 1);
    tally(profile);
    CHECK_FALSE(cost_of(profile, "mix").inlined);
    CHECK(cost_of(profile, "mix").self == Approx(7));
}

TEST_CASE("functions of one name in two modules are two; a kernel function says so") {
    Profile profile;
    made::add(profile, {made::frame("[unknown]", "/usr/lib/libx.so"), made::frame("main")}, 2);
    made::add(profile, {made::frame("[unknown]", "/usr/lib/liby.so"), made::frame("main")}, 1);
    made::add(profile, {made::frame("clear_page", "[kernel]"), made::frame("main")}, 1);
    tally(profile);
    CHECK(profile.functions.size() == 4);
    CHECK(cost_of(profile, "clear_page").kernel);
    CHECK_FALSE(cost_of(profile, "main").kernel);
}

TEST_CASE("a function stands at its hottest line") {
    Profile profile;
    made::add(profile, {made::at_line("parse", 10), made::frame("main")}, 2);
    made::add(profile, {made::at_line("parse", 20), made::frame("main")}, 5);
    made::add(profile, {made::frame("parse"), made::frame("main")}, 9);
    made::add(profile, {made::frame("leaf"), made::at_line("parse", 30), made::frame("main")}, 50);
    made::add(profile, {made::frame("leaf"), made::at_line("caller", 7), made::frame("main")}, 1);
    made::add(profile, {made::frame("leaf"), made::at_line("caller", 8), made::frame("main")}, 2);
    tally(profile);
    CHECK(cost_of(profile, "parse").file == "src/app.cpp");
    CHECK(cost_of(profile, "parse").line == 20);
    CHECK(cost_of(profile, "parse").self == Approx(16));
    CHECK(cost_of(profile, "caller").line == 8);
}

TEST_CASE("samples without a call chain stay in the whole and belong to no function") {
    Profile profile;
    made::add_names(profile, {"work", "main"}, 3);
    made::add(profile, {}, 1);
    tally(profile);
    CHECK(cost_of(profile, "work").self_share == Approx(0.75));
    CHECK(profile.quality.empty_share == Approx(0.25));
    CHECK(hottest_paths(profile, 5).size() == 1);
    CHECK(hottest_paths(profile, 5)[0].share == Approx(0.75));
}

TEST_CASE("frames that no stack uses are no functions") {
    Profile profile;
    made::add_names(profile, {"work", "main"}, 3);
    profile.frames.push_back(made::frame("never"));
    tally(profile);
    CHECK(profile.functions.size() == 2);
}

TEST_CASE("nothing in, nothing out") {
    Profile profile;
    tally(profile);
    CHECK(profile.functions.empty());
    CHECK(profile.quality.rooted_share == 0);
    CHECK(hottest_paths(profile, 3).empty());
    CHECK(bottlenecks(profile, 3).empty());

    made::add(profile, {}, 2);
    tally(profile);
    CHECK(profile.functions.empty());
    CHECK(profile.quality.empty_share == Approx(1));
}

TEST_CASE("a counting tool's functions are kept, with new shares") {
    Profile profile;
    profile.tool = "callgrind";
    profile.weight = 250;
    profile.functions.resize(2);
    profile.functions[0].name = "main";
    profile.functions[0].self = 40;
    profile.functions[0].total = 200;
    profile.functions[1].name = "sort";
    profile.functions[1].self = 160;
    profile.functions[1].total = 160;
    tally(profile);
    REQUIRE(profile.functions.size() == 2);
    CHECK(profile.functions[0].name == "sort");
    CHECK(profile.functions[0].self_share == Approx(0.64));
    CHECK(profile.functions[1].total_share == Approx(0.8));
    CHECK(profile.quality.rooted_share == Approx(0.8));

    profile.weight = 0;
    tally(profile);
    CHECK(profile.functions[0].self_share == Approx(0.8));
}

TEST_CASE("any profile: shares add up, self <= total <= whole, and halves add up to the whole") {
    std::mt19937_64 random(7);
    for (int round = 0; round < 50; ++round) {
        Profile whole;
        Profile first;
        Profile second;
        for (int i = 0; i < 40; ++i) {
            std::vector<std::string> names;
            for (auto depth = random() % 8; depth > 0; --depth)
                names.push_back("f" + std::to_string(random() % 6));
            const auto samples = 1 + random() % 5;
            made::add_names(whole, names, samples);
            made::add_names(i % 2 == 0 ? first : second, names, samples);
        }
        for (auto* profile : {&whole, &first, &second})
            tally(*profile);

        double selves = whole.quality.empty_share;
        for (const auto& cost : whole.functions) {
            selves += cost.self_share;
            CHECK(cost.self <= cost.total);
            CHECK(cost.self_samples <= cost.total_samples);
            CHECK(cost.total <= whole.weight * (1 + 1e-12));
            double parts = 0;
            for (const auto* half : {&first, &second})
                for (const auto& part : half->functions)
                    parts += part.name == cost.name ? part.total : 0;
            CHECK(parts == Approx(cost.total));
        }
        CHECK(selves == Approx(1));

        const auto paths = hottest_paths(whole, 10'000);
        double in_paths = 0;
        for (const auto& path : paths)
            in_paths += path.share;
        CHECK(in_paths == Approx(1 - whole.quality.empty_share).margin(1e-12));
        CHECK(std::ranges::is_sorted(paths, std::greater{}, &CallPath::weight));
    }
}

TEST_CASE("recursion depth does not split a path") {
    struct Row {
        std::vector<std::string> leaf_first;
        std::string path;
    };
    const std::vector<Row> rows{
        {{"leaf", "a", "main"}, "main;a;leaf"},
        {{"leaf", "a", "a", "a", "main"}, "main;a;leaf"},
        {{"a", "a", "main"}, "main;a"},
        {{"leaf", "b", "a", "b", "a", "b", "a", "main"}, "main;a;b;leaf"},
        {{"leaf", "a", "b", "a", "main"}, "main;a;leaf"},
        {{"leaf", "a", "c", "a", "b", "a", "main"}, "main;a;leaf"},
        {{"y", "d", "c", "b", "a", "y", "x", "a", "main"}, "main;a;b;c;d;y"},
        {{"x", "[unknown]", "y", "[unknown]", "main"}, "main;[unknown];y;[unknown];x"},
        {{"x", "[unknown]", "[unknown]", "main"}, "main;[unknown];x"},
    };
    for (const auto& row : rows) {
        Profile profile;
        made::add_names(profile, row.leaf_first, 1);
        const auto paths = hottest_paths(profile, 1);
        REQUIRE(paths.size() == 1);
        CHECK(joined(profile, paths[0]) == row.path);
    }
}

TEST_CASE("what one stack passed is no recursion in the next") {
    Profile profile;
    made::add_names(profile, {"c", "b", "a"}, 2);
    made::add_names(profile, {"a", "b", "c"}, 1);
    const auto paths = hottest_paths(profile, 2);
    REQUIRE(paths.size() == 2);
    CHECK(joined(profile, paths[0]) == "a;b;c");
    CHECK(joined(profile, paths[1]) == "c;b;a");
}

TEST_CASE("paths that differ in depth or line are one, and the hottest come first") {
    Profile profile;
    made::add(profile, {made::at_line("parse", 3), made::frame("main")}, 2);
    made::add(profile, {made::at_line("parse", 4), made::frame("main")}, 3);
    made::add(profile, {made::at_line("parse", 5), made::at_line("parse", 9), made::frame("main")}, 1);
    made::add(profile, {made::frame("print"), made::frame("main")}, 4);
    const auto paths = hottest_paths(profile, 2);
    REQUIRE(paths.size() == 2);
    CHECK(joined(profile, paths[0]) == "main;parse");
    CHECK(paths[0].samples == 6);
    CHECK(paths[0].weight == Approx(6));
    CHECK(paths[0].share == Approx(0.6));
    CHECK(profile.frames[paths[0].frames.back()].line == 4);
    CHECK(joined(profile, paths[1]) == "main;print");
    CHECK(hottest_paths(profile, 1).size() == 1);
}

TEST_CASE("bottlenecks are the first by self, the first by total and all large ones, once each") {
    Profile profile;
    made::add_names(profile, {"a", "outer", "main"}, 50);
    made::add_names(profile, {"b", "outer", "main"}, 30);
    made::add_names(profile, {"c", "main"}, 16);
    made::add_names(profile, {"d", "main"}, 4);
    tally(profile);
    CHECK(names_of(bottlenecks(profile, 1, 1.1)) == std::vector<std::string>{"a", "main"});
    CHECK(names_of(bottlenecks(profile, 2, 1.1)) == std::vector<std::string>{"a", "b", "main", "outer"});
    CHECK(names_of(bottlenecks(profile, 0, 0.05)) == std::vector<std::string>{"a", "b", "c", "main", "outer"});
    CHECK(names_of(bottlenecks(profile, 0, 1.1)).empty());
    CHECK(names_of(bottlenecks(profile, 99)).size() == 6);
}
