#include "coverage_reading.hpp"

#include "perfeng/tools/coverage/llvm_cov.hpp"

using namespace perfeng;
using namespace perfeng::tools;

namespace {

std::string exported(std::string_view segments, std::string_view functions = "") {
    return R"({"data":[{"files":[{"expansions":[],"filename":"a.c","segments":[)" + std::string(segments) +
           R"(],"summary":{}}],"functions":[)" + std::string(functions) +
           R"(],"totals":{}}],"type":"llvm.coverage.json.export","version":"2.0.1"})";
}

LineCounts lines(std::string_view segments) {
    const auto read = read_llvm_cov(exported(segments));
    INFO((read ? "" : to_string(read.error())));
    REQUIRE(read.has_value());
    return lines_of(read->value, "a.c");
}

} // namespace

TEST_CASE("a line has the highest count of the regions on it", "[llvm-cov]") {
    CHECK(lines("[2,1,5,true,true,false],[3,4,9,true,true,false],[3,8,5,true,false,false],[4,2,0,false,false,false]") ==
          LineCounts{{2, 5}, {3, 9}, {4, 5}});
}

TEST_CASE("lines between segments go on as before, skipped code has none", "[llvm-cov]") {
    CHECK(
        lines("[1,1,3,true,true,false],[4,1,0,false,true,false],[6,1,3,true,false,false],[8,2,0,false,false,false]") ==
        LineCounts{{1, 3}, {2, 3}, {3, 3}, {7, 3}, {8, 3}});
}

TEST_CASE("a gap is no region, but a line that only a gap begins on is code", "[llvm-cov]") {
    CHECK(lines("[1,1,4,true,true,false],[2,9,9,true,true,true],[3,3,10,true,true,false],[3,9,0,false,false,false]") ==
          LineCounts{{1, 4}, {2, 4}, {3, 10}});
}

TEST_CASE("old exports have no gaps, and counts as numbers for truth", "[llvm-cov]") {
    CHECK(lines("[1,1,4,1,1],[2,2,0,0,0]") == LineCounts{{1, 4}, {2, 4}});
}

TEST_CASE("functions stand in the file of their first region, without the file before their name", "[llvm-cov]") {
    const auto text =
        exported("[1,1,4,true,true,false],[2,2,0,false,false,false]",
                 R"({"count":7,"filenames":["b.c","a.c"],"name":"m.c:add","regions":[[1,1,2,2,7,1,0,0]]},)"
                 R"({"count":2,"filenames":["a.c"],"name":"_ZN1a1bEv","regions":[[1,1,2,2,2,0,0,0]]},)"
                 R"({"count":2,"filenames":["a.c"],"name":"no_region","regions":[]})");
    const auto read = read_llvm_cov(text);
    REQUIRE(read.has_value());
    CHECK(functions_of(read->value, "a.c") == FunctionCounts{{"add:1", 7}, {"a::b:1", 2}});
    REQUIRE(read->warnings.size() == 1);
    CHECK_THAT(read->warnings[0], ContainsSubstring("no_region"));
}

TEST_CASE("segments that name more lines than a source has are refused", "[llvm-cov]") {
    CHECK_FALSE(read_llvm_cov(exported("[1,1,4,true,true,false],[2000000000,2,0,false,false,false]")).has_value());
    CHECK_FALSE(read_llvm_cov(exported("[9,1,4,true,true,false],[2,2,0,false,false,false]")).has_value());
    CHECK_FALSE(read_llvm_cov(exported("[0,1,4,true,true,false]")).has_value());
    // No code lies between these two.
    CHECK(lines("[1,1,4,true,true,false],[1,9,0,false,false,false],[2000000000,1,3,true,true,false]").size() == 2);
}

TEST_CASE("an export without segments, or of another type, is refused", "[llvm-cov]") {
    CHECK_FALSE(read_llvm_cov(exported("")).has_value());
    CHECK_FALSE(read_llvm_cov(R"({"data":[],"type":"other"})").has_value());
    CHECK_FALSE(read_llvm_cov(std::string(100'000, '[')).has_value());
    const auto error = read_llvm_cov(exported("[1,1,4,true,true,false]").substr(0, 80));
    REQUIRE_FALSE(error.has_value());
    CHECK_THAT(error.error().expected, ContainsSubstring("JSON"));
}

TEST_CASE("a segment that is none is told", "[llvm-cov]") {
    const auto read = read_llvm_cov(exported("[1,1,4,true,true,false],[1,2],[1,3,-5,true,true,false]"));
    REQUIRE(read.has_value());
    REQUIRE(read->warnings.size() == 1);
    CHECK_THAT(read->warnings[0], ContainsSubstring("2 records"));
}

TEST_CASE("an export of llvm-cov is recognised by its beginning, wherever its type stands", "[llvm-cov]") {
    const auto text = coverage_fixture("llvm_cov.json");
    CHECK(recognise_llvm_cov({std::string_view(text).substr(0, 200), false}) == Recognition::yes);
    CHECK(recognise_llvm_cov({std::string_view(text).substr(0, 10), false}) == Recognition::need_more);
    CHECK(recognise_llvm_cov({text, true}) == Recognition::yes);
    CHECK(recognise_llvm_cov({R"({ "type" : "llvm.coverage.json.export")", false}) == Recognition::yes);
    CHECK(recognise_llvm_cov({"{\n \"data\": [ { \"files\": [ {\n \"segments\": [ [ 1", false}) == Recognition::yes);
    CHECK(recognise_llvm_cov({R"({"data":[1,2,3,4,5,6,7,8,9]})", false}) == Recognition::no);
    CHECK(recognise_llvm_cov({R"({"data":[{"files":[{"name":1}]}]})", true}) == Recognition::no);
    CHECK(recognise_llvm_cov({R"({"traceEvents":[]})", false}) == Recognition::no);
}
