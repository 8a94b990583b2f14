#include "catch.hpp"
#include "consumers.hpp"
#include "examples.hpp"
#include "exported.hpp"

#include "perfeng/report/report.hpp"

#include <nlohmann/json.hpp>
#include <pugixml.hpp>

#include <map>
#include <set>
#include <sstream>

using namespace perfeng;
using namespace perfeng::report;
using Json = nlohmann::ordered_json;

namespace {

/// What may stand where, by the schema of Jenkins' xUnit plugin.
const std::map<std::string, std::set<std::string>> attributes{
    {"testsuites", {"name", "time", "tests", "failures", "disabled", "errors"}},
    {"testsuite", {"name", "tests", "failures", "errors", "time", "disabled", "skipped", "timestamp", "hostname"}},
    {"property", {"name", "value"}},
    {"properties", {}},
    {"testcase", {"name", "assertions", "time", "classname", "status"}},
    {"failure", {"type", "message"}},
    {"error", {"type", "message"}},
    {"skipped", {"type", "message"}},
    {"system-out", {}}};

std::size_t descendants(pugi::xml_node node, const char* name) {
    return node.select_nodes((std::string(".//") + name).c_str()).size();
}

void check_junit(const std::string& text) {
    pugi::xml_document document;
    REQUIRE(document.load_string(text.c_str(), pugi::parse_default | pugi::parse_fragment));
    for (const auto& found : document.select_nodes("//*"))
        for (const auto attribute : found.node().attributes()) {
            INFO(found.node().name() << " " << attribute.name());
            CHECK(attributes.at(found.node().name()).contains(attribute.name()));
        }
    auto nodes = document.select_nodes("//testsuite | /testsuites");
    for (const auto& found : nodes) {
        const auto node = found.node();
        CHECK(node.attribute("tests").as_ullong() == descendants(node, "testcase"));
        CHECK(node.attribute("failures").as_ullong() == descendants(node, "failure"));
        CHECK(node.attribute("errors").as_ullong() == descendants(node, "error"));
        if (node.attribute("skipped"))
            CHECK(node.attribute("skipped").as_ullong() == descendants(node, "skipped"));
    }
}

/// [[suite, case, result, message], ...] as junitparser reads it.
Json read_junit(const std::string& text) {
    return Json::parse(consumers::python(
        "from junitparser import JUnitXml\n"
        "print(json.dumps([[s.name, c.name, type(c.result[0]).__name__ if c.result else 'passed',\n"
        "                   c.result[0].message if c.result else ''] for s in JUnitXml.fromfile(FILE) for c in s]))",
        text));
}

std::string result_of(const Json& cases, const std::string& suite, const std::string& name) {
    for (const auto& each : cases)
        if (each.at(0) == suite && each.at(1) == name)
            return each.at(2);
    return "no such case";
}

struct Command {
    std::string name;
    std::map<std::string, std::string> properties;
    std::string message;
};

std::string replaced(std::string text, const std::string& from, const std::string& to) {
    for (auto at = text.find(from); at != std::string::npos; at = text.find(from, at + to.size()))
        text.replace(at, from.size(), to);
    return text;
}

/// As the runner does: "%25" last.
std::string unescaped(std::string text, bool property) {
    text = replaced(replaced(std::move(text), "%0D", "\r"), "%0A", "\n");
    if (property)
        text = replaced(replaced(std::move(text), "%3A", ":"), "%2C", ",");
    return replaced(std::move(text), "%25", "%");
}

std::vector<Command> read_commands(const std::string& text) {
    std::vector<Command> commands;
    std::istringstream lines(text);
    for (std::string line; std::getline(lines, line);) {
        REQUIRE(line.starts_with("::"));
        const auto end = line.find("::", 2);
        const auto head = line.substr(2, end - 2);
        Command command{head.substr(0, head.find(' ')), {}, unescaped(line.substr(end + 2), false)};
        std::istringstream properties(head.substr(head.find(' ') + 1));
        for (std::string each; std::getline(properties, each, ',');)
            command.properties[each.substr(0, each.find('='))] = unescaped(each.substr(each.find('=') + 1), true);
        commands.push_back(command);
    }
    return commands;
}

} // namespace

TEST_CASE("junit is read by junitparser, with counts that agree") {
    for (const auto& judgement : {examples::judgement(), examples::hostile_judgement(), Judgement{}}) {
        const auto text = exported("junit", judgement);
        check_junit(text);
        (void)read_junit(text);
    }
    check_junit(exported("junit", examples::comparison()));
}

TEST_CASE("junit: a failure for what is worse, skipped for what is open, an error for what was not measured") {
    const auto cases = read_junit(exported("junit", examples::judgement()));
    CHECK(result_of(cases, "parse", "cpu_time") == "passed");
    CHECK(result_of(cases, "parse", "peak_rss") == "Failure");
    CHECK(result_of(cases, "parse", "wall_time") == "no such case"); // not gated
    CHECK(result_of(cases, "parse", "output") == "passed");
    CHECK(result_of(cases, "parse", "new leaks") == "Failure");
    CHECK(result_of(cases, "parse", "budget: peak_rss") == "Failure");
    CHECK(result_of(cases, "print", "wall_time") == "passed");
    CHECK(result_of(cases, "scan", "cpu_time") == "Skipped");
    CHECK(result_of(cases, "boom", "measured") == "Error");
    CHECK(result_of(cases, "checks", "clang-tidy") == "Skipped");
    CHECK(result_of(cases, "checks", "ctest") == "passed");
    CHECK(cases.size() == 2 + 7 + 1 + 1 + 2);
    for (const auto& each : cases)
        if (each.at(1) == "cpu_time" && each.at(0) == "scan")
            CHECK_THAT(each.at(3).get<std::string>(), ContainsSubstring("inconclusive: CPU time +2.0%"));
}

TEST_CASE("junit: a workload that was not reached is skipped, output that a verification compared is told once") {
    auto judgement = examples::judgement();
    judgement.gate.reasons.front().failing = false;
    auto& comparison = *judgement.workloads.at(1).comparison;
    comparison.output_identical = false;
    CHECK(result_of(read_junit(exported("junit", judgement)), "parse", "output") == "Failure");
    comparison.checks.push_back({"stdout", CheckStatus::passed, CheckKind::output});
    const auto cases = read_junit(exported("junit", judgement));
    CHECK(result_of(cases, "boom", "measured") == "Skipped");
    CHECK(result_of(cases, "parse", "output") == "no such case");
    CHECK(result_of(cases, "parse", "stdout") == "passed");
}

TEST_CASE("github's annotations come back as they were, below the repository") {
    const auto commands = read_commands(exported("github", examples::judgement()));
    REQUIRE(commands.size() == 6);
    CHECK(commands.at(0).name == "error");
    CHECK(commands.at(0).properties.at("title") == "boom");
    CHECK(commands.at(2).properties.at("file") == "src/parse.cpp");
    CHECK(commands.at(2).properties.at("line") == "52");
    CHECK(commands.at(3).name == "error"); // the budget, before what is open
    CHECK(commands.at(4).name == "warning");
    const auto hostile = read_commands(exported("github", examples::hostile_judgement()));
    REQUIRE(hostile.size() == 6);
    const std::string clean = "a\"b'<c>&d%0A,::e\nf\rg\uFFFD[31m\uFFFD\uFFFD\uFFFD(\\|`\uFFFD\uFFFD";
    CHECK(hostile.at(1).properties.at("title") == clean + ": peak_rss");
    CHECK(hostile.at(2).properties.at("file") == clean + ".cpp");
    CHECK(hostile.at(2).message == "new leak in copy_text" + clean);
}

TEST_CASE("github: ten are told, the rest is counted; nothing to tell is told too") {
    auto judgement = examples::judgement();
    const auto one = judgement.gate.reasons.front();
    judgement.gate.reasons.assign(37, one);
    const auto commands = read_commands(exported("github", judgement));
    REQUIRE(commands.size() == 11);
    CHECK(commands.back().name == "notice");
    CHECK_THAT(commands.back().message, ContainsSubstring("27 more left out"));
    const auto quiet = read_commands(exported("github", examples::unchanged_comparison()));
    REQUIRE(quiet.size() == 1);
    CHECK(quiet.front().name == "notice");
    CHECK(quiet.front().message == "UNCHANGED: compare");
    const auto measured = read_commands(exported("github", examples::measurement()));
    REQUIRE(measured.size() == 2);
    CHECK(measured.front().name == "warning");
    CHECK(measured.front().properties.at("file") == "src/parse.cpp");
}

TEST_CASE("github's summary is cut within its limit, and what was open is closed") {
    auto judgement = examples::judgement();
    CHECK(exported("github-summary", judgement) == exported("markdown", judgement));
    auto& functions = judgement.workloads.at(1).comparison->functions;
    functions.resize(20'000, functions.front());
    for (auto& function : functions)
        function.name = "function_" + std::string(60, 'x');
    REQUIRE(exported("markdown", judgement).size() > 1'100'000);
    const auto cut = exported("github-summary", judgement);
    CHECK(cut.size() <= 1'000'000);
    CHECK(cut.size() > 900'000);
    const auto end = cut.substr(cut.size() - 500);
    CHECK_THAT(end, ContainsSubstring("|\n\n</details>\n\n**Cut here**: GitHub takes no more than 1 MiB; "));
    CHECK_THAT(end, ContainsSubstring("`--export markdown=FILE`"));
}

TEST_CASE("github's summary closes a fence that was cut") {
    auto judgement = examples::judgement();
    judgement.checks.front().tail.clear();
    for (int i = 0; i < 60'000; ++i)
        judgement.checks.front().tail += "<details> is no block within a listing\n";
    const auto cut = exported("github-summary", judgement);
    CHECK(cut.size() <= 1'000'000);
    CHECK_THAT(cut.substr(cut.size() - 500), ContainsSubstring("a listing\n```\n\n**Cut here**"));
}
