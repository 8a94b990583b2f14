#include "catch.hpp"

#include "perfeng/tools/recognise.hpp"

#include <string>
#include <vector>

using namespace perfeng;
using namespace perfeng::tools;

namespace {

struct Unread {
    std::string text;
    std::string what;
    std::string how;
};

std::string words(std::initializer_list<unsigned> values, std::size_t width) {
    std::string text;
    for (const auto value : values) {
        text += static_cast<char>(value & 0xffU);
        text += static_cast<char>(value >> 8U);
        text += std::string(width - 2, '\0');
    }
    return text;
}

const std::string rule = std::string(80, '-') + "\n";

} // namespace

TEST_CASE("profiles that perfeng knows and cannot read say what to do", "[unreadable]") {
    const std::vector<Unread> all{
        {words({0, 3, 0, 10000, 0, 1, 1, 0x1149}, 8), "gperftools", "go tool pprof -proto"},
        {words({0, 3, 0, 10000, 0, 1, 1, 0x1149}, 4), "gperftools", "go tool pprof -proto"},
        {words({0, 3, 1, 10000, 0, 1, 1, 0x1149}, 4), "gperftools", "go tool pprof -proto"},
        {"heap profile:    144:  8498176 [   144:  8498176] @ heapz_v2/524288\n", "addresses", "google-pprof"},
        {"heap profile: 13: 1595680 [47130736: 2584596557304] @ heap/1048576\n", "addresses", "google-pprof"},
        {"--- contentionz 1 ---\ncycles/second = 3201000000\n", "addresses", "go tool pprof"},
        {"--- heapz 1 ---\nformat = java\n", "addresses", "go tool pprof"},
        {"--- symbol\nbinary=./p\n---\n--- profile\n", "addresses", "go tool pprof"},
        {"heap_v2/524288\n  t*: 1: 2 [0: 0]\n", "jemalloc", "jeprof --collapsed"},
        {std::string("FLR\0\0\2\0\1\0\0", 10), "Java Flight Recorder", "jfrconv -o collapsed"},
        {rule + "Profile data file 'cg.out' (creator: callgrind-3.19.0)\n" + rule, "callgrind_annotate",
         "callgrind.out"},
        {rule + "I1 cache:         32768 B, 64 B, 8-way associative\n", "cg_annotate", "cachegrind.out"},
        {rule + "Command:          ./call_tree\nData file:        cachegrind.out\n", "cg_annotate", "cachegrind.out"},
        {rule + "-- Metadata\n" + rule + "Invocation:       /usr/bin/cg_annotate\n", "cg_annotate", "cachegrind.out"},
    };
    for (const auto& [text, what, how] : all) {
        INFO(what << ": " << text);
        CHECK(recognise(text).empty());
        const auto known = recognise_unreadable(text);
        REQUIRE(known.has_value());
        CHECK_THAT(std::string(known->what), ContainsSubstring(what));
        CHECK_THAT(std::string(known->how), ContainsSubstring(how));
    }
}
