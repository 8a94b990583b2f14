#include "benchmark_reading.hpp"

#include "perfeng/tools/benchmarks/criterion.hpp"

using namespace perfeng;
using namespace perfeng::tools;

namespace {

constexpr std::string_view estimate =
    R"({"confidence_interval":{"confidence_level":0.95,"lower_bound":2,"upper_bound":4},
    "point_estimate":3,"standard_error":0.1})";

std::string estimates_of(std::initializer_list<std::string_view> keys) {
    std::string text = "{";
    for (const auto key : keys)
        text += (text.size() > 1 ? ",\"" : "\"") + std::string(key) + "\":" + std::string(estimate);
    return text + R"(,"slope":null})";
}

} // namespace

TEST_CASE("a sample of criterion gives a trial for each time over its iterations") {
    const auto [contents, warnings] =
        read_as("criterion-sample", R"({"sampling_mode":"Linear","iters":[1,2,0],"times":[10,40,5]})");
    CHECK(trials_of(contents) == Trials{{"wall_time[criterion]", {10 * 1e-9, 20 * 1e-9}}});
    REQUIRE(warnings.size() == 1);
    CHECK_THAT(warnings[0], ContainsSubstring("1 figure left out"));
    CHECK(trials_of(read_as("criterion-sample", R"({"iters":[2.0],"times":[4.0]})").value) ==
          Trials{{"wall_time[criterion]", {2 * 1e-9}}});
}

TEST_CASE("estimates of criterion are a summary without trials") {
    for (const auto& text : {estimates_of({"mean", "median", "std_dev"}), estimates_of({"Mean", "Median", "StdDev"})}) {
        const auto contents = read_as("criterion-estimates", text).value;
        const auto& metric = metric_of(contents, "wall_time[criterion]");
        CHECK(metric.trials.empty());
        CHECK(metric.summary.n == 0);
        CHECK(metric.summary.median == 3 * 1e-9);
        REQUIRE(metric.summary.ci.has_value());
        CHECK(metric.summary.ci->lo == 2 * 1e-9);
        CHECK(metric.summary.ci->hi == 4 * 1e-9);
        CHECK(recognised_as("criterion-estimates", text) == Recognition::yes);
    }
    auto other_level = estimates_of({"mean", "median", "std_dev"});
    while (other_level.find("0.95") != std::string::npos)
        other_level.replace(other_level.find("0.95"), 4, "0.99");
    CHECK_FALSE(read_as("criterion-estimates", other_level).value.metrics.front().summary.ci.has_value());
}

TEST_CASE("relative changes of criterion are no times") {
    CHECK_THAT(refusal_of("criterion-estimates", estimates_of({"mean", "median"})),
               ContainsSubstring("relative changes"));
}

TEST_CASE("the path names a benchmark of criterion") {
    const auto named = [](std::string_view path) {
        Contents contents;
        contents.metrics = {{.name = "wall_time[criterion]"}, {.name = "wall_time[x]"}};
        name_criterion(contents, path);
        CHECK(contents.metrics[1].name == "wall_time[x]");
        return contents.metrics[0].name;
    };
    CHECK(named("/home/user/target/criterion/sort words/1024/new/sample.json") == "wall_time[sort words/1024]");
    CHECK(named("/home/criterion/target/criterion/sort/base/estimates.json") == "wall_time[sort]");
    CHECK(named("C:\\target\\criterion\\sort\\new\\sample.json") == "wall_time[sort]");
    for (const std::string_view path :
         {"/tmp/sample.json", "sample.json", "", "/", "/criterion/sample.json", "/criterion/new/sample.json"})
        CHECK(named(path) == "wall_time[criterion]");
}

TEST_CASE("times that criterion prints, with the name before them or in the line above") {
    const auto [contents, warnings] =
        read_as("cargo-bench", "sort words              time:   [1.5 \xc2\xb5s 2.0 \xc2\xb5s 2.5 \xc2\xb5s]\n"
                               "                        change: [-1% +2% +3%] (p = 0.33 > 0.05)\n"
                               "a long/name of it\n"
                               "Benchmarking a long/name of it: Analyzing\n"
                               "a long/name of it\n"
                               "                        time:   [1.0 ms 1.1 s 1.2 s]\n"
                               "                 change:\n"
                               "                        time:   [-7.6709% -3.2426% -0.1446%] (p = 0.15 > 0.05)\n"
                               "sort words              time:   [1 ns 2 ns 3 ns]\n");
    REQUIRE(contents.metrics.size() == 2);
    const auto& words = metric_of(contents, "wall_time[sort words]").summary;
    CHECK(words.median == 2.0 * 1e-6);
    CHECK(words.ci.value().lo == 1.5 * 1e-6);
    CHECK(words.ci.value().hi == 2.5 * 1e-6);
    CHECK(metric_of(contents, "wall_time[a long/name of it]").summary.median == 1.1);
    REQUIRE(warnings.size() == 2);
    CHECK_THAT(warnings[1], ContainsSubstring("1 figure left out: the benchmark stands above"));
}

TEST_CASE("each line of Rust's harness is a trial") {
    const auto contents =
        read_as("cargo-bench", "running 2 tests\ntest a::b   ... bench:   1,374.88 ns/iter (+/- 1,323.32) "
                               "= 582 MB/s\ntest a::b ... bench: 2,000,000 ns/iter (+/- 4)\n"
                               "test c ... ignored\ntest d ... bench: x ns/iter\n")
            .value;
    CHECK(trials_of(contents) == Trials{{"wall_time[a::b]", {1374.88 * 1e-9, 2'000'000 * 1e-9}}});
}

TEST_CASE("what holds no time of cargo bench or criterion is refused") {
    CHECK_THAT(refusal_of("cargo-bench", "test a ... ok\n"), ContainsSubstring("found none"));
    CHECK_THAT(refusal_of("criterion-sample", R"({"iters":[1,2],"times":[1]})"),
               ContainsSubstring("1 times of 2 iters"));
    CHECK_THAT(refusal_of("criterion-sample", R"({"iters":["a"],"times":[1]})"), ContainsSubstring("no number"));
    CHECK_THAT(refusal_of("criterion-estimates", R"({"mean":3})"), ContainsSubstring("no median"));
    CHECK_THAT(refusal_of("criterion-benchmark", R"({"group_id":"a"})"), ContainsSubstring("no full_id"));
}

TEST_CASE("output of cargo bench is recognised by a time alone") {
    CHECK(recognised_as("cargo-bench", "x time: [1 ns 2 ns 3 ns]\n") == Recognition::yes);
    CHECK(recognised_as("cargo-bench", "x\ntest a ... bench: 1 ns/iter (+/- 0)\n") == Recognition::yes);
    CHECK(recognised_as("cargo-bench", "x time: [1 ns 2 ns 3 ns", false) == Recognition::need_more);
    for (const std::string_view text : {"x time: [1 2 3]\n", "runtime: [1 ns 2 ns 3 ns]\n", "time: [1 ns 2 ns]\n",
                                        "test a ... ok\n", "time: [1% 2% 3%]\n", ""})
        CHECK(recognised_as("cargo-bench", text) == Recognition::no);
}
