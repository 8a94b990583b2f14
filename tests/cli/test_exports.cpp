#include "sandbox.hpp"

using namespace perfeng;

namespace {

constexpr auto slow_trials = "{\"results\": [{\"command\": \"app\", \"mean\": 1, \"stddev\": 0, \"median\": 1, "
                             "\"user\": 1, \"system\": 0, \"min\": 1, \"max\": 1, "
                             "\"times\": [1.0, 1.01, 0.99, 1.0, 1.02, 1.0, 1.01]}]}";

} // namespace

TEST_CASE("a measurement is exported beside what is printed") {
    const Sandbox sandbox;
    const auto told =
        sandbox.perfeng({"baseline", "--passes", "none", "--trials", "3", "--json", "--export", "csv=figures.csv",
                         "--export", "hyperfine=h.json", "--export", "github-summary=summary.md", "--", "true"});
    INFO(told.err);
    REQUIRE(told.status == 0);
    CHECK(told.json().at("schema") == "perfeng.measurement");
    CHECK_THAT(sandbox.read("figures.csv"), Catch::Matchers::StartsWith("workload,metric,unit,"));
    CHECK_THAT(sandbox.read("summary.md"), Catch::Matchers::StartsWith("## Baseline"));
    CHECK(Json::parse(sandbox.read("h.json")).at("results").at(0).at("times").size() == 3);
    const auto again = sandbox.perfeng({"report", "--format", "csv"});
    CHECK(again.out == sandbox.read("figures.csv"));
}

TEST_CASE("an exported file of hyperfine is imported again, with both sides told apart") {
    const Sandbox sandbox;
    const auto told = sandbox.perfeng({"compare", "--base", "true", "--candidate", "true", "--passes", "none",
                                       "--no-gate", "--export", "hyperfine=h.json", "--export", "junit=j.xml"});
    INFO(told.err);
    REQUIRE(told.status == 0);
    CHECK_THAT(sandbox.read("j.xml"), ContainsSubstring("<testsuite name=\"compare\""));
    const auto imported = sandbox.perfeng({"import", "h.json", "--json"});
    INFO(imported.err);
    REQUIRE(imported.status == 0);
    const auto metrics = imported.json().at("metrics");
    const auto exported = Json::parse(sandbox.read("h.json"));
    const auto base = entry_of(metrics, "name", "wall_time[side=base,workload=compare]");
    const auto candidate = entry_of(metrics, "name", "wall_time[side=candidate,workload=compare]");
    REQUIRE_FALSE(base.is_null());
    REQUIRE_FALSE(candidate.is_null());
    CHECK(base.at("trials") == exported.at("results").at(0).at("times"));
    CHECK(candidate.at("trials") == exported.at("results").at(1).at("times"));
}

TEST_CASE("an export that cannot be is refused before anything is measured") {
    const Sandbox sandbox;
    const auto refused = [&](const Words& exports, const std::string& message, const std::string& hint) {
        Words words{"baseline"};
        words.insert(words.end(), exports.begin(), exports.end());
        words.insert(words.end(), {"--", "touch", "measured"});
        check_error(sandbox.perfeng(words), 2, message, hint);
    };
    refused({"--export", "junit"}, "--export 'junit' names no file", "--export junit=report.xml");
    refused({"--export", "csv="}, "--export 'csv=' names no file", "FORMAT=FILE");
    refused({"--export", "gitlb=x"}, "unknown format 'gitlb'", "did you mean 'gitlab'?");
    refused({"--export", "junit=x.xml"}, "'junit' cannot tell a measurement", "formats that can: text, markdown");
    refused({"--format", "junit"}, "'junit' cannot tell a measurement", "formats that can: text, markdown");
    refused({"--export", "csv=gone/x.csv"}, "cannot write gone/x.csv", "--export");
    refused({"--export", "csv=x", "--export", "json=x"}, "two results would be written to x", "a file of its own");
    CHECK_FALSE(std::filesystem::exists(sandbox / "measured"));
}

TEST_CASE("a command with a page of its own refuses exports and formats that it cannot write") {
    const Sandbox sandbox;
    for (const auto* const command : {"list", "doctor", "rules"}) {
        INFO(command);
        check_error(sandbox.perfeng({command, "--export", "csv=x"}), 2, "nothing for --export", "baseline, remeasure");
        check_error(sandbox.perfeng({command, "--format", "csv"}), 2, "'csv' is for measurements and comparisons",
                    "text, markdown, json");
    }
}

TEST_CASE("the help lists the formats of the table") {
    const Sandbox sandbox;
    const auto help = sandbox.perfeng({"--help"}).out;
    for (const auto* const format : {"junit", "github-summary", "openmetrics", "hyperfine"})
        CHECK_THAT(help, ContainsSubstring(format));
}

TEST_CASE("imported figures are exported") {
    const Sandbox sandbox;
    sandbox.write("slow.json", slow_trials);
    const auto told = sandbox.perfeng({"import", "slow.json", "--format", "bencher", "--export", "openmetrics=m.txt"});
    INFO(told.err);
    REQUIRE(told.status == 0);
    CHECK(told.json().begin()->at("latency").at("value") == Approx(1e9));
    CHECK_THAT(sandbox.read("m.txt"), ContainsSubstring("perfeng_median_seconds{workload=\"app\""));
}
