#include "catch.hpp"

#include "perfeng/analysis/limits.hpp"
#include "perfeng/model/error.hpp"

using namespace perfeng;
using namespace perfeng::analysis;

namespace {

/// "message | hint" of what a parser refuses; empty where it does not.
template <typename Parse> std::string refusal(Parse parse, std::string_view text) {
    try {
        static_cast<void>(parse(text));
    } catch (const Error& error) {
        CHECK(error.code() == ExitCode::usage);
        return std::string(error.what()) + " | " + error.hint();
    }
    return "";
}

} // namespace

TEST_CASE("thresholds are percentages or fractions") {
    struct Row {
        std::string text;
        double limit;
    };
    for (const auto& row :
         {Row{"cpu_time=3%", 0.03}, Row{"cpu_time=0.03", 0.03}, Row{"cpu_time=.5", 0.5}, Row{"cpu_time=0", 0},
          Row{"cpu_time=0%", 0}, Row{"cpu_time=12.5 %", 0.125}, Row{"cpu_time=300%", 3}, Row{"cpu_time=1", 1}}) {
        INFO(row.text);
        const auto threshold = parse_threshold(row.text);
        CHECK(threshold.metric == "cpu_time");
        CHECK(threshold.limit == Approx(row.limit));
        CHECK(threshold.explicit_by_user);
    }
}

TEST_CASE("budgets are in the metric's unit") {
    struct Row {
        std::string text;
        std::string metric;
        double limit;
    };
    for (const auto& row :
         {Row{"peak_rss=200MB", "peak_rss", 200e6}, Row{"peak_rss=200 MB", "peak_rss", 200e6},
          Row{"peak_rss=1KB", "peak_rss", 1000}, Row{"peak_rss=1kB", "peak_rss", 1000},
          Row{"peak_rss=1KiB", "peak_rss", 1024}, Row{"file_size=3MiB", "file_size", 3.0 * 1024 * 1024},
          Row{"file_size=1.5GiB", "file_size", 1.5 * 1024 * 1024 * 1024}, Row{"file_size=2GB", "file_size", 2e9},
          Row{"file_size=77", "file_size", 77}, Row{"file_size=77B", "file_size", 77},
          Row{"wall_time=150ms", "wall_time", 0.15}, Row{"wall_time=20us", "wall_time", 20e-6},
          Row{"wall_time=20µs", "wall_time", 20e-6}, Row{"wall_time=5ns", "wall_time", 5e-9},
          Row{"wall_time=2s", "wall_time", 2}, Row{"wall_time=1.5min", "wall_time", 90},
          Row{"wall_time=.5", "wall_time", 0.5}, Row{"allocations=5000", "allocations", 5000}}) {
        INFO(row.text);
        const auto budget = parse_budget(row.text);
        CHECK(budget.metric == row.metric);
        CHECK(budget.limit == Approx(row.limit));
        CHECK(row.text == row.metric + "=" + budget.text);
    }
}

TEST_CASE("an unknown metric is refused with the nearest name") {
    CHECK_THAT(refusal(parse_threshold, "cpu_tme=3%"), ContainsSubstring("'cpu_tme' | did you mean 'cpu_time'?"));
    CHECK_THAT(refusal(parse_budget, "peakrss=3MB"), ContainsSubstring("did you mean 'peak_rss'?"));
    CHECK_THAT(refusal(parse_budget, "zzzzzzzzzzzzzz=3MB"), ContainsSubstring("| the metrics are: wall_time, "));
}

TEST_CASE("limits that are none are refused, with the way to write them") {
    for (const auto* text : {"cpu_time", "cpu_time=", "cpu_time=x", "cpu_time=-3%", "cpu_time=3%%", "cpu_time=3s",
                             "cpu_time=.", "cpu_time=1.2.3%", "cpu_time=nan", "cpu_time=inf", "cpu_time=%"}) {
        INFO(text);
        CHECK_THAT(refusal(parse_threshold, text), ContainsSubstring("cpu_time=3%"));
    }
    CHECK_THAT(refusal(parse_threshold, "cpu_time=3"), ContainsSubstring("write cpu_time=3%"));
    CHECK_THAT(refusal(parse_threshold, "cpu_time=1.5"), ContainsSubstring("write cpu_time=1.5%"));
    for (const auto* text : {"peak_rss=200ms", "peak_rss=", "peak_rss=MB", "peak_rss=200Mb", "peak_rss=-1MB",
                             "peak_rss=..MB", "peak_rss=1e6"}) {
        INFO(text);
        CHECK_THAT(refusal(parse_budget, text), ContainsSubstring("peak_rss=200MB"));
    }
    CHECK_THAT(refusal(parse_budget, "wall_time=3MB"), ContainsSubstring("wall_time=150ms"));
    CHECK_THAT(refusal(parse_budget, "allocations=3MB"), ContainsSubstring("allocations=5000"));
}

TEST_CASE("default thresholds, and the user's instead of them") {
    CHECK(threshold_for("cpu_time", {}).limit == Approx(0.03));
    CHECK(threshold_for("wall_time", {}).limit == Approx(0.05));
    CHECK(threshold_for("file_size", {}).limit == Approx(0.02));
    CHECK(threshold_for("leaked_bytes", {}).limit == 0);
    CHECK_FALSE(threshold_for("cpu_time", {}).explicit_by_user);
    const std::vector<Threshold> given{parse_threshold("cpu_time=7%"), parse_threshold("peak_rss=1%"),
                                       parse_threshold("cpu_time=8%")};
    CHECK(threshold_for("cpu_time", given).limit == Approx(0.08));
    CHECK(threshold_for("cpu_time", given).explicit_by_user);
    CHECK(threshold_for("wall_time", given).limit == Approx(0.05));
    CHECK(threshold_for("peak_rss", given).relative_to(1e6) == Approx(0.01));
}

TEST_CASE("a benchmark among several has limits of its own, else those of its family") {
    const std::vector<Threshold> given{parse_threshold("wall_time[sort/n=10]=7%"), parse_threshold("wall_time=3%")};
    CHECK(given[0].metric == "wall_time[sort/n=10]");
    CHECK(threshold_for("wall_time[sort/n=10]", given).limit == Approx(0.07));
    CHECK(threshold_for("wall_time[sort/n=20]", given).limit == Approx(0.03));
    CHECK(threshold_for("wall_time", given).limit == Approx(0.03));
    CHECK(threshold_for("cpu_time[a]", given).limit == Approx(0.03));
    CHECK(is_gated("wall_time[a]", "cpu_time", given));
    CHECK(is_gated("cpu_time[a]", "cpu_time", {}));
    CHECK(is_gated("peak_rss[a]", "cpu_time", {}));
    CHECK_FALSE(is_gated("wall_time[a]", "cpu_time", {}));
    const auto budget = parse_budget("wall_time[n=10]=150ns");
    CHECK(budget.metric == "wall_time[n=10]");
    CHECK(budget.limit == Approx(150e-9));
}

TEST_CASE("peak RSS may grow by 2%, and by 256 KiB where that is more") {
    const auto threshold = threshold_for("peak_rss", {});
    CHECK(threshold.relative_to(1024.0 * 1024) == Approx(0.25));
    CHECK(threshold.relative_to(1e9) == Approx(0.02));
    CHECK(threshold.relative_to(0) == Approx(0.02));
}

TEST_CASE("what is gated") {
    for (const auto* metric : {"peak_rss", "leaks", "leaked_bytes"})
        CHECK(is_gated(metric, "cpu_time", {}));
    for (const auto* metric :
         {"wall_time", "user_time", "file_size", "allocations", "debug_size", "cycles", "imported"})
        CHECK_FALSE(is_gated(metric, "cpu_time", {}));
    CHECK(is_gated("cpu_time", "cpu_time", {}));
    CHECK(is_gated("wall_time", "wall_time", {}));
    CHECK(is_gated("wall_time", "cpu_time", std::vector{parse_threshold("wall_time=5%")}));
    CHECK(is_gated("file_size", "cpu_time", std::vector{parse_threshold("file_size=2%")}));
}

TEST_CASE("CPU time is the gate of CPU-bound work on one thread") {
    CHECK(time_gate({1.0, 1.0}, {0.5, 0.5}) == "cpu_time");
    CHECK(time_gate({0.91, 1.0}, {1.09, 1.0}) == "cpu_time");
    CHECK(time_gate({0.5, 1.0}, {1.0, 1.0}) == "wall_time");
    CHECK(time_gate({1.0, 1.0}, {2.0, 1.0}) == "wall_time");
    CHECK(time_gate({0, 0}, {1, 1}) == "wall_time");
}

TEST_CASE("instructions that are named stand in for time") {
    const std::vector<Threshold> given{parse_threshold("instructions=1%")};
    CHECK(is_gated("instructions", "cpu_time", given));
    CHECK_FALSE(is_gated("cpu_time", "cpu_time", given));
    CHECK(is_gated("peak_rss", "cpu_time", given));

    std::vector<Threshold> counted;
    gate_instructions(counted);
    CHECK(is_gated("instructions", "cpu_time", counted));
    CHECK_FALSE(is_gated("cpu_time", "cpu_time", counted));
    CHECK(threshold_for("instructions", counted).limit == Approx(0.02));
    std::vector<Threshold> own{parse_threshold("instructions=0.1%"), parse_threshold("cpu_time=5%")};
    gate_instructions(own);
    CHECK(threshold_for("instructions", own).limit == Approx(0.001));
    CHECK(is_gated("cpu_time", "cpu_time", own));
}
