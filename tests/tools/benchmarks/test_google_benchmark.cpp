#include "benchmark_reading.hpp"

using namespace perfeng;
using namespace perfeng::tools;

namespace {

std::string json_of(std::string_view entries, std::string_view context = R"("num_cpus": 4)") {
    return R"({"context": {)" + std::string(context) + R"(}, "benchmarks": [)" + std::string(entries) + "]}";
}

std::string run_of(std::string_view name, std::string_view time, std::string_view more = "") {
    return R"({"name": ")" + std::string(name) + R"(", "iterations": 5, "real_time": )" + std::string(time) +
           R"(, "cpu_time": )" + std::string(time) + std::string(more) + "}";
}

Read<Contents> read_json(std::string_view entries) { return read_as("google-benchmark", json_of(entries)); }

constexpr std::string_view heading = "Benchmark          Time      CPU  Iterations UserCounters...\n";

} // namespace

TEST_CASE("repetitions of Google Benchmark are trials, in seconds whatever the unit") {
    const auto contents =
        read_json(run_of("a", "2", R"(,"time_unit":"ms")") + "," + run_of("a", "4", R"(,"time_unit":"ms")") + "," +
                  run_of("b", "3", R"(,"time_unit":"s")") + "," + run_of("c", "1e3"))
            .value;
    CHECK(metric_of(contents, "wall_time[a]").trials == std::vector{0.002, 0.004});
    CHECK(metric_of(contents, "cpu_time[a]").trials == std::vector{0.002, 0.004});
    CHECK(metric_of(contents, "wall_time[b]").trials == std::vector{3.0});
    CHECK(metric_of(contents, "wall_time[c]").trials == std::vector{1e3 * 1e-9});
    CHECK(contents.environment.cores == 4);
}

TEST_CASE("aggregates of Google Benchmark are counted, not read") {
    const std::string typed = R"(,"run_type":"aggregate","run_name":"a","aggregate_name":")";
    const auto [contents, warnings] = read_json(
        run_of("a", "2", R"(,"run_type":"iteration")") + "," + run_of("a_mean", "9", typed + "mean\"") + "," +
        run_of("a_median", "9", typed + "median\"") + "," + run_of("a_mean", "7", R"(,"run_type":"iteration")"));
    CHECK(metric_of(contents, "wall_time[a]").trials.size() == 1);
    CHECK(metric_of(contents, "wall_time[a_mean]").trials.size() == 1);
    REQUIRE(warnings.size() == 1);
    CHECK_THAT(warnings[0], ContainsSubstring("2 aggregates"));
}

TEST_CASE("without run_type, aggregates of Google Benchmark are known by their names") {
    const auto contents = read_json(run_of("a", "2") + "," + run_of("a_mean", "9") + "," + run_of("b_mean", "1") + "," +
                                    run_of("c_mean", "1") + "," + run_of("c_median", "5"))
                              .value;
    std::vector<std::string> names;
    for (const auto& metric : contents.metrics)
        if (metric.name.starts_with("wall"))
            names.push_back(metric.name);
    CHECK(names == std::vector<std::string>{"wall_time[a]", "wall_time[b_mean]", "wall_time[c]"});
    CHECK(metric_of(contents, "wall_time[c]").trials == std::vector{5 * 1e-9});
}

TEST_CASE("of aggregates alone the median stands for a trial, and a warning says so") {
    const std::string typed = R"(,"run_type":"aggregate","run_name":"a","aggregate_name":")";
    const auto [contents, warnings] =
        read_json(run_of("a_mean", "9", typed + "mean\"") + "," + run_of("a_median", "8", typed + "median\"") + "," +
                  run_of("a_cv", "0.1", typed + "median\",\"aggregate_unit\":\"percentage\""));
    CHECK(trials_of(contents) == Trials{{"wall_time[a]", {8 * 1e-9}}, {"cpu_time[a]", {8 * 1e-9}}});
    REQUIRE(warnings.size() == 2);
    CHECK_THAT(warnings[0], ContainsSubstring("1 benchmark told by aggregates alone"));
}

TEST_CASE("NaN and Infinity may stand bare in JSON, and in names as they are") {
    const auto [contents, warnings] = read_json(run_of("NaN \\\"-Infinity", "2", R"(,"x": NaN, "y": -Infinity)") + "," +
                                                run_of("inf", "NaN") + "," + run_of("c", "1", R"(,"z":[-nan,inf])"));
    CHECK(metric_of(contents, "wall_time[NaN \"-Infinity]").trials.size() == 1);
    CHECK(contents.metrics.size() == 4);
    REQUIRE(warnings.size() == 2);
    CHECK(warnings[0] == "3 counters left out: x, y, z");
    CHECK_THAT(warnings[1], ContainsSubstring("1 row passed over as no run, the first: inf"));
}

TEST_CASE("errors and memory of Google Benchmark") {
    const auto [contents, warnings] =
        read_json(run_of("a", "0", R"(,"error_occurred":true,"error_message":"no device")") + "," +
                  run_of("b", "0", R"(,"skipped":true,"skip_message":"not here")") + "," +
                  run_of("c", "1", R"(,"allocs_per_iter":2.5,"max_bytes_used":4096)"));
    CHECK(
        trials_of(contents) ==
        Trials{{"wall_time[c]", {1e-9}}, {"cpu_time[c]", {1e-9}}, {"allocations[c]", {2.5}}, {"peak_heap[c]", {4096}}});
    REQUIRE(warnings.size() == 1);
    CHECK(warnings[0] == "2 runs without a time for an error, the first: a: no device");
}

TEST_CASE("the context of Google Benchmark") {
    const auto [contents, warnings] =
        read_as("google-benchmark", json_of(run_of("a", "1"), R"("date":"2026-11-25T01:12:17+02:00","host_name":"h",
        "executable":"./b","num_cpus":1e300,"cpu_scaling_enabled":true,"library_build_type":"debug")"));
    CHECK(contents.created == "2026-11-24T23:12:17Z");
    CHECK(contents.environment.host == "h");
    CHECK(contents.environment.cores == 1'000'000);
    CHECK(contents.program == "./b");
    CHECK(warnings.size() == 2);
    CHECK(read_as("google-benchmark", json_of(run_of("a", "1"), R"("date":"2016-08-02 17:44:46")"))
              .value.created.empty());
}

TEST_CASE("names with blanks in the table of Google Benchmark") {
    const auto [contents, warnings] = read_as(
        "google-benchmark-console", std::string(heading) + "f<unsigned int>/real_time  1.5 us  1.0 us  1000 x=1 y=2k\n"
                                                           "f<unsigned int>/real_time_cv  1 %  2 %  2\n"
                                                           "g_BigO   3.1 N  3.2 N\n"
                                                           "h      ERROR OCCURRED: 'bad'\nprinted 1 2 us\n");
    CHECK(trials_of(contents) == Trials{{"wall_time[f<unsigned int>/real_time]", {1.5 * 1e-6}},
                                        {"cpu_time[f<unsigned int>/real_time]", {1e-6}}});
    REQUIRE(warnings.size() == 4);
    CHECK_THAT(warnings[0], ContainsSubstring("2 aggregates"));
    CHECK_THAT(warnings[1], ContainsSubstring("h: 'bad'"));
    CHECK(warnings[2] == "2 counters left out: x, y");
    CHECK_THAT(warnings[3], ContainsSubstring("printed 1 2 us"));
}

TEST_CASE("quotes and exponents in the CSV of Google Benchmark") {
    const auto contents =
        read_as("google-benchmark-csv",
                "name,iterations,real_time,cpu_time,time_unit,bytes_per_second,items_per_second,label,"
                "error_occurred,error_message\n\"f<a, \"\"b\"\">\",5,1.5e+02,2.5e-01,us,,,,,\n")
            .value;
    CHECK(metric_of(contents, "wall_time[f<a, \"b\">]").trials == std::vector{150 * 1e-6});
    CHECK(metric_of(contents, "cpu_time[f<a, \"b\">]").trials == std::vector{0.25 * 1e-6});
}

TEST_CASE("what holds no run of Google Benchmark is refused") {
    CHECK_THAT(refusal_of("google-benchmark", json_of("")), ContainsSubstring("no run"));
    CHECK_THAT(refusal_of("google-benchmark", json_of(run_of("a", "0", R"(,"error_occurred":true)"))),
               ContainsSubstring("errors alone"));
    CHECK_THAT(refusal_of("google-benchmark", json_of(run_of("a", "1", R"(,"time_unit":"hours")"))),
               ContainsSubstring("found a,"));
    CHECK_THAT(refusal_of("google-benchmark-console", heading), ContainsSubstring("no run"));
}

TEST_CASE("Google Benchmark is recognised whichever of its objects comes first") {
    CHECK(recognised_as("google-benchmark", json_of(run_of("a", "1"))) == Recognition::yes);
    CHECK(recognised_as("google-benchmark", R"({"benchmarks":[{"real_time":1,"cpu_time":1}],"context":{}})") ==
          Recognition::yes);
    CHECK(recognised_as("google-benchmark", R"({"context":{"a":1)", false) == Recognition::need_more);
    CHECK(recognised_as("google-benchmark", R"({"context":{"a":1}})") == Recognition::no);
    CHECK(recognised_as("google-benchmark-console", heading) == Recognition::yes);
    CHECK(recognised_as("google-benchmark-console", "Benchmark Time CPU\n") == Recognition::no);
    CHECK(recognised_as("google-benchmark-csv", "name,iterations,real_time,cpu_time,time_unit,x\n") ==
          Recognition::yes);
}
