#include "coverage_reading.hpp"

#include "perfeng/tools/coverage/go_cover.hpp"

using namespace perfeng;
using namespace perfeng::tools;

TEST_CASE("a line of Go has the highest count of its blocks", "[go-cover]") {
    const auto coverage = read_as("go-cover", coverage_fixture("go_count.out"));
    CHECK(coverage.tool == "go");
    REQUIRE(coverage.files.size() == 1);
    CHECK(coverage.files[0].path == "example.com/shapes/shapes.go");
    CHECK(lines_of(coverage, "shapes.go") == LineCounts{{3, 2},
                                                        {4, 2},
                                                        {5, 0},
                                                        {6, 0},
                                                        {7, 2},
                                                        {10, 1},
                                                        {11, 1},
                                                        {12, 100},
                                                        {13, 100},
                                                        {14, 66},
                                                        {16, 1},
                                                        {19, 0},
                                                        {20, 0},
                                                        {21, 0}});
    const auto set = lines_of(read_as("go-cover", coverage_fixture("go_set.out")), "shapes.go");
    for (const auto& [line, count] : lines_of(coverage, "shapes.go"))
        CHECK(set.at(line) == (count > 0 ? 1 : 0));
}

TEST_CASE("the same block of several test programs", "[go-cover]") {
    const std::string blocks = "C:/a b/x.go:1.2,2.3 1 4\nC:/a b/x.go:1.2,2.3 1 3\n";
    const auto count = read_go_cover("mode: atomic\n" + blocks);
    REQUIRE(count.has_value());
    CHECK(count->value.files.at(0).path == "C:/a b/x.go");
    CHECK(lines_of(count->value, "x.go") == LineCounts{{1, 7}, {2, 7}});
    CHECK(lines_of(read_go_cover("mode: set\n" + blocks)->value, "x.go").at(1) == 4);
}

TEST_CASE("what is no block is told, and what no source can hold refused", "[go-cover]") {
    const auto read = read_go_cover("mode: set\nx.go:1.1,2.2 1 1\nx.go:3.1,2.2 1 1\nx.go:1,2 1 1\nx.go:0.1,1.1 1 1\n"
                                    "x.go:4.1,5.1 1 1 1\n:4.1,5.1 1 1\nx.go:4.1,18446744073709551615.1 1 1\n\n");
    REQUIRE(read.has_value());
    REQUIRE(read->warnings.size() == 1);
    CHECK_THAT(read->warnings[0], ContainsSubstring("6 records") && ContainsSubstring("line 3"));
    CHECK_FALSE(read_go_cover("mode: set\nx.go:1.1,2000000000.2 1 1\n").has_value());
    CHECK_FALSE(read_go_cover("mode: set\n").has_value());
}

TEST_CASE("a Go profile is recognised by its mode and a block", "[go-cover]") {
    CHECK(recognise_go_cover({"mode: set\nx.go:1.1,2.2 1 1\n", false}) == Recognition::yes);
    CHECK(recognise_go_cover({"mode: set\n", false}) == Recognition::need_more);
    CHECK(recognise_go_cover({"mode: set\n", true}) == Recognition::no);
    CHECK(recognise_go_cover({"mode: other\nx.go:1.1,2.2 1 1\n", false}) == Recognition::no);
    CHECK(recognise_go_cover({"mode: set\nhello\n", false}) == Recognition::no);
}
