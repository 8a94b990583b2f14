#include "benchmark_reading.hpp"

using namespace perfeng;
using namespace perfeng::tools;

namespace {

constexpr std::string_view one = R"({"results": [{"command": "sort words", "mean": 2.5, "stddev": 0.7, "median": 2.5,
    "user": 1.0, "system": 0.1, "min": 2, "max": 3, "times": [2, 3], "exit_codes": [0, 0]}]})";

} // namespace

TEST_CASE("one command of hyperfine gives its wall time with each trial") {
    const auto [contents, warnings] = read_as("hyperfine", one);
    CHECK(trials_of(contents) == Trials{{"wall_time", {2, 3}}});
    CHECK(contents.metrics.front().unit == Unit::seconds);
    CHECK(contents.metrics.front().summary.n == 0);
    CHECK(contents.command == "sort words");
    REQUIRE(warnings.size() == 1);
    CHECK_THAT(warnings[0], ContainsSubstring("user and system time are left out"));
}

TEST_CASE("several commands of hyperfine are told apart by parameters, else by command") {
    const auto two = [](std::string_view first, std::string_view second) {
        return trials_of(read_as("hyperfine", R"({"results": [{"command": "a", "times": [1], "exit_codes": [0])" +
                                                  std::string(first) + R"(},{"command": "b  c", "times": [2])" +
                                                  std::string(second) + "}]}")
                             .value);
    };
    CHECK(two("", "") == Trials{{"wall_time[a]", {1}}, {"wall_time[b c]", {2}}});
    CHECK(two(R"(,"parameters":{"n":"1","k":"x"})", R"(,"parameters":{"n":"2","k":"x"})") ==
          Trials{{"wall_time[k=x,n=1]", {1}}, {"wall_time[k=x,n=2]", {2}}});
    CHECK(two(R"(,"parameters":{"n":"1"})", R"(,"parameters":{"n":"1"})") ==
          Trials{{"wall_time[a]", {1}}, {"wall_time[b c]", {2}}});
}

TEST_CASE("memory of newer hyperfine is the peak of each run") {
    const auto contents =
        read_as("hyperfine", R"({"results":[{"command":"a","times":[1,2],"memory_usage_byte":[4096,8192]}]})").value;
    CHECK(trials_of(contents) == Trials{{"wall_time", {1, 2}}, {"peak_rss", {4096, 8192}}});
    CHECK(metric_of(contents, "peak_rss").unit == Unit::bytes);
}

TEST_CASE("a result of hyperfine without times keeps the summary that it tells") {
    const auto contents = read_as("hyperfine", R"({"results":[{"command":"a","mean":2,"median":1.5,"stddev":null,
        "min":1,"max":4,"exit_codes":[0,0,0]}]})")
                              .value;
    const auto& summary = metric_of(contents, "wall_time").summary;
    CHECK(summary.n == 3);
    CHECK(summary.median == 1.5);
    CHECK(summary.mean == 2);
    CHECK(summary.max == 4);
}

TEST_CASE("runs that failed under hyperfine are told") {
    const auto warnings =
        read_as("hyperfine", R"({"results":[{"command":"a b","times":[1,2,3],"exit_codes":[0,3,null]}]})").warnings;
    REQUIRE(warnings.size() == 1);
    CHECK_THAT(warnings[0], ContainsSubstring("'a b' failed in 2 of 3 runs"));
}

TEST_CASE("figures that can't be are left out of hyperfine's") {
    const auto [contents, warnings] = read_as("hyperfine", R"({"results":[{"command":"a","times":[1,-2,"x"]}]})");
    CHECK(trials_of(contents) == Trials{{"wall_time", {1}}});
    REQUIRE(warnings.size() == 1);
    CHECK_THAT(warnings[0], ContainsSubstring("1 figure left out"));
}

TEST_CASE("what holds no results of hyperfine is refused") {
    CHECK_THAT(refusal_of("hyperfine", R"({"results":[]})"), ContainsSubstring("no result"));
    CHECK_THAT(refusal_of("hyperfine", R"({"results":[{"command":"a"}]})"), ContainsSubstring("no time"));
    CHECK_THAT(refusal_of("hyperfine", "{\"results\":[\n{\"command\":"), ContainsSubstring("line 2: found the end"));
    CHECK_THAT(refusal_of("hyperfine", R"({"results":[{"command":"a","times":[1e999]}]})"), ContainsSubstring("JSON"));
    CHECK_THAT(refusal_of("hyperfine", R"({"results":3})"), ContainsSubstring("no result"));
    CHECK_THAT(refusal_of("hyperfine", "[1]"), ContainsSubstring("no result"));
}

TEST_CASE("hyperfine is recognised by its beginning") {
    CHECK(recognised_as("hyperfine", one) == Recognition::yes);
    CHECK(recognised_as("hyperfine", "\xef\xbb\xbf{\r\n\t\"results\":[{\"command\":1") == Recognition::yes);
    CHECK(recognised_as("hyperfine", R"({"results":[{"name":"x"}]})") == Recognition::no);
    CHECK(recognised_as("hyperfine", "{ \"res", false) == Recognition::need_more);
    CHECK(recognised_as("hyperfine", "{ \"res", true) == Recognition::no);
    CHECK(recognised_as("hyperfine", "", true) == Recognition::no);
}
