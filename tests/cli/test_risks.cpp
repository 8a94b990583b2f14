#include "sandbox.hpp"

#include <algorithm>

using namespace perfeng;

namespace {

constexpr auto work = R"(#include "work.h"

unsigned long tested(unsigned long rounds) {
    unsigned long sum = 1;
    for (unsigned long i = 0; i < rounds; ++i)
        sum = sum * 6364136223846793005UL + (i ^ (sum >> 13));
    return sum;
}

unsigned long untested(unsigned long rounds) {
    unsigned long sum = 7;
    for (unsigned long i = 0; i < rounds; ++i) {
        sum ^= sum << 13;
        sum ^= sum >> 7;
        sum ^= sum << 17;
    }
    return sum;
}

unsigned long cold(const char *text) {
    return text[0] ? text[0] - '0' : 0;
}
)";

/// A C project in git, committed long ago: a program, and the coverage of a test that executes one of its two hot
/// functions.
class Project : public Sandbox {
public:
    Project() {
        write("src/work.h", "unsigned long tested(unsigned long rounds);\n"
                            "unsigned long untested(unsigned long rounds);\nunsigned long cold(const char *text);\n");
        write("src/work.c", work);
        write("src/main.c", "#include \"work.h\"\n#include <stdio.h>\n\nint main(int argc, char **argv) {\n"
                            "    unsigned long rounds = 50000000 + cold(argc > 1 ? argv[1] : \"\");\n"
                            "    printf(\"%lu\\n\", tested(rounds) + untested(rounds));\n    return 0;\n}\n");
        write("src/test.c", "#include \"work.h\"\n\nint main(void) {\n    return tested(10) == 0;\n}\n");
        write(".gitignore", "/*\n!/src\n");
        const auto made = shell("set -e; git init -q .; git add -A; export GIT_COMMITTER_DATE=2020-01-01T00:00:00Z; "
                                "git -c user.name=A -c user.email=a@b.c commit -qm x; "
                                "cc -O1 -g -o app src/main.c src/work.c; mkdir cov; cd cov; "
                                "cc --coverage -O0 -c ../src/test.c ../src/work.c; cc --coverage -o test *.o; ./test; "
                                "gcov --json-format --stdout *.gcda > ../coverage.json");
        INFO(made.err);
        REQUIRE(made.status == 0);
    }

    [[nodiscard]] Told measured(Words more) const {
        Words words{"baseline", "--trials", "2", "--warmup", "0", "--passes", "cpu"};
        words.insert(words.end(), more.begin(), more.end());
        words.insert(words.end(), {"--", "./app"});
        auto told = perfeng(words);
        INFO(told.err);
        REQUIRE(told.status == 0);
        return told;
    }
};

Json findings_of(const Json& document, const std::string& rule) {
    auto found = Json::array();
    for (const auto& finding : document.at("findings"))
        if (finding.at("rule").get<std::string>().starts_with(rule))
            found.push_back(finding);
    return found;
}

} // namespace

TEST_CASE_METHOD(Project, "hot code that no test executes ranks first; tested and cold code does not", "[risks]") {
    const auto told = measured({"--coverage", "coverage.json", "--json"});
    check_valid(told.out, "measurement");
    const auto document = told.json();
    const auto& risks = document.at("risks");
    REQUIRE(risks.size() == 2);
    CHECK(risks[0].at("function") == "untested");
    CHECK(risks[0].at("level") == "high");
    CHECK(risks[0].at("uncovered") == 1);
    CHECK(risks[0].at("file") == "src/work.c");
    CHECK(risks[0].at("extent") == "source");
    CHECK(risks[0].at("first_line") == 10);
    CHECK(risks[0].at("last_line") == 18);
    CHECK(risks[0].at("churn") == 0);
    CHECK(risks[1].at("function") == "tested");
    CHECK(risks[1].at("level") == "low");
    CHECK(risks[1].at("uncovered") == 0);
    const auto found = findings_of(document, "risk/untested-hot-path");
    REQUIRE(found.size() == 1);
    CHECK(found[0].at("function") == "untested");
    CHECK(entry_of(document.at("not_measured"), "what", "test coverage of hot code").is_null());

    const auto other = measured({"--json"}).json();
    CHECK(other.at("risks")[0].at("uncovered").is_null());
    CHECK(findings_of(other, "risk/untested-hot-path").empty());
    CHECK_THAT(entry_of(other.at("not_measured"), "what", "test coverage of hot code").at("how").get<std::string>(),
               ContainsSubstring("--coverage"));

    // Joined later, from another checkout; an edit that is not committed is a recent change.
    write("lcov.info", "SF:/ci/build/src/work.c\nFN:3,tested\nFNDA:1,tested\nFN:10,untested\nFNDA:0,untested\n"
                       "DA:3,1\nDA:5,1\nDA:6,1\nDA:10,0\nDA:12,0\nDA:13,0\nDA:14,0\nDA:15,0\nend_of_record\n"
                       "SF:/usr/include/stdio.h\nDA:1,1\nend_of_record\n");
    auto edited = std::string(work);
    edited.replace(edited.find("sum >> 13"), 9, "sum >> 11");
    write("src/work.c", edited);
    const auto again = perfeng({"bottleneck", "--coverage", "lcov.info", "--json"}).json();
    CHECK(again.at("risks")[0].at("function") == "untested");
    CHECK(again.at("risks")[0].at("uncovered") == 1);
    CHECK(again.at("risks")[1].at("changed_lines") == 1);
    CHECK(again.at("risk_basis").at("coverage").at("mapped_files") == 1);
    CHECK(again.at("risk_basis").at("coverage").at("unmapped") == Json({"/usr/include/stdio.h"}));
    const auto text = perfeng({"bottleneck", "--coverage", "lcov.info", "--sort-risks", "churn"}).out;
    CHECK_THAT(text, ContainsSubstring("1 file not of this source tree, left out (/usr/include/stdio.h)"));
    CHECK(text.rfind("by churn") < text.rfind(" tested "));
    CHECK_THAT(perfeng({"report", "--format", "markdown"}).out, ContainsSubstring("| `untested` |"));
}

TEST_CASE_METHOD(Project, "a lint on a hot line is a recommendation, one on a cold line is counted", "[risks]") {
    write("cppcheck.txt", "src/work.c:14:9: performance: This is slow. [slowShift]\nsrc/work.c:22:5: performance: So "
                          "is this. [slowText]\n"
                          "src/work.c:15:9: style: This is not pretty. [ugly]\n");
    const auto document = measured({"--lints", "cppcheck.txt", "--json"}).json();
    const auto found = findings_of(document, "lint/");
    REQUIRE(found.size() == 1);
    CHECK(found[0].at("rule") == "lint/slowShift");
    CHECK(found[0].at("kind") == "recommendation");
    CHECK(found[0].at("function") == "untested");
    CHECK(found[0].at("impact").at("ceiling") > 0.05);
    const auto& lints = document.at("risk_basis").at("lints");
    CHECK(lints.at("cold") == 1);
    CHECK(lints.at("other") == 1);
    CHECK(entry_of(document.at("risks"), "function", "untested").at("touched") == true);
    CHECK_THAT(perfeng({"report"}).out, ContainsSubstring("1 lint on cold lines not shown"));
}

TEST_CASE("a file that is no coverage, and one that is no lints, are told before anything is measured", "[risks]") {
    const Sandbox sandbox;
    sandbox.write("lcov.info", "SF:a.c\nDA:1,1\nend_of_record\n");
    sandbox.write("prose.txt", "Nothing.\n");
    check_error(sandbox.perfeng({"baseline", "--coverage", "prose.txt", "--", "true"}), 2, "prose.txt of --coverage",
                "formats");
    check_error(sandbox.perfeng({"baseline", "--lints", "lcov.info", "--", "true"}), 2,
                "lcov.info of --lints is a tracefile of lcov: it holds no findings of a linter", "docs/risks.md");
    check_error(sandbox.perfeng({"baseline", "--coverage", "gone.info", "--", "true"}), 2, "gone.info", "");
    CHECK(sandbox.list().empty());
}
