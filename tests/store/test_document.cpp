#include "catch.hpp"
#include "samples.hpp"

#include "perfeng/store/document.hpp"

#include <nlohmann/json.hpp>

#include <cmath>
#include <limits>

using namespace perfeng;
using namespace perfeng::store;
using Json = nlohmann::ordered_json;

namespace {

std::string refusal(const tl::expected<Measurement, ReadError>& result) {
    return result ? "accepted" : to_string(result.error());
}

/// What the reader says of the full measurement after one change to its JSON.
template <typename Spoil> std::string refusal_after(Spoil spoil) {
    auto json = Json::parse(write_document(full_measurement()));
    spoil(json);
    return refusal(read_measurement(json.dump()));
}

std::vector<std::string> keys_of(const Json& json) {
    std::vector<std::string> keys;
    for (const auto& [key, value] : json.items())
        keys.push_back(key);
    return keys;
}

} // namespace

TEST_CASE("a measurement comes back from its document as it was") {
    const auto text = write_document(full_measurement());
    const auto read = read_measurement(text);
    REQUIRE(read);
    CHECK(write_document(*read) == text);
    CHECK(read->executable.file_size == std::numeric_limits<std::uint64_t>::max());
    CHECK(read->workload.env.at("THREADS") == "2");
    CHECK(read->metrics.at(0).summary.ci->hi == 0.6);
    CHECK(read->profile->functions.at(0).max_depth == 2);
    CHECK(read->allocations->functions.at(0).stack == full_stack());
    CHECK(read->leaks->sites.at(0).kind == LeakKind::indirect);
    CHECK(read->findings.at(0).impact->ceiling == 0.75);
    CHECK(read->role == Role::candidate);
    CHECK_FALSE(read->complete);
}

TEST_CASE("the full samples leave no field of a document at its default") {
    auto bare = Measurement{};
    bare.workload.argv = {""};
    bare.profile.emplace();
    bare.allocations.emplace();
    bare.leaks.emplace();
    const auto expect_other = [](const Json& full, const Json& plain) {
        for (const auto& [key, value] : full.items())
            if (!key.starts_with("schema") && key != "units" && key != "unit") {
                INFO(key);
                CHECK(value != plain.at(key));
            }
    };
    const auto full = Json::parse(write_document(full_measurement()));
    const auto plain = Json::parse(write_document(bare));
    for (const auto* const part : {"/workload", "/environment", "/executable", "/output", "/profile",
                                   "/profile/quality", "/allocations", "/leaks", ""})
        expect_other(full.at(Json::json_pointer(part)), plain.at(Json::json_pointer(part)));
    expect_other(Json::parse(write_document(full_comparison())), Json::parse(write_document(Comparison{})));
}

TEST_CASE("a comparison comes back from its document as it was") {
    const auto text = write_document(full_comparison());
    const auto read = read_comparison(text);
    REQUIRE(read);
    CHECK(write_document(*read) == text);
    CHECK(read->leaks->candidate_bytes == 20);
    CHECK(read->output_identical == false);
    CHECK(read->metrics.at(0).verdict == Verdict::improved);
    REQUIRE(read->gate.reasons.size() == 1);
    CHECK(read->gate.reasons[0].text == "wrong output");
}

TEST_CASE("what was not measured stands in the document as null") {
    Measurement bare{.id = "x"};
    bare.workload.argv = {"true"};
    const auto json = Json::parse(write_document(bare));
    CHECK(json.at("profile").is_null());
    CHECK(json.at("workload").at("input_size").is_null());
    const auto read = read_measurement(json.dump());
    REQUIRE(read);
    CHECK_FALSE(read->profile);
    CHECK_FALSE(read->executable.sections);
}

/// Turns into a field of any type; an optional takes it by its own constructor.
struct Anything {
    template <typename T>
        requires(!requires(T value) { value.has_value(); })
    operator T() const; // NOLINT: implicit on purpose
};

template <typename T, typename... Fields> constexpr std::size_t field_count() {
    if constexpr (requires { T{Fields{}..., Anything{}}; })
        return field_count<T, Fields..., Anything>();
    else
        return sizeof...(Fields);
}

TEST_CASE("each field of the model is written") {
    const auto measurement = Json::parse(write_document(full_measurement()));
    const auto comparison = Json::parse(write_document(full_comparison()));
    const std::size_t header = 3;          // schema, schema_version, units
    const std::size_t place_of_a_site = 4; // name, module, file, line: the stack's first frame
    CHECK(measurement.size() == field_count<Measurement>() + header);
    CHECK(measurement["workload"].size() == field_count<Workload>());
    CHECK(measurement["environment"].size() == field_count<Environment>());
    CHECK(measurement["executable"].size() == field_count<Executable>());
    CHECK(measurement["executable"]["sections"].size() == field_count<Sections>());
    CHECK(measurement["executable"]["snapshots"][0].size() == field_count<Snapshot>());
    CHECK(measurement["executable"]["build_facts"][0].size() == field_count<BuildFact>());
    CHECK(measurement["build_times"].size() == field_count<BuildTimes>());
    CHECK(measurement["build_times"]["units"][0].size() == field_count<BuildUnit>());
    CHECK(measurement["output"].size() == field_count<OutputRecord>());
    CHECK(measurement["metrics"][0].size() == field_count<Metric>() - 1 + field_count<Summary>());
    CHECK(measurement["paired"].size() == field_count<PairedBase>());
    CHECK(measurement["profile"].size() == field_count<Profile>() - 2); // without frames and stacks
    CHECK(measurement["profile"]["quality"].size() == field_count<ProfileQuality>());
    CHECK(measurement["profile"]["functions"][0].size() == field_count<FunctionCost>());
    CHECK(measurement["allocations"].size() == field_count<Allocations>() - 2); // without frames and stacks
    CHECK(measurement["allocations"]["functions"][0].size() == field_count<AllocationSite>() + place_of_a_site);
    CHECK(measurement["leaks"].size() == field_count<Leaks>());
    CHECK(measurement["leaks"]["sites"][0].size() == field_count<LeakSite>());
    CHECK(measurement["leaks"]["sites"][0]["stack"][0].size() == field_count<MemoryFrame>());
    CHECK(measurement["findings"][0].size() == field_count<Finding>());
    CHECK(measurement["findings"][0]["advice"].size() == field_count<Advice>());
    CHECK(measurement["profile"]["categories"][0].size() == field_count<CategoryShare>());
    CHECK(measurement["profile"]["hot_lines"][0].size() == field_count<HotLine>());
    CHECK(measurement["profile"]["recursion"][0].size() == field_count<Recursion>());
    CHECK(measurement["profile"]["watched"][0].size() == field_count<Watched>());
    CHECK(measurement["outcomes"][0].size() == field_count<RuleOutcome>());
    CHECK(measurement["artifacts"][0].size() == field_count<Artifact>());
    CHECK(measurement["not_measured"][0].size() == field_count<NotMeasured>());
    CHECK(measurement["imported"][0].size() == field_count<ImportedFile>());
    CHECK(comparison.size() == field_count<Comparison>() + header);
    CHECK(comparison["base"].size() == field_count<Side>());
    CHECK(comparison["metrics"][0].size() == field_count<MetricChange>());
    CHECK(comparison["functions"][0].size() == field_count<FunctionChange>());
    CHECK(comparison["ledger"].size() == field_count<Ledger>());
    CHECK(comparison["allocations"][0].size() == field_count<AllocationChange>());
    CHECK(comparison["symbols"][0].size() == field_count<SymbolChange>());
    CHECK(measurement["function_times"].size() == field_count<FunctionTimes>());
    CHECK(measurement["function_times"]["functions"][0].size() == field_count<FunctionTime>());
    CHECK(measurement["instruction_counts"].size() == field_count<FunctionTimes>());
    CHECK(comparison["leaks"].size() == field_count<LeakChange>() - 2);          // counts and bytes by side
    CHECK(comparison["checks"][0].size() == field_count<Check>() + 1);           // passed, which the status tells too
    CHECK(comparison["gate"].size() == field_count<Gate>() + 1);                 // `details`
    CHECK(comparison["gate"]["details"][0].size() == field_count<Reason>() - 1); // the text stands in `reasons`
}

TEST_CASE("keys come in the published order") {
    const auto json = Json::parse(write_document(full_measurement()));
    CHECK(keys_of(json) ==
          std::vector<std::string>{
              "schema",      "schema_version", "units",        "id",       "role",           "name",
              "created",     "timer",          "complete",     "workload", "environment",    "executable",
              "output",      "metrics",        "paired",       "profile",  "function_times", "instruction_counts",
              "allocations", "leaks",          "build_times",  "findings", "outcomes",       "risks",
              "risk_basis",  "artifacts",      "not_measured", "imported"});
    CHECK(keys_of(json["metrics"][0]) == std::vector<std::string>{"name", "unit", "better", "n", "median", "mean",
                                                                  "stddev", "min", "max", "ci", "trials", "outliers",
                                                                  "noise_floor"});
}

TEST_CASE("a number that is not finite is written as null") {
    auto measurement = full_measurement();
    measurement.metrics[0].summary.stddev = std::numeric_limits<double>::quiet_NaN();
    measurement.metrics[0].trials[1] = std::numeric_limits<double>::infinity();
    measurement.metrics[0].summary.ci->hi = std::numeric_limits<double>::infinity();
    const auto json = Json::parse(write_document(measurement));
    CHECK(json["metrics"][0]["stddev"].is_null());
    CHECK(json["metrics"][0]["trials"][1].is_null());
    CHECK(json["metrics"][0]["ci"].is_null());
    const auto read = read_measurement(json.dump());
    REQUIRE(read);
    CHECK(std::isnan(read->metrics[0].summary.stddev));
    CHECK_FALSE(read->metrics[0].summary.ci);
}

TEST_CASE("bytes that are no UTF-8 are replaced") {
    auto measurement = full_measurement();
    measurement.name = "caf\xe9";
    CHECK(read_measurement(write_document(measurement))->name == "caf\xEF\xBF\xBD");
}

TEST_CASE("keys that are not known are skipped") {
    CHECK(refusal_after([](Json& json) {
              json["added_later"] = {{"deep", {1, 2}}};
              json["metrics"][0]["added_later"] = "x";
          }) == "accepted");
}

TEST_CASE("an allocation place without its stack keeps its name") {
    auto json = Json::parse(write_document(full_measurement()));
    json["allocations"]["functions"][0].erase("stack");
    const auto read = read_measurement(json.dump());
    REQUIRE(read);
    CHECK(read->allocations->functions[0].stack == std::vector{full_stack()[0]});
}

TEST_CASE("a document with a fault is refused by the place of the fault") {
    CHECK(refusal_after([](Json& json) { json["metrics"][0].erase("median"); }) ==
          "found nothing at metrics[0].median, expected a number or null");
    CHECK(refusal_after([](Json& json) { json["metrics"][0]["trials"][2] = "fast"; }) ==
          "found \"fast\" at metrics[0].trials[2], expected a number or null");
    CHECK(refusal_after([](Json& json) { json["executable"]["sections"]["text"] = -1; }) ==
          "found -1 at executable.sections.text, expected a whole number from 0");
    CHECK(refusal_after([](Json& json) { json["environment"]["cores"] = 1.5; }) ==
          "found 1.5 at environment.cores, expected a whole number");
    CHECK(refusal_after([](Json& json) { json["environment"]["cores"] = 1e300; }) ==
          "found 1e+300 at environment.cores, expected a whole number");
    CHECK(refusal_after([](Json& json) { json["environment"]["cores"] = 4294967296; }) ==
          "found 4294967296 at environment.cores, expected a whole number");
    CHECK(refusal_after([](Json& json) { json["role"] = "both"; }) ==
          "found \"both\" at role, expected one of \"baseline\", \"candidate\"");
    CHECK(refusal_after([](Json& json) { json["metrics"][0]["ci"] = {2, 1}; }) ==
          "found an array of 2 at metrics[0].ci, expected [lo, hi] with lo <= hi");
    CHECK(refusal_after([](Json& json) { json["metrics"][0]["outliers"] = {3}; }) ==
          "found an array of 1 at metrics[0].outliers, expected indexes into trials");
    CHECK(refusal_after([](Json& json) { json["environment"]["load"] = {1, 2}; }) ==
          "found an array of 2 at environment.load, expected an array of 3");
    CHECK(refusal_after([](Json& json) { json["workload"]["argv"] = Json::array(); }) ==
          "found an array of 0 at workload.argv, expected at least one word");
    CHECK(refusal_after([](Json& json) { json["workload"]["env"]["A"] = 1; }) ==
          "found 1 at workload.env.A, expected text");
    CHECK(refusal_after([](Json& json) { json["leaks"] = "none"; }) == "found \"none\" at leaks, expected an object");
    CHECK(refusal_after([](Json& json) { json["complete"] = 1; }) == "found 1 at complete, expected true or false");
    CHECK(refusal_after([](Json& json) { json["id"] = ""; }) == "found \"\" at id, expected an id");
}

TEST_CASE("a document of another kind or of a newer perfeng is refused") {
    CHECK(refusal(read_measurement(write_document(full_comparison()))) ==
          "found schema \"perfeng.comparison\", expected \"perfeng.measurement\"");
    CHECK(refusal_after([](Json& json) { json["schema_version"] = 2; }) ==
          "found schema_version 2, expected 1: made by a newer perfeng");
    CHECK(refusal_after([](Json& json) { json["schema_version"] = 0; }) ==
          "found 0 at schema_version, expected a version from 1");
    CHECK(refusal(read_measurement("{}")) == "found nothing at schema, expected text");
}

TEST_CASE("text that is no JSON is refused by its line") {
    CHECK(refusal(read_measurement("{\n\"a\": 1,\n]")) == "line 3: found a syntax error, expected JSON");
    CHECK(refusal(read_measurement("{\n\"a\": 1")) == "line 2: found the end of the text, expected JSON");
    CHECK(refusal(read_measurement("")) == "line 1: found the end of the text, expected JSON");
    CHECK(refusal(read_measurement("[1e999]")) == "found a number too large, expected numbers that fit a double");
    CHECK(refusal(read_measurement("[]")) == "found an array of 0, expected an object");
    CHECK(refusal(read_measurement("{\"schema\": \"caf\xe9\"}")) == "line 1: found a syntax error, expected JSON");
    CHECK(refusal(read_measurement(std::string(1000000, '['))) == "line 1: found the end of the text, expected JSON");
}
