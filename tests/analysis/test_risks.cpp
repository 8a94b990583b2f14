#include "catch.hpp"
#include "made.hpp"

#include "perfeng/analysis/hotspots.hpp"
#include "perfeng/analysis/risks.hpp"

using namespace perfeng;
using namespace perfeng::analysis;

namespace {

const SourcePaths& tree() {
    static const SourcePaths paths("/home/user/project", {"src/app.cpp"});
    return paths;
}

/// 600 samples in `hot` (400 on line 10, 200 on line 20), 300 in `warm` (line 40), 95 in `main` itself, 5 in `cold`.
Profile profile() {
    Profile made;
    const auto caller = made::at_line("main", 90);
    made::add(made, {made::at_line("hot", 10), caller}, 400);
    made::add(made, {made::at_line("hot", 20), caller}, 200);
    made::add(made, {made::at_line("warm", 40), caller}, 300);
    made::add(made, {made::at_line("cold", 60), caller}, 5);
    made::add(made, {caller}, 95);
    tally(made);
    return made;
}

Coverage covered(std::vector<CoveredLine> lines, const std::string& path = "src/app.cpp") {
    return {.tool = "lcov", .files = {{path, std::move(lines), {{"hot", 8, 0}, {"warm", 38, 1}, {"cold", 58, 0}}}}};
}

std::vector<Churn> no_churn(const HotCode& hot) {
    std::vector<Churn> churn;
    for (const auto& function : hot.functions)
        churn.push_back({{function.first_line, function.last_line}, "profile", {}});
    return churn;
}

std::vector<Risk> risks_of(const Coverage* coverage, const std::vector<Finding>& findings = {}) {
    const auto hot = hot_code(profile(), tree());
    CoveredCode code;
    if (coverage != nullptr)
        code.add(*coverage, tree());
    return assess_risks(hot, coverage != nullptr ? &code : nullptr, no_churn(hot), findings, tree());
}

Risk risk_of(const std::vector<Risk>& risks, const std::string& function) {
    const auto found = std::ranges::find(risks, function, &Risk::function);
    REQUIRE(found != risks.end());
    return *found;
}

} // namespace

TEST_CASE("hot code is what enough samples hold, by function and line, without what only passes everything on") {
    const auto hot = hot_code(profile(), tree());
    REQUIRE(hot.functions.size() == 3);
    CHECK(hot.functions[0].name == "main"); // 9.5% self
    CHECK(hot.functions[1].name == "hot");
    CHECK(hot.functions[1].share == 0.6);
    CHECK(hot.functions[1].share_ci.lo == Approx(0.5693).margin(1e-3));
    CHECK(hot.functions[1].first_line == 10);
    CHECK(hot.functions[1].last_line == 20);
    REQUIRE(hot.functions[1].lines.size() == 2);
    CHECK(hot.functions[1].lines[0].samples == 400);
    CHECK(hot.functions[2].name == "warm");
    CHECK(hot.unmapped_functions == 0);

    auto idle_main = profile();
    idle_main.stacks.pop_back();
    idle_main.samples = 905;
    idle_main.weight = 905;
    tally(idle_main);
    CHECK(hot_code(idle_main, tree()).functions.front().name == "hot");
}

TEST_CASE("own code whose source is not of the tree is left out and counted") {
    const auto hot = hot_code(profile(), SourcePaths("/elsewhere", {"other.c"}));
    CHECK(hot.functions.empty());
    CHECK(hot.unmapped_functions == 3);
    CHECK(hot.unmapped_share == Approx(0.995));
}

TEST_CASE("the uncovered part is that of the function's samples, not of its lines") {
    const auto coverage = covered({{10, 5}, {20, 0}, {40, 1}, {90, 1}});
    const auto hot = risk_of(risks_of(&coverage), "hot");
    CHECK(hot.uncovered == Approx(1.0 / 3));
    CHECK(hot.coverage == "lines");
    CHECK(hot.uncovered_lines == std::vector{20});
    CHECK(hot.level == RiskLevel::medium);
    CHECK(hot.score == Approx(hot.heat * (0.25 + 0.75 / 3) * 0.5 * 0.5));
}

TEST_CASE("hot and untested is high and first, hot and tested is low") {
    const auto coverage = covered({{10, 0}, {20, 0}, {40, 1}, {90, 7}});
    const auto risks = risks_of(&coverage);
    CHECK(risks.front().function == "hot");
    CHECK(risks.front().level == RiskLevel::high);
    CHECK(risk_of(risks, "warm").level == RiskLevel::low);
    CHECK(std::ranges::find(risks, "cold", &Risk::function) == risks.end());
    const auto findings = risk_findings(risks);
    REQUIRE(findings.size() == 1);
    CHECK(findings[0].rule == "risk/untested-hot-path");
    CHECK(findings[0].id == "risk/untested-hot-path:src/app.cpp:hot");
    CHECK(findings[0].kind == FindingKind::risk);
    CHECK(findings[0].line == 10);
}

TEST_CASE("without coverage data all counts as untested, but nothing is claimed to be") {
    const auto risks = risks_of(nullptr);
    CHECK(risk_of(risks, "hot").level == RiskLevel::high);
    CHECK_FALSE(risk_of(risks, "hot").uncovered);
    CHECK(risk_of(risks, "hot").coverage == "no data");
    CHECK(risk_findings(risks).empty());
}

TEST_CASE("a file that the coverage data does not have counts as untested, and says so") {
    const auto coverage = covered({{10, 1}}, "/usr/include/other.h");
    const auto hot = risk_of(risks_of(&coverage), "hot");
    CHECK(hot.coverage == "file not in the data");
    CHECK(hot.level == RiskLevel::high);
}

TEST_CASE("a line that is not listed counts as the statement above it in the same function") {
    CoveredCode code;
    code.add(covered({{10, 3}, {38, 1}, {41, 0}}), tree());
    CHECK(code.count_of("src/app.cpp", 12) == 3U);
    CHECK(code.count_of("src/app.cpp", 9) == 0U); // the function's own count
    CHECK(code.count_of("src/app.cpp", 40) == 1U);
    CHECK(code.count_of("src/app.cpp", 45) == 0U);
    CHECK(code.count_of("src/app.cpp", 58) == 0U);
    CHECK(code.count_of("src/app.cpp", 80) == std::nullopt);
    CHECK(code.count_of("src/other.cpp", 10) == std::nullopt);
    CHECK(code.function_at("src/app.cpp", 12) == LineRange{8, 12});
    CHECK(code.function_at("src/app.cpp", 40) == LineRange{38, 41});
}

TEST_CASE("coverage of several files is added up, and what does not map is counted") {
    CoveredCode code;
    code.add(covered({{10, 0}, {20, 0}}), tree());
    code.add(covered({{10, 2}}, "/ci/src/app.cpp"), tree());
    code.add({.tool = "gcov", .files = {{"/usr/include/math.h", {{1, 1}}, {}}}}, tree());
    CHECK(code.count_of("src/app.cpp", 10) == 2U);
    CHECK(code.use().files == 3);
    CHECK(code.use().mapped_files == 2);
    CHECK(code.use().lines == 2);
    CHECK(code.use().executed_lines == 1);
    CHECK(code.use().unmapped == std::vector<std::string>{"/usr/include/math.h"});
    CHECK(code.use().tools == std::vector<std::string>{"lcov", "gcov"});
}

TEST_CASE("churn and a recommendation raise the score") {
    const auto hot = hot_code(profile(), tree());
    auto churn = no_churn(hot);
    churn[2].changed_lines = 3; // of warm, which has one line
    Finding advice;
    advice.kind = FindingKind::recommendation;
    advice.file = "/home/user/project/src/app.cpp";
    advice.line = 40;
    const auto coverage = covered({{10, 1}, {20, 1}, {40, 1}, {90, 1}});
    CoveredCode code;
    code.add(coverage, tree());
    const auto risks = assess_risks(hot, &code, churn, std::vector{advice}, tree());
    const auto warm = risk_of(risks, "warm");
    CHECK(warm.churn == 1.0);
    CHECK(warm.touched);
    CHECK(warm.score == Approx(warm.heat * 0.25));
    CHECK(warm.level == RiskLevel::medium);
    CHECK_FALSE(risk_of(risks, "hot").touched);
    CHECK(risk_findings(risks).at(0).rule == "risk/changing-hot-path");
}

TEST_CASE("how to make coverage data is told by the language of the hot files") {
    const auto how = [](const std::string& file) {
        HotFunction function;
        function.file = file;
        return how_to_cover(std::vector{function});
    };
    CHECK_THAT(how("src/main.rs"), ContainsSubstring("cargo llvm-cov --lcov"));
    CHECK_THAT(how("a/b.go"), ContainsSubstring("-coverprofile"));
    CHECK_THAT(how("a.py"), ContainsSubstring("coverage xml"));
    CHECK_THAT(how("a.hpp"), ContainsSubstring("--coverage -O0"));
    CHECK_THAT(how("a.f90"), ContainsSubstring("docs/risks.md"));
}
