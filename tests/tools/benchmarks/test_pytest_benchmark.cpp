#include "benchmark_reading.hpp"

using namespace perfeng;
using namespace perfeng::tools;

namespace {

std::string file_of(std::string_view benchmarks) {
    return R"({"machine_info": {"node": "h", "machine": "x86_64", "python_version": "3.11.2", "release": "6.1", "system":
        "Linux", "cpu": {"brand_raw": "AMD EPYC", "count": 2}}, "commit_info": {"id": "abc", "dirty": true},
        "benchmarks": [)" +
           std::string(benchmarks) + R"(], "datetime": "2026-11-25T13:12:23.051639", "version": "3.2.2"})";
}

constexpr std::string_view stats = R"("stats":{"min":1,"max":4,"mean":2,"stddev":0.5,"rounds":5,"median":1.5)";

std::string benchmark_of(std::string_view name, std::string_view data) {
    return R"({"name":")" + std::string(name) + R"(","fullname":"test_a.py::)" + std::string(name) + R"(",)" +
           std::string(stats) + std::string(data) + "}}";
}

} // namespace

TEST_CASE("rounds of pytest-benchmark are trials where they were saved, else a summary") {
    const auto [contents, warnings] =
        read_as("pytest-benchmark", file_of(benchmark_of("a[10]", R"(,"data":[1.0,4])") + "," + benchmark_of("b", "")));
    CHECK(metric_of(contents, "wall_time[a[10]]").trials == std::vector{1.0, 4.0});
    const auto& summary = metric_of(contents, "wall_time[b]").summary;
    CHECK(summary.n == 5);
    CHECK(summary.median == 1.5);
    CHECK(summary.mean == 2);
    CHECK(summary.stddev == 0.5);
    CHECK(summary.min == 1);
    CHECK(summary.max == 4);
    CHECK(warnings.empty());
}

TEST_CASE("machine, commit and time of pytest-benchmark") {
    const auto contents = read_as("pytest-benchmark", file_of(benchmark_of("a", ""))).value;
    CHECK(contents.environment.host == "h");
    CHECK(contents.environment.kernel == "6.1");
    CHECK(contents.environment.architecture == "x86_64");
    CHECK(contents.environment.cpu_model == "AMD EPYC");
    CHECK(contents.environment.cores == 2);
    CHECK(contents.environment.git_commit == "abc");
    CHECK(contents.environment.git_dirty);
    CHECK(contents.created == "2026-11-25T13:12:23Z");
}

TEST_CASE("benchmarks of one name in several Python files are named with their file") {
    auto other = benchmark_of("a", R"(,"data":[2])");
    other.replace(other.find("test_a"), 6, "test_b");
    const auto contents = read_as("pytest-benchmark", file_of(benchmark_of("a", R"(,"data":[1])") + "," + other)).value;
    CHECK(trials_of(contents) == Trials{{"wall_time[test_a.py::a]", {1}}, {"wall_time[test_b.py::a]", {2}}});
}

TEST_CASE("benchmarks of pytest-benchmark without a time are told") {
    const auto [contents, warnings] = read_as(
        "pytest-benchmark", file_of(benchmark_of("a", "") + R"(,{"name":"b","stats":{"rounds":0}},{"name":"c"},7)"));
    CHECK(contents.metrics.size() == 1);
    REQUIRE(warnings.size() == 1);
    CHECK_THAT(warnings[0], ContainsSubstring("3 benchmarks left out"));
    CHECK_THAT(refusal_of("pytest-benchmark", file_of("")), ContainsSubstring("no benchmark"));
    CHECK_THAT(refusal_of("pytest-benchmark", file_of(R"({"name":"b"})")), ContainsSubstring("no time"));
}

TEST_CASE("pytest-benchmark is recognised, with its keys sorted too, and is no Google Benchmark") {
    const auto file = file_of(benchmark_of("a", ""));
    CHECK(recognised_as("pytest-benchmark", file) == Recognition::yes);
    CHECK(recognised_as("google-benchmark", file) == Recognition::no);
    CHECK(recognised_as("pytest-benchmark", file.substr(0, 40), false) == Recognition::need_more);
    CHECK(recognised_as("pytest-benchmark",
                        R"({"benchmarks":[],"commit_info":{},"machine_info":{"python_version":1}})") ==
          Recognition::yes);
    CHECK(recognised_as("pytest-benchmark", R"({"benchmarks":[],"context":{}})") == Recognition::no);
}
