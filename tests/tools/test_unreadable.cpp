#include "catch.hpp"

#include "perfeng/tools/recognise.hpp"

#include <string>

using namespace perfeng;
using namespace perfeng::tools;

TEST_CASE("what tools write that is not read is named, with what to do", "[unreadable]") {
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
             Row{"Process:  app [7]\nAnalysis Tool:   /usr/bin/heap\n----\nProcess 7: 8 zones\n", "macOS heap",
                 "leaks"},
             Row{"Process 7: 3 zones\n   COUNT      BYTES       AVG   CLASS_NAME    TYPE    BINARY\n", "macOS heap",
                 "leaks"},
             Row{"Process: app [7]\nAnalysis Tool:  /usr/bin/vmmap\n", "macOS vmmap", "leaks"},
             Row{"TOTAL             8.1G\nTOTAL, minus reserved VM space     4.0G\n", "macOS vmmap", "leaks"},
             Row{"malloc_history Report Version:  2.0\nALLOC 0xa-0xb [size=292]: thread_1 |start | main\n",
                 "malloc_history", "xctrace record --template Allocations"},
             Row{"Can't examine target process's malloc zone asan_0x1, so memory analysis may be incomplete\n",
                 "AddressSanitizer", "LeakSanitizer"},
             Row{"<?xml version=\"1.0\"?>\n<valgrindoutput>\n<protocolversion>4</protocolversion>\n"
                 "<protocoltool>helgrind</protocoltool>\n</valgrindoutput>\n",
                 "helgrind", "--tool=memcheck"},
             Row{"<valgrindoutput><protocoltool>drd</protocoltool></valgrindoutput>", "drd", "--tool=memcheck"},
             Row{"==7== Helgrind, a thread error detector\n==7== Command: ./app\n", "helgrind", "--tool=memcheck"},
             Row{"==7== drd, a thread error detector\n", "drd", "--tool=memcheck"},
             Row{"==7== Massif, a heap profiler\n==7==\n", "massif", "massif.out.PID"},
             Row{"==7== DHAT, a dynamic heap analysis tool\n==7==\n", "dhat", "dhat.out.PID"},
             Row{std::string("bplist00\xd4\1\2\0", 12), ".memgraph", "leaks FILE"},
         }) {
        INFO(row.text);
        CHECK(recognise(row.text).empty());
        const auto known = recognise_unreadable(row.text);
        REQUIRE(known);
        CHECK_THAT(std::string(known->what), ContainsSubstring(row.what));
        CHECK_THAT(std::string(known->how), ContainsSubstring(row.how));
    }
    CHECK_FALSE(recognise_unreadable("What a program prints: a heap of prose, in a vmmap of words.\n"));
}
