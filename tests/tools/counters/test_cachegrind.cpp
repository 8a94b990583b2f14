#include "catch.hpp"

#include "perfeng/process/file.hpp"
#include "perfeng/tools/counters/cachegrind.hpp"
#include "perfeng/tools/counters/callgrind.hpp"

#include <algorithm>
#include <string>

using namespace perfeng;
using namespace perfeng::tools;

namespace {

Read<Contents> read(const std::string& text) {
    auto result = read_cachegrind(text);
    INFO((result ? "" : to_string(result.error())));
    REQUIRE(result.has_value());
    return std::move(*result);
}

std::string fixture(const std::string& name) {
    return process::read_file(std::string(PERFENG_FIXTURES "/cachegrind/") + name);
}

const FunctionCost& function(const Profile& profile, const std::string& name) {
    const auto found = std::ranges::find(profile.functions, name, &FunctionCost::name);
    INFO(name);
    REQUIRE(found != profile.functions.end());
    return *found;
}

const std::string head = "desc: D1 cache: 32 KB\ncmd: ./run 7\nevents: Dr Ir\n";

} // namespace

TEST_CASE("a file of cachegrind", "[cachegrind]") {
    const auto [contents, warnings] = read(fixture("bare.out"));
    const auto& profile = *contents.profile;
    CHECK(profile.tool == "cachegrind");
    CHECK(profile.event == "instructions");
    CHECK(profile.weight == 44031);
    CHECK(contents.command == "./bare");
    REQUIRE(contents.metrics.size() == 1);
    CHECK(contents.metrics[0].trials == std::vector<double>{44031});
    const auto& once = function(profile, "once");
    CHECK(once.self == 44012); // with what was inlined
    CHECK(once.total == once.self);
    CHECK(once.self_share == Approx(44012.0 / 44031));
    CHECK(once.file == "/home/user/project/mix.h");
    CHECK(function(profile, "twice").self == 8);
    CHECK(function(profile, "twice").line == 7);
    CHECK(profile.functions.front().name == "once");
    CHECK_THAT(warnings.at(0), ContainsSubstring("I1mr, ILmr, Dr"));
    CHECK_THAT(warnings.at(1), ContainsSubstring("callgrind"));
}

TEST_CASE("columns of cachegrind are found by the names of events", "[cachegrind]") {
    const auto contents = read(head + "fl=a.c\nfn=_ZN1a4fillEv\n3 9 2\n4 9 .\n5 9\nfl=???\nfn=???\n0 1 5\n"
                                      "summary: 28 7\n")
                              .value;
    const auto& profile = *contents.profile;
    CHECK(profile.weight == 7);
    CHECK(function(profile, "a::fill").self == 2);
    CHECK(function(profile, "a::fill").line == 3);
    CHECK(function(profile, "a::fill").raw_name == "_ZN1a4fillEv");
    CHECK(function(profile, "[unknown]").file.empty());
    const auto branches =
        read(head.substr(0, head.find("events")) + "events: Bc Bcm\nfl=a\nfn=f\n1 4 2\nsummary: 4 2\n");
    CHECK(branches.value.profile->event == "Bc");
    CHECK(branches.value.metrics.empty());
}

TEST_CASE("what is no whole file of cachegrind is refused", "[cachegrind]") {
    const auto good = head + "fl=a.c\nfn=f\n3 9 2\nsummary: 9 2\n";
    CHECK(read_cachegrind(good));
    CHECK_FALSE(read_cachegrind(good.substr(0, good.find("summary"))));
    CHECK_FALSE(read_cachegrind(head + "fl=a.c\nfn=f\n3 9 2\nsummary: 9 3\n"));
    CHECK_FALSE(read_cachegrind(head + "3 9 2\nsummary: 9 2\n"));
    CHECK_FALSE(read_cachegrind(head + "fl=a.c\nfn=f\n3 9 x\nsummary: 9 2\n"));
    CHECK_FALSE(read_cachegrind(head + "fl=a.c\nfn=f\ncalls=1 2\n3 9 2\nsummary: 9 2\n"));
    CHECK_FALSE(read_cachegrind(head + "fl=a.c\nfn=f\n3 9 0\nsummary: 9 0\n"));
    CHECK_FALSE(read_cachegrind("fl=a.c\nfn=f\n3 9\nsummary: 9\n"));
    CHECK_FALSE(
        read_cachegrind(head + "fl=a.c\nfn=f\n3 9 9223372036854775807\n4 1 9223372036854775807\nsummary: 1 1\n"));
}

TEST_CASE("a difference by cg_diff is refused, and says what to give", "[cachegrind]") {
    const std::string text =
        "desc: Files compared:   a; b\ncmd:  ./a; ./b\nevents:  Ir\nfl=a.c\nfn=f\n0 -5\nsummary: -5\n";
    CHECK(recognise_cachegrind({text, true}) == Recognition::yes);
    const auto result = read_cachegrind(text);
    REQUIRE_FALSE(result);
    CHECK_THAT(result.error().expected, ContainsSubstring("cg_diff"));
}

TEST_CASE("cachegrind and callgrind are told apart", "[cachegrind]") {
    for (const auto* name : {"bare.out", "branches.out"}) {
        const auto text = fixture(name);
        CHECK(recognise_cachegrind({text, true}) == Recognition::yes);
        CHECK(recognise_cachegrind({text.substr(0, 100), false}) == Recognition::need_more);
        CHECK(recognise_callgrind({text, true}) == Recognition::no);
    }
    CHECK(recognise_cachegrind({"events: Ir\nfl=a\nfn=f\n1 1\n", true}) == Recognition::no);
    CHECK(recognise_cachegrind({"desc: a text\nof something\n", true}) == Recognition::no);
    CHECK(recognise_cachegrind({"", true}) == Recognition::no);
}
