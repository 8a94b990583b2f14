#include "catch.hpp"

#include "perfeng/process/file.hpp"
#include "perfeng/tools/memory/massif.hpp"
#include "perfeng/tools/memory/ms_print.hpp"

#include <string>

using namespace perfeng;
using namespace perfeng::tools;

namespace {

std::string ms_print_file(const std::string& path) { return process::read_file(PERFENG_FIXTURES "/" + path); }

Contents ms_printed(std::string_view text) {
    const auto read = read_ms_print(text);
    INFO((read ? "" : to_string(read.error())));
    REQUIRE(read.has_value());
    return read->value;
}

const std::string line_of_dashes(80, '-');
const std::string ms_print_head = line_of_dashes + "\nCommand:            ./app\nMassif arguments:   (none)\n" +
                                  "ms_print arguments: massif.out\n" + line_of_dashes +
                                  "\n\n Detailed snapshots: [1 (peak)]\n";
const std::string two_rows = "  0              0                0                0             0            0\n"
                             "  1      2,339,750            1,012            1,000            12            0\n";

} // namespace

TEST_CASE("ms_print tells the same as the record that it was made of", "[ms_print]") {
    for (const std::string name : {"instructions", "stacks", "pages"}) {
        INFO(name);
        const auto printed = ms_printed(ms_print_file("ms_print/" + name + ".txt"));
        const auto recorded = read_massif(ms_print_file("massif/" + name + ".out"))->value;
        CHECK(printed.command == recorded.command);
        CHECK(printed.metrics.at(0).trials == recorded.metrics.at(0).trials);
        CHECK(printed.profile->frames == recorded.profile->frames);
        CHECK(printed.profile->stacks == recorded.profile->stacks);
        const auto& sites = printed.allocations->functions;
        REQUIRE(sites.size() == recorded.allocations->functions.size());
        for (std::size_t at = 0; at < sites.size(); ++at)
            CHECK(sites[at].peak_bytes == recorded.allocations->functions[at].peak_bytes);
    }
}

TEST_CASE("ms_print: the tree below the peak's row", "[ms_print]") {
    const auto contents = ms_printed(ms_print_head + two_rows +
                                     "98.81% (1,000B) (heap allocation functions) malloc\n"
                                     "->79.05% (800B) 0x1: fill(int) (a.cpp:3)\n"
                                     "| ->59.29% (600B) 0x2: main (a.cpp:9)\n"
                                     "| \n"
                                     "->09.88% (100B) in 3 places, all below massif's threshold (1.00%)\n\n");
    CHECK(contents.command == "./app");
    CHECK(contents.allocations->peak_bytes == 1012);
    REQUIRE(contents.profile->stacks.size() == 3);
    CHECK(contents.profile->stacks[0].weight == 600);
    CHECK(contents.profile->stacks[1].weight == 200); // of fill, below a threshold
    CHECK(contents.profile->stacks[2].weight == 200); // of no place
}

TEST_CASE("ms_print: nothing held, no row and strange trees are refused", "[ms_print]") {
    CHECK_FALSE(read_ms_print(""));
    CHECK_FALSE(read_ms_print(ms_print_head));
    CHECK_FALSE(read_ms_print(ms_print_head + two_rows + "90.00% (900B) (heap)\n| | | ->1.00% (9B) 0x1: f (a.c:1)\n"));
    CHECK_FALSE(read_ms_print(ms_print_head + two_rows + "90.00% (900B) (heap)\n->1.00% (9B) 0x1: f (a.c:1)\nprose\n"));
    CHECK(ms_printed(ms_print_head + two_rows).allocations->functions.empty());
}

TEST_CASE("ms_print is told by its head", "[ms_print]") {
    CHECK(recognise_ms_print({ms_print_head, true}) == Recognition::yes);
    CHECK(recognise_ms_print({line_of_dashes.substr(0, 9), false}) == Recognition::need_more);
    CHECK(recognise_ms_print({line_of_dashes + "\nProfile data file 'callgrind.out.1'\n", false}) == Recognition::no);
    CHECK(recognise_ms_print({"Command: x\n", false}) == Recognition::no);
}
