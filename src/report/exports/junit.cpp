// JUnit XML as CI systems read it: the schema of Jenkins' xUnit plugin (junit-10.xsd), within what GitLab's and Azure's
// documentation name. An inconclusive metric is a skipped case: it is neither a pass nor a failure.
#include "exports.hpp"
#include "junit_cases.hpp"
#include "told.hpp"

#include <fmt/format.h>
#include <pugixml.hpp>

#include <algorithm>
#include <numeric>
#include <sstream>

namespace perfeng::report {
namespace {

void give_attribute(pugi::xml_node node, const char* name, std::string_view value) {
    node.append_attribute(name) = exportable(value).c_str();
}

void give_counts(pugi::xml_node node, const std::vector<JunitCase>& cases, bool skipped) {
    const auto with = [&](CaseOutcome outcome) {
        return static_cast<unsigned>(std::ranges::count(cases, outcome, &JunitCase::outcome));
    };
    node.append_attribute("tests") = static_cast<unsigned>(cases.size());
    node.append_attribute("failures") = with(CaseOutcome::failed);
    node.append_attribute("errors") = with(CaseOutcome::broken);
    if (skipped) // of a suite only
        node.append_attribute("skipped") = with(CaseOutcome::skipped);
    const auto sum = std::accumulate(cases.begin(), cases.end(), 0.0,
                                     [](double seconds, const auto& each) { return seconds + each.seconds; });
    give_attribute(node, "time", fmt::format("{:.6f}", sum));
}

void give_outcome(pugi::xml_node node, const JunitCase& told) {
    const char* const element = told.outcome == CaseOutcome::failed    ? "failure"
                                : told.outcome == CaseOutcome::skipped ? "skipped"
                                : told.outcome == CaseOutcome::broken  ? "error"
                                                                       : nullptr;
    if (element != nullptr) {
        auto outcome = node.append_child(element);
        give_attribute(outcome, "message", told.message);
        if (told.outcome != CaseOutcome::skipped)
            give_attribute(outcome, "type", told.type);
    }
    const auto output = element == nullptr && told.output.empty() ? told.message : told.output;
    if (!output.empty())
        node.append_child("system-out").text() = exportable(output).c_str();
}

void give_case(pugi::xml_node suite, const std::string& workload, const JunitCase& told) {
    auto node = suite.append_child("testcase");
    give_attribute(node, "classname", workload);
    give_attribute(node, "name", told.name);
    give_attribute(node, "time", fmt::format("{:.6f}", told.seconds));
    give_outcome(node, told);
}

void give_property(pugi::xml_node properties, const char* name, const std::string& value) {
    if (value.empty())
        return;
    auto property = properties.append_child("property");
    give_attribute(property, "name", name);
    give_attribute(property, "value", value);
}

void give_properties(pugi::xml_node suite, const Judgement& judgement) {
    auto properties = suite.append_child("properties");
    give_property(properties, "base.commit", judgement.base.commit);
    give_property(properties, "base.title", judgement.base.title);
    give_property(properties, "candidate.commit", judgement.candidate.commit);
    give_property(properties, "candidate.title", judgement.candidate.title);
    give_property(properties, "candidate.uncommitted", judgement.candidate.uncommitted ? "true" : "");
    give_property(properties, "shard", judgement.shard);
    give_property(properties, "gate", judgement.gate.status);
    give_property(properties, "perfeng.id", judgement.id);
}

void give_suite(pugi::xml_node root, const Judgement& judgement, const JunitSuite& told) {
    auto suite = root.append_child("testsuite");
    give_attribute(suite, "name", told.name);
    give_counts(suite, told.cases, true);
    if (!judgement.created.empty()) // ISO 8601 without a zone
        give_attribute(suite, "timestamp", judgement.created.substr(0, judgement.created.find('Z')));
    give_properties(suite, judgement);
    for (const auto& each : told.cases)
        give_case(suite, told.name, each);
}

} // namespace

std::string junit_xml(const Judgement& judgement, const Style& /*style*/) {
    const auto suites = junit_suites(judgement);
    std::vector<JunitCase> all;
    for (const auto& suite : suites)
        all.insert(all.end(), suite.cases.begin(), suite.cases.end());
    pugi::xml_document document;
    auto declaration = document.append_child(pugi::node_declaration);
    declaration.append_attribute("version") = "1.0";
    declaration.append_attribute("encoding") = "UTF-8";
    auto root = document.append_child("testsuites");
    give_attribute(root, "name", "perfeng");
    give_counts(root, all, false);
    for (const auto& suite : suites)
        give_suite(root, judgement, suite);
    std::ostringstream text;
    document.save(text, "  ");
    return text.str();
}

} // namespace perfeng::report
