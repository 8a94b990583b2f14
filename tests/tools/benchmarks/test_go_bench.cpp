#include "benchmark_reading.hpp"

using namespace perfeng;
using namespace perfeng::tools;

namespace {

constexpr std::string_view clean =
    "goos: linux\ngoarch: amd64\npkg: example.org/words\ncpu: AMD EPYC\n"
    "BenchmarkJoin-2  \t 54706\t 41.5 ns/op\t 5 B/op\t 1 allocs/op\n"
    "BenchmarkJoin-2  \t 53643\t 42 ns/op\t 6 B/op\t 1 allocs/op\n"
    "BenchmarkSplit/n=10-2\t 17985\t 0.25 ns/op\nPASS\nok  \texample.org/words\t0.172s\n";

} // namespace

TEST_CASE("lines of go test -bench are trials, in seconds and bytes for one operation") {
    const auto [contents, warnings] = read_as("go-bench", clean);
    CHECK(trials_of(contents) == Trials{{"wall_time[BenchmarkJoin-2]", {41.5 * 1e-9, 42 * 1e-9}},
                                        {"allocated_bytes[BenchmarkJoin-2]", {5, 6}},
                                        {"allocations[BenchmarkJoin-2]", {1, 1}},
                                        {"wall_time[BenchmarkSplit/n=10-2]", {0.25 * 1e-9}}});
    CHECK(metric_of(contents, "allocated_bytes[BenchmarkJoin-2]").unit == Unit::bytes);
    CHECK(contents.program == "example.org/words");
    CHECK(contents.environment.cpu_model == "AMD EPYC");
    CHECK(contents.environment.architecture == "amd64");
    CHECK(warnings.empty());
}

TEST_CASE("what a Go program prints between a name and its figures") {
    const auto [contents, warnings] = read_as(
        "go-bench",
        "BenchmarkA-2  \tprinted\nprinted 12\n   43327\t 60 ns/op\n"
        "--- BENCH: BenchmarkA-2\n    a_test.go:5: logged\n   5\t 70 ns/op\nBenchmarkB\nBenchmarkB-2\t 9\t 1 ns/op\n");
    CHECK(trials_of(contents) == Trials{{"wall_time[BenchmarkA-2]", {60 * 1e-9}}, {"wall_time[BenchmarkB-2]", {1e-9}}});
    REQUIRE(warnings.size() == 1);
    CHECK_THAT(warnings[0], ContainsSubstring("5 lines passed over"));
}

TEST_CASE("benchmarks of one name in several Go packages") {
    const auto contents =
        read_as("go-bench",
                "pkg: a\nBenchmarkX 1 2 ns/op\npkg: b\nBenchmarkX 1 3 ns/op\npkg: a\nBenchmarkX 1 4 ns/op\n")
            .value;
    CHECK(trials_of(contents) ==
          Trials{{"wall_time[a.BenchmarkX]", {2 * 1e-9, 4 * 1e-9}}, {"wall_time[b.BenchmarkX]", {3 * 1e-9}}});
    CHECK(contents.program.empty());
}

TEST_CASE("failures and units of their own in Go benchmarks are told") {
    const auto warnings =
        read_as("go-bench", "BenchmarkX 1 2 ns/op 5 MB/s 10 parts/op\n--- FAIL: BenchmarkY-8\n    y_test.go:3: no\n"
                            "FAIL\nexit status 1\nFAIL\texample.org/words\t0.3s\n")
            .warnings;
    REQUIRE(warnings.size() == 3);
    CHECK_THAT(warnings[0], ContainsSubstring("BenchmarkY-8, example.org/words"));
    CHECK(warnings[1] == "2 other units left out: MB/s, parts/op");
    CHECK_THAT(warnings[2], ContainsSubstring("1 line passed over"));
}

TEST_CASE("Go benchmarks are recognised by a result") {
    CHECK(recognised_as("go-bench", clean) == Recognition::yes);
    CHECK(recognised_as("go-bench", clean.substr(0, 60), false) == Recognition::need_more);
    for (const std::string_view text : {"goos: linux\nPASS\n", "Benchmarks 1 2 ns/op\n", "BenchmarkX 2 ns/op\n",
                                        "BenchmarkX-10\t 1.83 real  0.60 user  0.14 sys\n", "BenchmarkX 1 2 B/op\n"})
        CHECK(recognised_as("go-bench", text) == Recognition::no);
    CHECK_THAT(refusal_of("go-bench", "goos: linux\nBenchmarkX\nPASS\n"), ContainsSubstring("found none"));
}
