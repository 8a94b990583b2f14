#include "coverage_reading.hpp"

#include "perfeng/tools/coverage/lcov.hpp"

using namespace perfeng;
using namespace perfeng::tools;

namespace {

Read<Coverage> read(std::string_view text) {
    auto result = read_lcov(text);
    INFO((result ? "" : to_string(result.error())));
    REQUIRE(result.has_value());
    return std::move(*result);
}

} // namespace

TEST_CASE("records of one file are added up, by whatever test", "[lcov]") {
    const auto [coverage, warnings] = read("TN:one\nSF:b.c\nFN:1,f\nFNDA:2,f\nDA:2,2\nDA:1,2\nend_of_record\n"
                                           "TN:two\nSF:a.c\nDA:7,0\nend_of_record\n"
                                           "TN:two\r\nSF:b.c\r\nFN:1,f\r\nFNDA:5,f\r\nDA:1,5\r\nend_of_record\r\n");
    REQUIRE(coverage.files.size() == 2);
    CHECK(coverage.files[0].path == "a.c");
    CHECK(coverage.files[1].lines == std::vector<CoveredLine>{{1, 7}, {2, 2}});
    CHECK(coverage.files[1].functions == std::vector<CoveredFunction>{{"f", 1, 7}});
    CHECK(warnings.empty());
}

TEST_CASE("names of lcov's functions hold commas, and may stand before or behind their counts", "[lcov]") {
    const auto coverage = read("SF:a.js\nFNDA:3,g, h\nFN:95,g, h\nFN:3,9,k(1, 2)\nFN:4,never\nDA:1,1\nend_of_record\n");
    CHECK(functions_of(coverage.value, "a.js") == FunctionCounts{{"g, h:95", 3}, {"k:3", 0}, {"never:4", 0}});
}

TEST_CASE("names are shortened where they are C++'s", "[lcov]") {
    const auto coverage = read("SF:a\nFN:1,<module>\nFN:2,get size\nFN:3,(anonymous_1)\nFN:4,int ns::f<int>(int, g)\n"
                               "FN:5,_ZN2ns1gEv\nFN:6,a.cpp:_ZN2ns1hEv\nDA:1,1\nend_of_record\n");
    CHECK(functions_of(coverage.value, "a") == FunctionCounts{{"<module>:1", 0},
                                                              {"get size:2", 0},
                                                              {"(anonymous_1):3", 0},
                                                              {"ns::f:4", 0},
                                                              {"ns::g:5", 0},
                                                              {"ns::h:6", 0}});
}

TEST_CASE("lcov 2.2 numbers functions", "[lcov]") {
    const auto coverage = read("SF:a.cpp\nFNL:0,4,10\nFNA:0,1,_Z7largestIiET_PKS0_m\nFNA:0,2,_Z7largestIdET_PKS0_m\n"
                               "FNL:1,13\nFNA:1,4,a, b\nDA:4,3\nend_of_record\n");
    CHECK(functions_of(coverage.value, "a.cpp") == FunctionCounts{{"largest:4", 3}, {"a, b:13", 4}});
}

TEST_CASE("what is no record of lcov is told", "[lcov]") {
    const auto [coverage, warnings] = read("DA:1,1\nSF:a.c\n# a comment\n\nDA:1,1,4hash\nDA:2\nDA:3,-1\nDA:4,x\n"
                                           "DA:0,1\nDA:9999999999,1\nDA:5,99999999999999999999\nMCDC:1,2,t,0,0,a\n"
                                           "BRDA:1,0,0,-\nbytes\nend_of_record\nend_of_record\n");
    CHECK(lines_of(coverage, "a.c") == LineCounts{{1, 1}});
    REQUIRE(warnings.size() == 1);
    CHECK_THAT(warnings[0], ContainsSubstring("9 records were passed over") && ContainsSubstring("line 1"));
}

TEST_CASE("a tracefile that ends within a file says so", "[lcov]") {
    const auto [coverage, warnings] = read("SF:a.c\nDA:1,1\n");
    REQUIRE(warnings.size() == 1);
    CHECK_THAT(warnings[0], ContainsSubstring("end_of_record"));
}

TEST_CASE("counts do not run over", "[lcov]") {
    const auto most = "DA:1,18446744073709551615\n";
    const auto coverage = read(std::string("SF:a.c\n") + most + most + "end_of_record\n").value;
    CHECK(lines_of(coverage, "a.c").at(1) == UINT64_MAX);
}

TEST_CASE("many records of a few lines stay a few lines", "[lcov]") {
    std::string text;
    for (int test = 0; test < 3000; ++test)
        text += "SF:a.c\nFN:1,f\nFNDA:1,f\nDA:3,1\nDA:2,1\nDA:1,1\nend_of_record\n";
    const auto coverage = read(text).value;
    CHECK(lines_of(coverage, "a.c") == LineCounts{{1, 3000}, {2, 3000}, {3, 3000}});
    CHECK(functions_of(coverage, "a.c") == FunctionCounts{{"f:1", 3000}});
}

TEST_CASE("lcov without a line of code is refused", "[lcov]") {
    CHECK_FALSE(read_lcov("").has_value());
    CHECK_FALSE(read_lcov("TN:\nSF:a.c\nend_of_record\n").has_value());
    const auto error = read_lcov("hello\n");
    REQUIRE_FALSE(error.has_value());
    CHECK(error.error().line == 1);
    CHECK(error.error().found == "hello");
}

TEST_CASE("lcov is recognised by a file and its first record", "[lcov]") {
    CHECK(recognise_lcov({"TN:\nSF:a.c\nVER:1\nDA:1,1\n", false}) == Recognition::yes);
    CHECK(recognise_lcov({"TN:\nSF:a.c\n", false}) == Recognition::need_more);
    CHECK(recognise_lcov({"TN:\nSF:a.c\nDA:1", false}) == Recognition::need_more);
    CHECK(recognise_lcov({"SF:a.c\nhello\n", false}) == Recognition::no);
    CHECK(recognise_lcov({"FN:1,f\nSF:a.c\n", false}) == Recognition::no);
    CHECK(recognise_lcov({"TN:\nSF:a.c\n", true}) == Recognition::no);
    CHECK(recognise_lcov({"", true}) == Recognition::no);
}
