#include "catch.hpp"

#include "perfeng/process/file.hpp"
#include "perfeng/tools/memory/massif.hpp"

#include <algorithm>
#include <string>

using namespace perfeng;
using namespace perfeng::tools;

namespace {

std::string massif_fixture(const std::string& name) {
    return process::read_file(std::string(PERFENG_FIXTURES "/massif/") + name);
}

Read<Contents> massif(std::string_view text) {
    const auto read = read_massif(text);
    INFO((read ? "" : to_string(read.error())));
    REQUIRE(read.has_value());
    return *read;
}

std::string massif_head(const std::string& unit = "i") {
    return "desc: (none)\ncmd: ./app --size 3\ntime_unit: " + unit + "\n";
}

std::string snapshot(int number, std::uint64_t heap, std::uint64_t extra, const std::string& tree = "empty\n",
                     std::uint64_t stacks = 0) {
    const auto text = std::to_string(number);
    return "#-----------\nsnapshot=" + text + "\n#-----------\ntime=" + text + "\nmem_heap_B=" + std::to_string(heap) +
           "\nmem_heap_extra_B=" + std::to_string(extra) + "\nmem_stacks_B=" + std::to_string(stacks) +
           "\nheap_tree=" + tree;
}

const std::string tree_of_three = "detailed\n"
                                  "n2: 100 (heap allocation functions) malloc/new/new[], --alloc-fns, etc.\n"
                                  " n2: 90 0x10: leaf(int) (a.cpp:3)\n"
                                  "  n1: 50 0x20: inner (a.cpp:7)\n"
                                  "   n0: 50 0x20: outer (a.cpp:17)\n"
                                  "  n0: 30 in 2 places, all below massif's threshold (1.00%)\n"
                                  " n0: 10 in 5 places, all below massif's threshold (1.00%)\n";

std::vector<std::string> names_of(const Profile& profile, const Stack& stack) {
    std::vector<std::string> names;
    for (const auto id : stack.frames)
        names.push_back(profile.frames.at(id).name);
    return names;
}

} // namespace

TEST_CASE("massif: the peak with what the allocator needs, and who holds it", "[massif]") {
    const auto [contents, warnings] = massif(massif_fixture("instructions.out"));
    CHECK(contents.command == "./allocate");
    REQUIRE(contents.metrics.size() == 1);
    CHECK(contents.metrics[0].name == "peak_heap");
    CHECK(contents.metrics[0].unit == Unit::bytes);
    CHECK(contents.metrics[0].trials == std::vector<double>{576704 + 8016});
    REQUIRE(contents.allocations);
    CHECK(contents.allocations->tool == "massif");
    CHECK(contents.allocations->calls == 0);
    CHECK(contents.allocations->peak_bytes == 576704 + 8016);
    const auto& sites = contents.allocations->functions;
    REQUIRE(sites.size() == 3);
    CHECK_THAT(sites[0].stack[0].function, ContainsSubstring("hold"));
    CHECK(sites[0].stack[0].file == "allocate.cpp");
    CHECK(sites[0].peak_bytes == 500000);
    CHECK(sites[0].stack.at(1).function == "main");
    CHECK(sites[2].stack[0].function == "[unknown]");
    CHECK(sites[2].peak_bytes == 4000);
    REQUIRE(warnings.size() == 1);
    CHECK_THAT(warnings[0], ContainsSubstring("4000 bytes at the peak have no place"));
}

TEST_CASE("massif: a profile of bytes by stack, without samples", "[massif]") {
    const auto contents = massif(massif_fixture("instructions.out")).value;
    REQUIRE(contents.profile);
    CHECK(contents.profile->unit == Unit::bytes);
    CHECK(contents.profile->samples == 0);
    CHECK(contents.profile->weight == 576704);
    const auto& start = contents.profile->stacks.at(1);
    CHECK(start.weight == 72704);
    REQUIRE(start.frames.size() == 5);
    const auto frame = [&](std::size_t at) { return contents.profile->frames.at(start.frames.at(at)); };
    CHECK(frame(0).name == "[unknown]");
    CHECK(frame(0).module == "/usr/lib/x86_64-linux-gnu/libstdc++.so.6.0.30");
    CHECK(frame(1).inlined); // call_init at dl-init.c:74, at the address of the one at :26
    CHECK_FALSE(frame(2).inlined);
    CHECK(frame(2).line == 26);
}

TEST_CASE("massif: what a threshold or a depth cuts off stays with the callee", "[massif]") {
    const auto [contents, warnings] = massif(massif_head() + snapshot(0, 100, 4, tree_of_three));
    const auto& profile = contents.profile.value();
    REQUIRE(profile.stacks.size() == 3);
    CHECK(names_of(profile, profile.stacks[0]) == std::vector<std::string>{"leaf", "inner", "outer"});
    CHECK(profile.stacks[0].weight == 50);
    CHECK(profile.frames[profile.stacks[0].frames[1]].inlined);
    CHECK_FALSE(profile.frames[profile.stacks[0].frames[2]].inlined);
    CHECK(names_of(profile, profile.stacks[1]) == std::vector<std::string>{"leaf"});
    CHECK(profile.stacks[1].weight == 40);
    CHECK(profile.stacks[2].frames.empty());
    CHECK(profile.stacks[2].weight == 10);
    CHECK(contents.allocations->functions.at(0).peak_bytes == 90);
}

TEST_CASE("massif: the allocator's own functions are no place", "[massif]") {
    const auto contents = massif(massif_head() + snapshot(0, 100, 0,
                                                          "peak\nn1: 100 (heap allocation functions) malloc\n"
                                                          " n1: 100 0x1: allocate (new_allocator.h:137)\n"
                                                          "  n0: 100 0x2: fill (a.cpp:9)\n"))
                              .value;
    CHECK(contents.allocations->functions.at(0).stack.at(0).function == "fill");
    CHECK(names_of(*contents.profile, contents.profile->stacks.at(0)) == std::vector<std::string>{"fill"});
}

TEST_CASE("massif: every unit of time, stacks and pages, each with its warning", "[massif]") {
    CHECK(massif(massif_fixture("bytes.out")).value.allocations->peak_bytes == 576704 + 8016);
    const auto stacks = massif(massif_fixture("stacks.out"));
    CHECK(std::ranges::any_of(stacks.warnings, [](const auto& told) {
        return told.find("bytes of stacks are not counted in the heap") != told.npos;
    }));
    const auto pages = massif(massif_fixture("pages.out"));
    CHECK(std::ranges::any_of(pages.warnings, [](const auto& told) { return told.find("pages") != told.npos; }));
    CHECK_FALSE(read_massif(massif_head("h") + snapshot(0, 1, 1)));
}

TEST_CASE("massif: the tree is the peak's, else the largest, which a warning tells", "[massif]") {
    const auto at = [](const std::string& name, int bytes) {
        return "n1: " + std::to_string(bytes) + " (heap)\n n0: " + std::to_string(bytes) + " 0x1: " + name +
               " (a.c:1)\n";
    };
    const auto peak = massif(massif_head() + snapshot(0, 99, 0, "peak\n" + at("first", 99)) +
                             snapshot(1, 90, 9, "detailed\n" + at("other", 90)) + snapshot(2, 100, 0));
    CHECK(peak.value.allocations->functions.at(0).stack.at(0).function == "first");
    CHECK(peak.warnings.empty());
    const auto largest = massif(massif_head() + snapshot(0, 40, 0, "detailed\n" + at("small", 40)) +
                                snapshot(1, 90, 0, "detailed\n" + at("large", 90)) + snapshot(2, 100, 0));
    CHECK(largest.value.allocations->functions.at(0).stack.at(0).function == "large");
    CHECK(largest.value.allocations->peak_bytes == 100);
    REQUIRE(largest.warnings.size() == 1);
    CHECK_THAT(largest.warnings[0], ContainsSubstring("a snapshot that holds 90 bytes of the peak's 100"));
    const auto none = massif(massif_head() + snapshot(0, 100, 0));
    CHECK(none.value.allocations->functions.empty());
    CHECK_FALSE(none.value.profile);
    CHECK_THAT(none.warnings.at(0), ContainsSubstring("--detailed-freq=1"));
}

TEST_CASE("massif: a file that breaks off, or lies, is refused with the line", "[massif]") {
    const auto whole = massif_head() + snapshot(0, 100, 4, tree_of_three);
    for (auto end = whole.find('\n'); end + 1 < whole.size(); end = whole.find('\n', end + 1))
        CHECK_FALSE(read_massif(whole.substr(0, end - 1)));
    const auto error =
        read_massif(massif_head() + snapshot(0, 100, 0, "peak\nn2: 100 (heap)\n n0: 50 0x1: f (a.c:1)\n")).error();
    CHECK(error.line == 13);
    CHECK_FALSE(read_massif(massif_head() + snapshot(0, 0, 0)));
    CHECK_FALSE(read_massif(massif_head() + snapshot(0, 1, 0, "peak\nn1: 1 (heap)\n     n0: 1 0x1: f (a.c:1)\n")));
    CHECK_FALSE(read_massif(massif_head() + snapshot(0, 1, 0, "peak\nn99999999999999999999: 1 (heap)\n")));
    CHECK_FALSE(read_massif(massif_head() + snapshot(0, UINT64_MAX, UINT64_MAX)));
}

TEST_CASE("massif: what heaptrack writes in its format is refused with what to do", "[massif]") {
    const auto text = snapshot(0, 1, 0) + "desc: heaptrack\ncmd: ./app\ntime_unit: s\n";
    CHECK(recognise_massif({text, true}) == Recognition::yes);
    const auto read = read_massif(text);
    REQUIRE_FALSE(read);
    CHECK_THAT(read.error().expected, ContainsSubstring("heaptrack.NAME.zst"));
}

TEST_CASE("massif: an extended tree of another tool's memory is refused with what to do", "[massif]") {
    const auto read = read_massif("desc: xtree.produce_report\ncmd: ./app\ntime_unit: ms\n" + snapshot(0, 1, 0));
    REQUIRE_FALSE(read);
    CHECK_THAT(read.error().expected, ContainsSubstring("--tool=massif"));
}

TEST_CASE("massif is told by its first five lines", "[massif]") {
    const auto text = massif_fixture("instructions.out");
    CHECK(recognise_massif({text, true}) == Recognition::yes);
    CHECK(recognise_massif({text.substr(0, 30), false}) == Recognition::need_more);
    CHECK(recognise_massif({"desc: a\nother\n", false}) == Recognition::no);
    CHECK(recognise_massif({"de", true}) == Recognition::no);
    CHECK(recognise_massif({"version: 1\ndesc: a\n", false}) == Recognition::no);
}
