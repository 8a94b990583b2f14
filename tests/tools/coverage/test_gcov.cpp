#include "coverage_reading.hpp"

#include "perfeng/tools/coverage/gcov.hpp"
#include "perfeng/tools/coverage/gcov_json.hpp"

using namespace perfeng;
using namespace perfeng::tools;

namespace {

constexpr std::string_view source = "        -:    0:Source:a.cpp\n        -:    0:Graph:a.gcno\n";

Read<Coverage> read(std::string_view lines) {
    auto result = read_gcov(std::string(source) + std::string(lines));
    INFO((result ? "" : to_string(result.error())));
    REQUIRE(result.has_value());
    return std::move(*result);
}

} // namespace

TEST_CASE("the marks of gcov", "[gcov]") {
    const auto [coverage, warnings] = read("        -:    1:// no code: 1:2\n        5:    2:x\n       5*:    3:x\n"
                                           "    #####:    4:x\n    =====:    5:x\n");
    CHECK(lines_of(coverage, "a.cpp") == LineCounts{{2, 5}, {3, 5}, {4, 0}, {5, 0}});
    CHECK(warnings.empty());
}

TEST_CASE("instances of a template stand once in gcov's text, whatever follows them", "[gcov]") {
    const std::string_view line = "        5:    2:template\n";
    const std::string_view instance = "------------------\nf<int>():\nfunction f<int>() called 2 returned 100% blocks "
                                      "executed 100%\n        2:    2:template\n        -:    3:}\n";
    const std::string_view rule = "------------------\n";
    for (const std::string_view after : {"        7:    4:g\n", "function g() called 7 returned 0% blocks executed 0%\n"
                                                                "        7:    4:g\n"}) {
        const auto text =
            std::string(line) + std::string(instance) + std::string(instance) + std::string(rule) + std::string(after);
        const auto coverage = read(text).value;
        CHECK(lines_of(coverage, "a.cpp") == LineCounts{{2, 5}, {4, 7}});
        CHECK(functions_of(coverage, "a.cpp").at("f:2") == 4);
    }
}

TEST_CASE("gcov files put together are one coverage", "[gcov]") {
    const auto coverage = read("        1:    1:x\n" + std::string(source) +
                               "        2:    1:x\n"
                               "        -:    0:Source:b.h\n        3:    9:y\n")
                              .value;
    CHECK(lines_of(coverage, "a.cpp") == LineCounts{{1, 3}});
    CHECK(lines_of(coverage, "b.h") == LineCounts{{9, 3}});
}

TEST_CASE("rounded counts are told", "[gcov]") {
    const auto [coverage, warnings] = read("     1.5k:    1:x\n       4M:    2:x\n");
    CHECK(lines_of(coverage, "a.cpp") == LineCounts{{1, 1500}, {2, 4'000'000}});
    REQUIRE(warnings.size() == 1);
    CHECK_THAT(warnings[0], ContainsSubstring("2 lines") && ContainsSubstring("-H"));
}

TEST_CASE("what is no line of gcov is told", "[gcov]") {
    const auto warnings = read("        1:    1:x\nhello\n       -1:    2:x\nfunction f called\n").warnings;
    REQUIRE(warnings.size() == 1);
    CHECK_THAT(warnings[0], ContainsSubstring("3 records") && ContainsSubstring("hello"));
    CHECK_FALSE(read_gcov("        1:    1:x\n").has_value());
    CHECK_FALSE(read_gcov(source).has_value());
}

TEST_CASE("gcov is recognised by its source", "[gcov]") {
    CHECK(recognise_gcov({source, false}) == Recognition::yes);
    CHECK(recognise_gcov({source.substr(0, 20), false}) == Recognition::need_more);
    CHECK(recognise_gcov({source.substr(0, 10), true}) == Recognition::no);
    CHECK(recognise_gcov({"a:1:b\n", false}) == Recognition::no);
}

TEST_CASE("gcov --stdout writes a document a line", "[gcov]") {
    const std::string one = R"({"gcc_version":"12.2.0","files":[{"lines":[{"count":2,"line_number":3}],)"
                            R"("functions":[{"name":"_Z1fv","demangled_name":"f() const","start_line":3,)"
                            R"("execution_count":2}],"file":"a.c"}],"format_version":"1"})";
    const auto read = read_gcov_json(one + "\n" + one + "\n");
    REQUIRE(read.has_value());
    CHECK(lines_of(read->value, "a.c") == LineCounts{{3, 4}});
    CHECK(functions_of(read->value, "a.c") == FunctionCounts{{"f:3", 4}});
    const auto bad = read_gcov_json(one + "\n{\"files\":[}\n");
    REQUIRE_FALSE(bad.has_value());
    CHECK(bad.error().line == 2);
}

TEST_CASE("lines without a number or a count are told", "[gcov]") {
    const auto read = read_gcov_json(R"({"gcc_version":"9","files":[{"file":"a.c","lines":[{"count":2},)"
                                     R"({"line_number":1,"count":-3},{"line_number":0,"count":1},)"
                                     R"({"line_number":4,"count":1e30}],"functions":[]}]})");
    REQUIRE(read.has_value());
    CHECK(lines_of(read->value, "a.c") == LineCounts{{4, UINT64_MAX}});
    REQUIRE(read->warnings.size() == 1);
    CHECK_THAT(read->warnings[0], ContainsSubstring("3 records"));
}

TEST_CASE("gcovr leaves out what it excludes", "[gcov]") {
    const auto read =
        read_gcovr(R"({"gcovr/format_version":"0.15","files":[{"file":"a.c","lines":[)"
                   R"({"line_number":1,"count":1,"gcovr/md5":"0"},{"line_number":2,"count":0,"gcovr/noncode":true},)"
                   R"({"line_number":3,"count":0,"gcovr/excluded":true},)"
                   R"({"line_number":4,"count":0,"branches":[{"count":9,"line_number":8}],"gcovr/noncode":false}]}]})");
    REQUIRE(read.has_value());
    CHECK(lines_of(read->value, "a.c") == LineCounts{{1, 1}, {4, 0}});
}

TEST_CASE("JSON of gcov and gcovr are told apart", "[gcov]") {
    CHECK(recognise_gcov_json({R"({"gcc_version": "12.2.0", "files": [)", false}) == Recognition::yes);
    CHECK(recognise_gcov_json({R"({"files": [{"lines": [)", false}) == Recognition::need_more);
    CHECK(recognise_gcov_json({R"({"version": 1, "files": [], "gcc_version": 1})", true}) == Recognition::no);
    CHECK(recognise_gcovr({R"({"gcovr/format_version": "0.15", "files": [)", false}) == Recognition::yes);
    CHECK(recognise_gcovr({R"({"files": [{"gcovr/noncode": )", false}) == Recognition::yes);
    CHECK(recognise_gcovr({R"({"files": [{"lines": [)", true}) == Recognition::no);
}
