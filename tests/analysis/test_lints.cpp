#include "catch.hpp"
#include "made.hpp"

#include "perfeng/analysis/hotspots.hpp"
#include "perfeng/analysis/lints.hpp"

using namespace perfeng;
using namespace perfeng::analysis;

namespace {

const SourcePaths& tree() {
    static const SourcePaths paths("/home/user/project", {"src/app.cpp"});
    return paths;
}

LintFinding lint(const std::string& rule, int line, int last_line = 0, const std::string& file = "src/app.cpp") {
    return {.tool = rule.starts_with("clippy") ? "clippy" : "clang-tidy",
            .rule = rule,
            .category = "warning",
            .file = file,
            .line = line,
            .last_line = std::max(line, last_line),
            .message = "this is slow",
            .help = "do it otherwise"};
}

struct Joined {
    LintUse use;
    std::vector<Finding> findings;
};

/// `hot` stands in lines 5 to 30, with 700 of 1000 samples on line 10 and 5 on line 12; the rest is on line 90.
Joined joined(const std::vector<LintFinding>& lints, std::vector<Finding> findings = {}) {
    Profile profile;
    made::add(profile, {made::at_line("hot", 10)}, 700);
    made::add(profile, {made::at_line("hot", 12)}, 5);
    made::add(profile, {made::at_line("rest", 90)}, 295);
    tally(profile);
    const auto hot = hot_code(profile, tree());
    const std::vector<Churn> extents{{{5, 30}, "source", {}}, {{80, 99}, "source", {}}};
    Joined result;
    result.use = join_lints(lints, hot, extents, tree(), findings);
    result.findings = std::move(findings);
    return result;
}

} // namespace

TEST_CASE("a lint on a hot line is a recommendation with that line's share") {
    const auto [use, findings] = joined({lint("performance-for-range-copy", 10)});
    REQUIRE(findings.size() == 1);
    CHECK(findings[0].rule == "lint/performance-for-range-copy");
    CHECK(findings[0].kind == FindingKind::recommendation);
    CHECK(findings[0].impact->ceiling == 0.7);
    CHECK(findings[0].function == "hot");
    CHECK(findings[0].line == 10);
    CHECK(findings[0].change == "Do it otherwise");
    CHECK(use.hot == 1);
}

TEST_CASE("a cold lint is dropped and counted") {
    const auto [use, findings] = joined({lint("performance-for-range-copy", 12), // half a percent
                                         lint("performance-for-range-copy", 20), // never sampled
                                         lint("performance-for-range-copy", 60), // in no hot function
                                         lint("performance-for-range-copy", 3, 0, "src/unknown.cpp")});
    CHECK(findings.empty());
    CHECK(use.cold == 3);
    CHECK(use.unmapped == 1);
    CHECK(use.all == 4);
}

TEST_CASE("a lint that spans a hot line, and one on the signature of a hot function") {
    const auto [use, findings] =
        joined({lint("performance-unnecessary-value-param", 5), lint("clippy::manual_memcpy", 8, 11)});
    REQUIRE(findings.size() == 2);
    CHECK(findings[0].rule == "lint/performance-unnecessary-value-param");
    CHECK(findings[0].impact->ceiling == Approx(0.705));
    CHECK(findings[0].confidence == Confidence::low);
    CHECK(findings[1].impact->ceiling == 0.7);
    CHECK(findings[1].confidence == Confidence::medium);
}

TEST_CASE("lints rank by heat, and each is told once") {
    const auto [use, findings] =
        joined({lint("clippy::map_entry", 90), lint("clippy::cmp_owned", 10), lint("clippy::cmp_owned", 10)});
    REQUIRE(findings.size() == 2);
    CHECK(findings[0].line == 10);
    CHECK(findings[1].line == 90);
    CHECK(use.all == 2);
}

TEST_CASE("what is not about speed is counted apart") {
    const auto [use, findings] = joined({lint("clippy::needless_return", 10), lint("modernize-use-auto", 10)});
    CHECK(findings.empty());
    CHECK(use.other == 2);
    LintFinding cppcheck{.tool = "cppcheck", .rule = "passedByValue", .category = "warning"};
    CHECK(is_about_speed(cppcheck));
    cppcheck.rule = "anything";
    CHECK_FALSE(is_about_speed(cppcheck));
    cppcheck.category = "performance";
    CHECK(is_about_speed(cppcheck));
}

TEST_CASE("where a recommendation stands already, the lint supports it") {
    Finding advice;
    advice.kind = FindingKind::recommendation;
    advice.rule = "cpp/copy";
    advice.file = "/home/user/project/src/app.cpp";
    advice.line = 11;
    advice.advice.emplace();
    const auto [use, findings] = joined({lint("performance-for-range-copy", 10)}, {advice});
    REQUIRE(findings.size() == 1);
    CHECK(findings[0].rule == "cpp/copy");
    CHECK(findings[0].advice->lint == "performance-for-range-copy");
    CHECK(use.support == 1);
    CHECK(use.hot == 0);
}
