#include "as_folded.hpp"
#include "catch.hpp"

#include "perfeng/process/file.hpp"
#include "perfeng/tools/stacks/sample.hpp"
#include "perfeng/tools/stacks/spindump.hpp"

#include <string>

using namespace perfeng;
using namespace perfeng::tools;

namespace {

std::string fixture(const std::string& name) { return process::read_file(std::string(PERFENG_FIXTURES) + "/" + name); }

Read<Contents> sample(std::string_view text) {
    auto result = read_sample(text);
    INFO((result ? "" : to_string(result.error())));
    REQUIRE(result.has_value());
    return std::move(*result);
}

Read<Contents> spindump(std::string_view text) {
    auto result = read_spindump(text);
    INFO((result ? "" : to_string(result.error())));
    REQUIRE(result.has_value());
    return std::move(*result);
}

const Frame& frame_named(const Profile& profile, std::string_view name) {
    for (const auto& frame : profile.frames)
        if (frame.name == name)
            return frame;
    FAIL("no frame " << name);
    return profile.frames.front();
}

constexpr std::string_view graph = "Call graph:\n    9 Thread_1\n";

} // namespace

TEST_CASE("the tree of sample becomes stacks with what is left of each count", "[sample]") {
    const auto read = sample(fixture("sample/three_threads.txt"));
    const auto& profile = *read.value.profile;
    CHECK(as_folded(profile, true) == "[Thread_13];[unknown] 60\n"
                                      "[Thread_13];[unknown];-[NSView drawRect:] 40\n"
                                      "[com.apple.main-thread] 2\n"
                                      "[com.apple.main-thread];start;main 3\n"
                                      "[com.apple.main-thread];start;main;[unknown] 5\n"
                                      "[com.apple.main-thread];start;main;rg::search::Worker::run 30\n"
                                      "[com.apple.main-thread];start;main;shop::price 35\n"
                                      "[com.apple.main-thread];start;main;shop::price;_platform_memmove 25\n"
                                      "[worker #1];thread_start;__psynch_cvwait 100\n");
    CHECK(profile.weight == 300);
    CHECK(profile.samples == 300);
    CHECK(profile.unit == Unit::count);
    CHECK(profile.event == "wall-clock");
    CHECK(profile.frequency == 1000);
    REQUIRE(read.warnings.size() == 1);
    CHECK_THAT(read.warnings[0], ContainsSubstring("threads that wait"));
}

TEST_CASE("frames of sample have their binary and source line", "[sample]") {
    const auto read = sample(fixture("sample/three_threads.txt"));
    const auto& profile = *read.value.profile;
    const auto& main = frame_named(profile, "main");
    CHECK(main.module == "shop");
    CHECK(main.file == "main.cpp");
    CHECK(main.line == 353);
    const auto& price = frame_named(profile, "shop::price");
    CHECK(price.raw_name == "shop::price(int (*) [2])");
    CHECK(price.file == "price.cpp");
    CHECK(frame_named(profile, "-[NSView drawRect:]").module == "Shop Helper (Renderer)");
    CHECK(frame_named(profile, "[unknown]").raw_name.empty());
}

TEST_CASE("the head of sample tells program, moment and machine", "[sample]") {
    const auto read = sample(fixture("sample/three_threads.txt"));
    CHECK(read.value.program == "shop");
    CHECK(read.value.created == "2025-12-31T23:30:05Z");
    CHECK(read.value.environment.os == "macOS 15.2 (24C101)");
    CHECK(read.value.environment.architecture == "ARM64");
}

TEST_CASE("lines that are none of sample's tree are told", "[sample]") {
    const auto read = sample(std::string(graph) + "    + BAD\n    + |:!\n    + 9 f  (in a) + 1  [0x1]\n");
    CHECK(as_folded(*read.value.profile) == "f 9\n");
    REQUIRE(read.warnings.size() == 2);
    CHECK_THAT(read.warnings[0], ContainsSubstring("2 lines were passed over") && ContainsSubstring("line 3"));
}

TEST_CASE("a frame of sample stands where its count does, whatever the lines before it", "[sample]") {
    const auto read = sample(std::string(graph) + "    + 9 a  (in x)\n    + ! 8 b  (in x)\n    + ! : 7 c  (in x)\n"
                                                  "    + ! : | 6 d  (in x)\n    + ! : | + 5 e  (in x)\n"
                                                  "    + ! : 1 f  (in x)\n");
    CHECK(as_folded(*read.value.profile) == "a 1\na;b;c 1\na;b;c;d 1\na;b;c;d;e 5\na;b;f 1\n");
}

TEST_CASE("callees that outweigh their caller leave it nothing", "[sample]") {
    const auto read = sample(std::string(graph) + "      9 f  (in a)\n        7 g  (in a)\n        4 h  (in a)\n");
    CHECK(as_folded(*read.value.profile) == "f;g 7\nf;h 4\n");
    CHECK_THAT(read.warnings[0], ContainsSubstring("1 frame weighs more"));
}

TEST_CASE("the first of several reports of sample is read", "[sample]") {
    const auto text =
        std::string(graph) + "      9 f  (in a)\n\nBinary Images:\n" + std::string(graph) + "      9 g  (in a)\n";
    const auto read = sample(text);
    CHECK(as_folded(*read.value.profile) == "f 9\n");
    CHECK_THAT(read.warnings[0], ContainsSubstring("2 reports"));
}

TEST_CASE("what is no report of sample is refused", "[sample]") {
    for (const std::string_view text : {"", "Call graph:\n", "Call graph:\n    BAD\n", "Process: a [1]\n"}) {
        INFO(text);
        const auto result = read_sample(text);
        REQUIRE_FALSE(result.has_value());
        CHECK_THAT(result.error().expected, ContainsSubstring("macOS sample"));
    }
    CHECK(read_sample("Call graph:\n    BAD\n").error().line == 2);
    CHECK(recognise_sample({"Call graph:\n", false}) == Recognition::need_more);
    CHECK(recognise_sample({"Call graph:\n  0.1 main\n", true}) == Recognition::no);
    CHECK(recognise_sample({graph, true}) == Recognition::yes);
}

TEST_CASE("a spindump about one process is read for that one", "[spindump]") {
    const auto read = spindump(fixture("spindump/hang.txt"));
    const auto& profile = *read.value.profile;
    CHECK(as_folded(profile, true) == "[shop: com.apple.main-thread];start;main;read;hndl_unix_scall64 3\n"
                                      "[shop: com.apple.main-thread];start;main;read;hndl_unix_scall64;[unknown] 5\n"
                                      "[shop: com.apple.main-thread];start;main;shop::price 12\n"
                                      "[shop: worker];thread_start;[unknown] 20\n");
    CHECK(read.value.program == "shop");
    CHECK(read.value.created == "2025-12-31T23:30:05Z");
    CHECK(profile.event == "wall-clock");
    CHECK(profile.samples == 40);
    REQUIRE(read.warnings.size() == 2);
    CHECK_THAT(read.warnings[0], ContainsSubstring("20 samples of 1 other process"));
    CHECK_THAT(read.warnings[1], ContainsSubstring("threads that wait"));
}

TEST_CASE("frames of a spindump have binary, source line and kernel", "[spindump]") {
    const auto read = spindump(fixture("spindump/hang.txt"));
    const auto& profile = *read.value.profile;
    const auto& main = frame_named(profile, "main");
    CHECK(main.module == "shop");
    CHECK(main.file == "main.c");
    CHECK(main.line == 7);
    CHECK_FALSE(main.kernel);
    CHECK(frame_named(profile, "shop::price").module == "Shop Helper (Renderer)");
    const auto& kernel = frame_named(profile, "hndl_unix_scall64");
    CHECK(kernel.kernel);
    CHECK(kernel.module == "[kernel]");
}

TEST_CASE("a spindump about no process in particular is read for all", "[spindump]") {
    const auto read = spindump("Process: a [1]\nNum samples: 2\n\n  Thread 0x1  2 samples\n  2  f (x + 1) [0x1]\n\n"
                               "Process: b [2]\nNum samples: 3\n\n  Thread 0x1  3 samples\n  3  f (x + 1) [0x1]\n"
                               "  BAD\n");
    CHECK(as_folded(*read.value.profile, true) == "[a];f 2\n[b];f 3\n");
    CHECK(read.value.program.empty());
    REQUIRE(read.warnings.size() == 3);
    CHECK_THAT(read.warnings[0], ContainsSubstring("1 line was passed over"));
    CHECK_THAT(read.warnings[1], ContainsSubstring("2 processes"));
}

TEST_CASE("microstackshots are of what they were taken of", "[spindump]") {
    const auto read =
        spindump("Data Source:      Microstackshots\nCommand: afcd\nPID: 299\nEvent:            disk writes\n"
                 "Heaviest stack for the target process:\n  7  ??? (a + 1) [0x1]\n\n"
                 "Powerstats for:   afcd [299]\nNum samples:      7 (88%)\n"
                 "  7  ??? (a + 1) [0x1]\n    4  f (a + 2) [0x2]\n");
    CHECK(as_folded(*read.value.profile) == "[unknown] 3\n[unknown];f 4\n");
    CHECK(read.value.profile->event == "disk writes");
    CHECK(read.value.program == "afcd");
    CHECK(read.warnings.empty());
}

TEST_CASE("what is no spindump is refused", "[spindump]") {
    CHECK_FALSE(read_spindump("").has_value());
    CHECK(read_spindump("Process: a [1]\nNum samples: 2\n  BAD\n").error().line == 3);
    CHECK(recognise_spindump({"Process: a [1]\n", false}) == Recognition::need_more);
    CHECK(recognise_spindump({"Process: a [1]\nPath: b\n", true}) == Recognition::no);
    CHECK(recognise_spindump({"Num samples: 2\n", true}) == Recognition::no);
}
