#include "catch.hpp"
#include "samples.hpp"

#include "perfeng/process/file.hpp"
#include "perfeng/process/runner.hpp"
#include "perfeng/store/document.hpp"

#include <nlohmann/json.hpp>

#include <set>

using namespace perfeng;
using namespace perfeng::store;
using Json = nlohmann::ordered_json;

namespace {

std::string schema_path(const std::string& name) { return PERFENG_SOURCE "/docs/schema/" + name + ".schema.json"; }

/// Exit status and messages of the validator; it must be installed (package python3-jsonschema).
process::Execution validate(const std::string& document, const std::string& schema_name) {
    const process::TemporaryDirectory directory;
    const auto path = (directory.path() / "document.json").string();
    process::write_file(path, document);
    return process::system_runner()->run(
        process::tool_command({"/usr/bin/python3", "-m", "jsonschema", "-i", path, schema_path(schema_name)}, 60));
}

void check_valid(const std::string& document, const std::string& schema_name) {
    const auto execution = validate(document, schema_name);
    INFO(execution.err << execution.out);
    CHECK(execution.status.ok());
}

void check_invalid(const Json& document, const std::string& schema_name, const std::string& told) {
    const auto execution = validate(document.dump(), schema_name);
    CHECK_FALSE(execution.status.ok());
    CHECK_THAT(execution.err + execution.out, ContainsSubstring(told));
}

/// The definition that stands behind references and "or null".
const Json& resolved(const Json& schema, const Json& root) {
    if (schema.contains("$ref"))
        return resolved(root.at(Json::json_pointer(schema.at("$ref").get<std::string>().substr(1))), root);
    if (schema.contains("anyOf"))
        return resolved(schema.at("anyOf").at(0), root);
    return schema;
}

/// Visits every object of a document together with its definition.
template <typename Visit>
void walk(const Json& value, const Json& schema, const Json& root, const Json::json_pointer& at, const Visit& visit) {
    const auto& definition = resolved(schema, root);
    if (value.is_array() && !value.empty())
        walk(value[0], definition.at("items"), root, at / 0, visit);
    if (!value.is_object() || !definition.contains("properties"))
        return;
    visit(value, definition, at);
    for (const auto& [key, inner] : value.items())
        if (definition.at("properties").contains(key))
            walk(inner, definition.at("properties").at(key), root, at / key, visit);
}

std::set<std::string> required_of(const Json& definition) {
    const auto keys = definition.at("required").get<std::vector<std::string>>();
    return {keys.begin(), keys.end()};
}

/// Every key that is written is published, and the reader insists on a key exactly where the schema does.
template <typename Read> void check_agreement(const std::string& text, const std::string& schema_name, Read read) {
    const auto root = Json::parse(process::read_file(schema_path(schema_name)));
    const auto document = Json::parse(text);
    std::size_t keys = 0;
    walk(document, root, root, Json::json_pointer(), [&](const Json& object, const Json& definition, const auto& at) {
        const auto required = required_of(definition);
        for (const auto& [key, value] : object.items()) {
            INFO(at.to_string() << "/" << key);
            CHECK(definition.at("properties").contains(key));
            auto without = document;
            without.at(at).erase(key);
            CHECK(read(without.dump()).has_value() == !required.contains(key));
            ++keys;
        }
    });
    CHECK(keys > 60);
}

} // namespace

TEST_CASE("written documents are valid by the published schemas") {
    Measurement bare{.id = "x", .created = "2026-01-31T12:00:00Z"};
    bare.workload.argv = {"true"};
    check_valid(write_document(full_measurement()), "measurement");
    check_valid(write_document(bare), "measurement");

    Comparison plain{.id = "x", .created = "2026-01-31T12:00:00Z"};
    plain.gate.status = "not asked";
    check_valid(write_document(full_comparison()), "comparison");
    check_valid(write_document(plain), "comparison");
}

TEST_CASE("a document of growth is valid, comes back as it was, and its schema promises what the reader insists on") {
    const auto text = write_document(full_growth());
    check_valid(text, "growth");
    check_agreement(text, "growth", read_growth);
    const auto read = read_growth(text);
    REQUIRE(read);
    CHECK(write_document(*read) == text);
}

TEST_CASE("a document of a check is valid, comes back as it was, and its schema promises what the reader insists on") {
    const auto text = write_document(full_judgement());
    check_valid(text, "check");
    check_agreement(text, "check", read_judgement);
    const auto read = read_judgement(text);
    REQUIRE(read);
    CHECK(write_document(*read) == text);
}

TEST_CASE("a document of a history is valid, with every key that its schema promises") {
    History history;
    history.metric = "cpu_time";
    history.order = "time";
    check_valid(write_document(history), "history");
    HistoryPoint point;
    point.ci = Interval{1, 2};
    point.change = 0.5;
    HistoryChange change;
    change.went_away = 3;
    change.commits = 1;
    history.points = {point, HistoryPoint()};
    history.changes = {change, HistoryChange()};
    history.machines = {HistoryMachine()};
    history.others = {OtherWorkload()};
    check_valid(write_document(history), "history");
    auto document = Json::parse(write_document(history));
    document["changes"][0].erase("went_away");
    check_invalid(document, "history", "went_away");
}

TEST_CASE("the schemas refuse what is no document") {
    auto measurement = Json::parse(write_document(full_measurement()));
    measurement["metrics"][0]["unit"] = "furlong";
    check_invalid(measurement, "measurement", "furlong");
    auto comparison = Json::parse(write_document(full_comparison()));
    comparison.erase("gate");
    check_invalid(comparison, "comparison", "gate");
}

TEST_CASE("the schemas promise what the reader insists on") {
    check_agreement(write_document(full_measurement()), "measurement", read_measurement);
    check_agreement(write_document(full_comparison()), "comparison", read_comparison);
}
