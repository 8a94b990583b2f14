#include "catch.hpp"

#include "perfeng/tools/counters/callgrind.hpp"

using namespace perfeng;
using namespace perfeng::tools;

namespace {

// Written by hand in the form that callgrind 3.19 writes: search() begins with what was inlined from a header, and its
// loop at line 12 holds an inlined search of 900, and a call of 50.
constexpr const char* counted = R"(# callgrind format
version: 1
creator: callgrind-3.19.0
positions: line
events: Ir

ob=/home/me/find
fl=/usr/include/c++/12/bits/stl_vector.h
fn=search
800 3
fe=/home/me/find.cpp
10 20
12 5
fi=/usr/include/c++/12/bits/stl_algo.h
99 900
fe=/home/me/find.cpp
+5 30
cfi=/home/me/find.cpp
cfn=found
calls=1 40
12 50

fl=/home/me/find.cpp
fn=found
40 50

totals: 1058
)";

} // namespace

TEST_CASE("the hottest line is the user's, with what was inlined there and is called from there") {
    const auto read = read_callgrind_lines(counted);
    REQUIRE(read);
    REQUIRE(read->profile.functions.size() == 2);
    REQUIRE(read->hottest.size() == 2);
    CHECK(read->profile.functions[0].name == "search");
    CHECK(read->hottest[0].function == "search");
    CHECK(read->hottest[0].file == "/home/me/find.cpp");
    CHECK(read->hottest[0].line == 12);
    CHECK(read->hottest[0].share > 0.9);
    CHECK(read->hottest[1].line == 40);
}

TEST_CASE("what read_callgrind refuses, is refused with lines too") {
    CHECK_FALSE(read_callgrind_lines("").has_value());
}
