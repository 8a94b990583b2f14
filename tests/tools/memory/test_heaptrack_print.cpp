#include "catch.hpp"

#include "perfeng/process/file.hpp"
#include "perfeng/tools/memory/heaptrack_print.hpp"
#include "perfeng/tools/recognise.hpp"

#include <string>

using namespace perfeng;
using namespace perfeng::tools;

namespace {

std::string printed_fixture(const std::string& name) {
    return process::read_file(std::string(PERFENG_FIXTURES "/heaptrack_print/") + name);
}

Read<Contents> printed(std::string_view text) {
    const auto read = read_heaptrack_print(text);
    INFO((read ? "" : to_string(read.error())));
    REQUIRE(read.has_value());
    return *read;
}

const std::string printed_sums = "\ncalls to allocation functions: 7 (7000/s)\ntemporary memory allocations: 2 (9/s)\n"
                                 "peak heap memory consumption: 74.13K\ntotal memory leaked: 1.41K\n";

} // namespace

TEST_CASE("heaptrack_print: calls are exact, bytes at the peak as it rounds them", "[heaptrack_print]") {
    for (const std::string name : {"allocate.txt", "not_merged.txt"}) {
        INFO(name);
        const auto [contents, warnings] = printed(printed_fixture(name));
        CHECK(contents.command == "./allocate");
        const auto& allocations = contents.allocations.value();
        CHECK(allocations.tool == "heaptrack");
        CHECK(allocations.calls == 10502);
        CHECK(allocations.temporary == 10002);
        CHECK(allocations.bytes == 0);
        CHECK(allocations.peak_bytes == 576700);
        REQUIRE(allocations.functions.size() == 3);
        CHECK(allocations.functions[0].stack.at(0) ==
              MemoryFrame{"churn", "/home/user/project/allocate", "tests/programs/allocate.cpp", 10});
        CHECK(allocations.functions[0].calls == 10000);
        CHECK(allocations.functions[1].stack.at(0).function == "hold");
        CHECK(allocations.functions[1].calls == 501);
        CHECK(allocations.functions[1].peak_bytes == 504000);
        CHECK(allocations.functions[1].stack.at(1).function == "main");
        CHECK(allocations.functions[2].stack.at(0).function == "[unknown]"); // an address alone
        REQUIRE(warnings.size() == 1);
        CHECK_THAT(warnings[0], ContainsSubstring("rounds"));
    }
}

TEST_CASE("heaptrack_print: places that its limits leave out are counted, and each place once", "[heaptrack_print]") {
    const auto [contents, warnings] = printed(printed_fixture("three_places.txt"));
    std::uint64_t calls = 0;
    for (const auto& site : contents.allocations->functions)
        calls += site.calls;
    CHECK(calls == 5); // main twice, lose_owner twice by two ways of which one is listed, libstdc++
    REQUIRE(warnings.size() == 3);
    CHECK_THAT(warnings[1], ContainsSubstring("2 of 7 allocations are at places that heaptrack_print does not list"));
    CHECK_THAT(warnings[2], ContainsSubstring("1.41K were never freed"));
}

TEST_CASE("heaptrack_print: a list within a list does not count twice", "[heaptrack_print]") {
    const std::string place = "f\n  at a.c:3\n  in /home/user/app\n";
    const std::string ways = "    g\n      at a.c:9\n      in /home/user/app\n";
    const auto [contents, warnings] =
        printed("MOST CALLS TO ALLOCATION FUNCTIONS\n"
                "7 calls to allocation functions with 1.50K peak consumption from\n" +
                place + "4 calls with 1.00K peak consumption from:\n" + ways +
                "\n\nPEAK MEMORY CONSUMERS\n1.50K peak memory consumed over 7 calls from\n" + place +
                "1.00K consumed over 4 calls from:\n" + ways + "\n" + printed_sums);
    const auto& sites = contents.allocations->functions;
    REQUIRE(sites.size() == 1);
    CHECK(sites[0].calls == 7);
    CHECK(sites[0].peak_bytes == 1500);
    CHECK(sites[0].stack.size() == 2);
    CHECK(contents.allocations->peak_bytes == 74130);
}

TEST_CASE("heaptrack_print: differences and reports that break off are refused", "[heaptrack_print]") {
    const auto text = printed_fixture("allocate.txt");
    CHECK_FALSE(read_heaptrack_print(text.substr(0, text.find("peak heap memory"))));
    CHECK_FALSE(read_heaptrack_print("reading file \"a\"\nreading diff file \"b\"\n" + printed_sums));
    CHECK_FALSE(read_heaptrack_print(""));
    CHECK_FALSE(
        read_heaptrack_print("\ncalls to allocation functions: -7 (7000/s)\npeak heap memory consumption: -1K\n"));
}

TEST_CASE("heaptrack_print's two outputs are told apart", "[heaptrack_print]") {
    const auto report = recognise(printed_fixture("allocate.txt"));
    REQUIRE(report.size() == 1);
    CHECK(report[0].format->name == "heaptrack-print");
    const auto stacks = recognise(printed_fixture("allocate.folded"));
    REQUIRE(stacks.size() == 1);
    CHECK(stacks[0].format->name == "folded");
    const auto profile = stacks[0].format->read(printed_fixture("allocate.folded"))->value.profile.value();
    CHECK(profile.frames.at(profile.stacks.at(1).frames.at(0)).name == "churn (allocate.cpp)");
    CHECK(recognise_heaptrack_print({"reading", false}) == Recognition::need_more);
    CHECK(recognise_heaptrack_print({"reading file \"a.txt\"\n", true}) == Recognition::no);
}
