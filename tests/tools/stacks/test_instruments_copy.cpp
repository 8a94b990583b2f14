#include "as_folded.hpp"
#include "catch.hpp"

#include "perfeng/process/file.hpp"
#include "perfeng/tools/stacks/instruments_copy.hpp"

#include <string>

using namespace perfeng;
using namespace perfeng::tools;

namespace {

Read<Contents> copied(std::string_view text) {
    auto result = read_instruments_copy(text);
    INFO((result ? "" : to_string(result.error())));
    REQUIRE(result.has_value());
    return std::move(*result);
}

} // namespace

TEST_CASE("a deep copy becomes stacks with their own weights", "[instruments]") {
    const auto read = copied(process::read_file(PERFENG_FIXTURES "/instruments_copy/time_profile.txt"));
    const auto& profile = *read.value.profile;
    CHECK(as_folded(profile, true) == "[Main Thread];start;main 0.08\n"
                                      "[Main Thread];start;main;alloc::vec::Vec::push 3\n"
                                      "[Main Thread];start;main;leakMemory 0.00025\n"
                                      "[Main Thread];start;main;leakMemory;<alloc::alloc::Global as "
                                      "core::alloc::Allocator>::alloc 0.99975\n"
                                      "[worker];[unknown] 2\n");
    CHECK(profile.event == "time");
    CHECK(profile.unit == Unit::seconds);
    CHECK(profile.samples == 0);
    CHECK(read.value.program == "shop");
    CHECK(read.warnings.empty());
}

TEST_CASE("old deep copies have their unit in the heading", "[instruments]") {
    const auto profile = *copied("Running Time\tSelf (ms)\t\tSymbol Name\n4273.0ms   99.9%\t0\t \tstart\n"
                                 "4273.0ms   99.9%\t4273\t \t main\n")
                              .value.profile;
    CHECK(as_folded(profile) == "start;main 4.273\n");
}

TEST_CASE("deep copies of allocations are bytes, and have no column for a frame's own", "[instruments]") {
    const auto read = copied("Bytes Used\tCount\t\tSymbol Name\n   3.00 MB     100.0%\t7\t \tmain\n"
                             "   2.00 MB      66.6%\t5\t \t malloc\n 512 Bytes       0.0%\t5\t \t free\n");
    const auto& profile = *read.value.profile;
    CHECK(as_folded(profile) == "main 1048064\nmain;free 512\nmain;malloc 2097152\n");
    CHECK(profile.unit == Unit::bytes);
    CHECK(read.warnings.empty());
}

TEST_CASE("deep copies of cycles and of samples are counts", "[instruments]") {
    CHECK(as_folded(*copied("Weight\tSelf Weight\tSymbol Names\n1.5 Gc 100%\t532 cycles\t f\n").value.profile) ==
          "f 532\n");
    CHECK(as_folded(*copied("Weight\tSelf Weight\tSymbol Names\n1.5 Gc 100%\t1.25 Mc\t f\n2 Kc\t2 Kc\t  g\n")
                         .value.profile) == "f 1250000\nf;g 2000\n");
    const auto profile = *copied("Count\tSelf\tSymbol Name\n3 100%\t3\t f\n").value.profile;
    CHECK(profile.samples == 3);
    CHECK(profile.event == "samples");
}

TEST_CASE("rows that are none of a deep copy are told", "[instruments]") {
    const auto read = copied("Weight\tSelf Weight\tSymbol Name\n1 s\t1 s\tf\nBAD\n1 s\tx\tg\n1 Gc\t1 Gc\tg\n\n");
    CHECK(as_folded(*read.value.profile) == "f 1\n");
    REQUIRE(read.warnings.size() == 1);
    CHECK_THAT(read.warnings[0], ContainsSubstring("3 lines were passed over") && ContainsSubstring("line 3"));
}

TEST_CASE("what is no deep copy is refused", "[instruments]") {
    for (const std::string_view text : {"", "Weight\n", "Weight\tSelf Weight\tSymbol Name\n", "1 s\t1 s\tf\n"}) {
        INFO(text);
        const auto result = read_instruments_copy(text);
        REQUIRE_FALSE(result.has_value());
        CHECK_THAT(result.error().expected, ContainsSubstring("Instruments"));
    }
    CHECK(recognise_instruments_copy({"Weight\tSelf", false}) == Recognition::need_more);
    CHECK(recognise_instruments_copy({"Weight\tSelf\tSymbol Name\n", false}) == Recognition::yes);
    CHECK(recognise_instruments_copy({"Weight\tSelf\tName\n", false}) == Recognition::no);
}
