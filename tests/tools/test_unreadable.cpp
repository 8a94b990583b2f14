#include "catch.hpp"

#include "perfeng/tools/recognise.hpp"

#include <string>

using namespace perfeng;
using namespace perfeng::tools;

TEST_CASE("what a recorder says beside its recording is named, with what to do", "[unreadable]") {
    struct Row {
        std::string text, what, how;
    };
    for (const auto& row : {
             Row{"xcrun: error: unable to find utility \"xctrace\", not a developer tool or in PATH\n", "no Xcode",
                 "xcode-select -s"},
             Row{"xcode-select: error: tool 'xctrace' requires Xcode, but active developer directory "
                 "'/Library/Developer/CommandLineTools' is a command line tools instance\n",
                 "not chosen", "xcode-select -s"},
             Row{"Starting recording with the Time Profiler template. Launching process: shop.\n",
                 "xctrace says while it records", "xctrace export"},
             Row{"PERFILE2\1\2", "recording of perf", "perf script"},
             Row{"", "empty file", "record again"},
         }) {
        INFO(row.text);
        CHECK(recognise(row.text).empty());
        const auto known = recognise_unreadable(row.text);
        REQUIRE(known);
        CHECK_THAT(std::string(known->what), ContainsSubstring(row.what));
        CHECK_THAT(std::string(known->how), ContainsSubstring(row.how));
    }
    CHECK_FALSE(recognise_unreadable("What a program prints.\n"));
}
