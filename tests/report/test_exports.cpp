#include "catch.hpp"
#include "consumers.hpp"
#include "examples.hpp"
#include "exported.hpp"

#include "perfeng/report/report.hpp"

#include <nlohmann/json.hpp>

#include <limits>
#include <set>

using namespace perfeng;
using namespace perfeng::report;
using Json = nlohmann::ordered_json;

namespace {

Json hyperfine_of(const Comparison& comparison) { return Json::parse(exported("hyperfine", comparison)); }

/// Its name, or "number", "list of number": what a program that reads the file relies on.
std::string type_of(const Json& value) {
    if (value.is_number())
        return "number";
    return value.is_array() && !value.empty() ? "list of " + type_of(value.front()) : value.type_name();
}

std::set<std::string> keys_with_types(const Json& result) {
    std::set<std::string> all;
    for (const auto& [key, value] : result.items())
        all.insert(key + ": " + type_of(value));
    return all;
}

void check_openmetrics(const std::string& text) {
    consumers::promtool(text);
    const auto families = consumers::python("from prometheus_client.openmetrics.parser import "
                                            "text_string_to_metric_families as read\n"
                                            "print([f.name for f in read(open(FILE, newline='').read())])",
                                            text);
    CHECK(text.ends_with("# EOF\n"));
    CHECK(families.front() == '[');
}

} // namespace

TEST_CASE("openmetrics is read by promtool and by the parser of OpenMetrics") {
    for (const auto& judgement : {examples::judgement(), examples::hostile_judgement(), Judgement{}})
        check_openmetrics(exported("openmetrics", judgement));
    check_openmetrics(exported("openmetrics", examples::comparison()));
    check_openmetrics(exported("openmetrics", examples::measurement()));
    CHECK(exported("openmetrics", examples::bare_measurement()) == "# EOF\n");
}

TEST_CASE("openmetrics tells an inconclusive verdict from an unchanged one, and leaves out what is not known") {
    const auto text = exported("openmetrics", examples::judgement());
    for (const auto* const sample : {R"(perfeng_verdict{workload="scan",metric="cpu_time",verdict="inconclusive"} 1)",
                                     R"(perfeng_verdict{workload="scan",metric="cpu_time",verdict="unchanged"} 0)",
                                     R"(perfeng_candidate_seconds{workload="parse",metric="cpu_time"} 0.6188)",
                                     R"(perfeng_change_lower_ratio{workload="parse",metric="cpu_time"} -0.39)",
                                     R"(perfeng_workload_measured{workload="boom"} 0)", "perfeng_gate_passed 0",
                                     R"(perfeng_gate_status{status="failed"} 1)"})
        CHECK_THAT(text, ContainsSubstring(std::string("\n") + sample + "\n"));
    CHECK_THAT(text, !ContainsSubstring(R"(perfeng_change_lower_ratio{workload="scan")"));
    auto comparison = examples::bare_comparison();
    comparison.metrics[0].candidate = std::numeric_limits<double>::quiet_NaN();
    CHECK_THAT(exported("openmetrics", comparison), !ContainsSubstring("perfeng_candidate_seconds"));
}

TEST_CASE("csv is read by Python as it was meant") {
    const std::string script = "import csv\n"
                               "rows = list(csv.DictReader(open(FILE, newline=''), strict=True))\n"
                               "assert all(None not in row and None not in row.values() for row in rows)\n"
                               "print(json.dumps(rows))";
    const auto rows = Json::parse(consumers::python(script, exported("csv", examples::hostile_judgement())));
    REQUIRE(rows.size() == 4 + 5 + 1 + 1);
    const auto& hostile = rows.at(4);
    CHECK(hostile.at("workload").get<std::string>().starts_with("a\"b'<c>&d%0A,::e\nf\rg\uFFFD[31m"));
    CHECK(hostile.at("change") == "-0.382");
    CHECK(hostile.at("ci_lo") == "-0.39");
    CHECK(hostile.at("gated") == "true");
    CHECK(rows.at(8).at("change") == ""); // from 0
    CHECK(rows.at(9).at("verdict") == "inconclusive");
    CHECK(rows.at(10).at("verdict") == "not measured");
    CHECK(rows.at(0).at("candidate_commit") == examples::judgement().candidate.commit);
    CHECK(Json::parse(consumers::python(script, exported("csv", Judgement{}))).empty());
    const auto measured = Json::parse(consumers::python(script, exported("csv", examples::measurement())));
    CHECK(measured.size() == examples::measurement().metrics.size());
    CHECK(measured.at(0).at("workload") == "before");
}

TEST_CASE("gitlab's report keeps to its schema, and its fingerprints are the same for other figures and lines") {
    for (const auto& judgement : {examples::judgement(), examples::hostile_judgement(), Judgement{}})
        consumers::schema(exported("gitlab", judgement), "gitlab");
    consumers::schema(exported("gitlab", examples::measurement()), "gitlab");
    auto again = examples::judgement();
    for (auto& reason : again.gate.reasons) {
        reason.text += " more";
        reason.line += 3;
    }
    const auto first = Json::parse(exported("gitlab", examples::judgement()));
    const auto second = Json::parse(exported("gitlab", again));
    std::set<std::string> fingerprints;
    for (std::size_t i = 0; i < first.size(); ++i) {
        CHECK(first.at(i).at("fingerprint") == second.at(i).at("fingerprint"));
        fingerprints.insert(first.at(i).at("fingerprint"));
    }
    CHECK(fingerprints.size() == 6);
    CHECK(first.at(2).at("location").dump() == R"({"path":"src/parse.cpp","lines":{"begin":52}})");
    CHECK(first.at(0).at("location").at("path") == "perfeng.toml");
    CHECK(first.at(0).at("severity") == "blocker");
    CHECK(first.at(3).at("severity") == "info"); // inconclusive
}

TEST_CASE("gitlab: the same problem twice has two fingerprints, a work tree's file is that of the repository") {
    auto judgement = examples::judgement();
    auto& reasons = judgement.gate.reasons;
    reasons = {reasons.at(2), reasons.at(2)};
    reasons[0].file = "/home/user/project/.perfeng/trees/0123456789abcdef/src/parse.cpp";
    const auto report = Json::parse(exported("gitlab", judgement));
    CHECK(report.at(0).at("location").at("path") == "src/parse.cpp");
    CHECK(report.at(0).at("fingerprint") != report.at(1).at("fingerprint"));
    reasons[0].file = "/usr/include/stdlib.h";
    CHECK(Json::parse(exported("gitlab", judgement)).at(0).at("location").at("path") == "perfeng.toml");
}

TEST_CASE("gitlab: of a measurement broken budgets wherever they stand, and advice with a place") {
    auto measurement = examples::measurement();
    measurement.findings.push_back({"budget/peak_rss", FindingKind::budget, "budget", "peak RSS is over its budget"});
    const auto report = Json::parse(exported("gitlab", measurement));
    REQUIRE(report.size() == 3);
    CHECK(report.at(0).at("check_name") == "perfeng/advice/reserve");
    CHECK(report.at(0).at("location").at("path") == "src/parse.cpp");
    CHECK(report.at(2).at("severity") == "major");
}

TEST_CASE("bencher's file keeps to its schema: wall time in nanoseconds, benchmarks beside their workload") {
    for (const auto& judgement : {examples::judgement(), examples::hostile_judgement(), Judgement{}})
        consumers::schema(exported("bencher", judgement), "bencher");
    consumers::schema(exported("bencher", examples::measurement()), "bencher");
    const auto document = Json::parse(exported("bencher", examples::judgement()));
    const auto& latency = document.at("print").at("latency");
    CHECK(latency.at("value") == Approx(200'500'000));
    CHECK(latency.at("lower_value") == Approx(190'000'000));
    CHECK(latency.at("upper_value") == Approx(220'000'000));
    CHECK(document.at("parse").at("peak-rss").dump() == R"({"value":16777216.0})");
    CHECK(document.at("print/BM_sort/64").at("page-faults").at("value") == 100);
    CHECK_FALSE(document.contains("boom"));
}

TEST_CASE("hyperfine's own file has the same keys and types") {
    const auto real = Json::parse(consumers::hyperfine());
    const auto ours = hyperfine_of(examples::unchanged_comparison());
    CHECK(real.size() == ours.size());
    REQUIRE(ours.at("results").size() == 2);
    for (const auto& result : ours.at("results"))
        CHECK(keys_with_types(result) == keys_with_types(real.at("results").at(0)));
    const auto& candidate = ours.at("results").at(1);
    CHECK(candidate.at("times").size() == 7);
    CHECK(candidate.at("exit_codes").size() == 7);
    CHECK(candidate.at("median") == Approx(0.2005));
    CHECK(candidate.at("user") == Approx(0.15));
    CHECK(candidate.at("parameters").at("side") == "candidate");
}

TEST_CASE("hyperfine: what has no trials has no result, and nothing unknown is made up") {
    CHECK(hyperfine_of(examples::bare_comparison()).at("results").empty());
    CHECK(Json::parse(exported("hyperfine", Judgement{})).at("results").empty());
    auto measurement = examples::bare_measurement();
    measurement.workload.ignore_failure = true;
    measurement.metrics = {{.name = "wall_time[a]", .unit = Unit::seconds, .summary = {}, .trials = {0.5}}};
    const auto result = Json::parse(exported("hyperfine", measurement)).at("results").at(0);
    CHECK(result.at("stddev").is_null());
    CHECK(result.at("user").is_null());
    CHECK(result.at("exit_codes").at(0).is_null());
    CHECK(result.at("parameters").at("benchmark") == "a");
    CHECK(Json::accept(exported("hyperfine", examples::hostile_judgement())));
}
