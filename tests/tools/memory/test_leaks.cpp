#include "catch.hpp"

#include "perfeng/process/file.hpp"
#include "perfeng/tools/memory/leaks.hpp"

#include <string>

using namespace perfeng;
using namespace perfeng::tools;

namespace {

std::string leaks_fixture(const std::string& name) {
    return process::read_file(std::string(PERFENG_FIXTURES "/leaks/") + name);
}

Read<LeaksReport> report(std::string_view text) {
    const auto read = read_leaks_report(text);
    INFO((read ? "" : to_string(read.error())));
    REQUIRE(read.has_value());
    return *read;
}

std::uint64_t counted(const Leaks& leaks) {
    std::uint64_t count = 0;
    for (const auto& site : leaks.sites)
        count += site.count;
    return count;
}

std::uint64_t placed_bytes(const Leaks& leaks) {
    std::uint64_t bytes = 0;
    for (const auto& site : leaks.sites)
        bytes += site.bytes;
    return bytes;
}

const std::string none = "Process 9: 12 nodes malloced for 4 KB\nProcess 9: 0 leaks for 0 total leaked bytes.\n";

} // namespace

TEST_CASE("leaks: a report behind the program's output, with header and stacks", "[leaks]") {
    const auto [value, warnings] = report(leaks_fixture("stacks.txt"));
    CHECK(value.process == "worker");
    CHECK(value.version == "4.0, multi-line stacks");
    CHECK(value.footprint == 1076 * 1024);
    CHECK(value.peak_footprint == 2621440);
    CHECK(warnings.empty());
    CHECK(value.leaks.tool == "leaks");
    CHECK(value.leaks.count == 9);
    CHECK(value.leaks.bytes == 4304);
    CHECK(counted(value.leaks) == 9);
    CHECK(placed_bytes(value.leaks) == 4304);
}

TEST_CASE("leaks: a site's stack is leaf first, without allocators, its place the user's code", "[leaks]") {
    const auto leaks = report(leaks_fixture("stacks.txt")).value.leaks;
    REQUIRE(leaks.sites.size() == 3);
    const auto& by_new = leaks.sites[0];
    CHECK(by_new.count == 2);
    CHECK(by_new.bytes == 4112 + 96); // exact, though leaks says 4.11K
    CHECK(by_new.function == "main");
    CHECK(by_new.file.empty());
    REQUIRE(by_new.stack.size() == 2);
    CHECK(by_new.stack[1].module == "dyld");
    CHECK(leaks.sites[1].function == "Parent.init");
    CHECK(leaks.sites[1].stack.front().module == "my worker");
    const auto& copy = leaks.sites[2];
    CHECK(copy.count == 3);
    CHECK(copy.bytes == 48);
    CHECK(copy.file == "worker.cpp");
    CHECK(copy.line == 22);
    REQUIRE(copy.stack.size() == 4);
    CHECK(copy.stack[1].function == "read_orders");
}

TEST_CASE("leaks: without stacks a site is a type, and a cycle in a cycle counts once", "[leaks]") {
    const auto [value, warnings] = report(leaks_fixture("types.txt"));
    const auto& sites = value.leaks.sites;
    CHECK(warnings.empty());
    CHECK(value.leaks.count == 277);
    CHECK(counted(value.leaks) == 277);
    REQUIRE(sites.size() == 4);
    CHECK(sites[0].function == "[unknown]");
    CHECK(sites[0].count == 3);
    CHECK(sites[0].bytes == 45056 + 144 + 32);
    CHECK(sites[1].function == "<Store<[Int], Box<Any>>>");
    CHECK(sites[1].bytes == 27034); // not all its blocks are printed: 26.4K
    CHECK(sites[2].function == "<NSURL>");
    CHECK(sites[2].count == 4);
    CHECK(sites[3].function == "parse_header");
    CHECK(sites[3].bytes == 192);
}

TEST_CASE("leaks --list: equal call stacks are one site", "[leaks]") {
    const auto [value, warnings] = report(leaks_fixture("list.txt"));
    const auto& sites = value.leaks.sites;
    REQUIRE(sites.size() == 4);
    CHECK(sites[0].function == "new_list");
    CHECK(sites[1].function == "new_node");
    CHECK(sites[1].count == 2);
    CHECK(sites[1].bytes == 64);
    REQUIRE(sites[1].stack.size() == 4);
    CHECK(sites[1].stack[1].function == "prepend");
    CHECK(sites[1].stack[1].module == "project");
    CHECK(sites[2].function == "[unknown]");
    CHECK(sites[3].function == "<NSURL>");
    REQUIRE(warnings.size() == 1);
    CHECK_THAT(warnings[0], ContainsSubstring("not debuggable"));
}

TEST_CASE("leaks 1.0 and 2.0: no header, hex dumps, stacks of a thread", "[leaks]") {
    const auto [value, warnings] = report(leaks_fixture("old.txt"));
    CHECK(warnings.empty());
    CHECK(value.version.empty());
    CHECK_FALSE(value.footprint.has_value());
    REQUIRE(value.leaks.sites.size() == 2);
    const auto& site = value.leaks.sites[0];
    CHECK(site.count == 2);
    CHECK(site.bytes == 48);
    CHECK(site.function == "-[Reader read:]");
    CHECK(site.file == "Reader.mm");
    CHECK(site.line == 12);
    CHECK(site.stack.back().function == "start");
    CHECK(value.leaks.sites[1].stack.front().function == "[unknown]");
}

TEST_CASE("leaks: no leak is a result", "[leaks]") {
    const auto read = read_leaks(none);
    REQUIRE(read.has_value());
    CHECK(read->value.tool == "leaks");
    CHECK(read->value.count == 0);
    CHECK(read->value.sites.empty());
    CHECK(read->warnings.empty());
}

TEST_CASE("leaks: of several reports the last counts, and its own header", "[leaks]") {
    const auto [value, warnings] = report(leaks_fixture("stacks.txt") + none);
    CHECK(value.leaks.count == 0);
    CHECK(value.leaks.sites.empty());
    CHECK_FALSE(value.footprint.has_value());
    CHECK(value.process.empty());
    REQUIRE(warnings.size() == 1);
    CHECK_THAT(warnings[0], ContainsSubstring("2 reports"));
}

TEST_CASE("leaks: what is missing is said", "[leaks]") {
    const auto whole = leaks_fixture("stacks.txt");
    const auto cut = report(whole.substr(0, whole.find("STACK OF 2")));
    CHECK(cut.value.leaks.count == 9);
    REQUIRE(cut.warnings.size() == 1);
    CHECK_THAT(cut.warnings[0], ContainsSubstring("5 of 9"));

    const auto shortened =
        report("Process 1: 100 leaks for 1600 total leaked bytes.\n\n    100 (1.56K) << TOTAL >>\n"
               "STACK OF 100 INSTANCES OF 'ROOT LEAK: <malloc in f>':\nnot a frame\n"
               "1   a.out   0x10 f + 6\n0   libsystem_malloc.dylib   0x20 malloc + 1\n====\n"
               "    100 (1.56K) << TOTAL >>\n      1 (16 bytes) ROOT LEAK: <malloc in f 0x1> [16]\n");
    REQUIRE(shortened.value.leaks.sites.size() == 1);
    CHECK(shortened.value.leaks.sites[0].count == 100);
    CHECK(shortened.value.leaks.sites[0].bytes == 1597);
    REQUIRE(shortened.warnings.size() == 1);
    CHECK_THAT(shortened.warnings[0], ContainsSubstring("1 lines"));
}

TEST_CASE("leaks: a program with AddressSanitizer is warned of", "[leaks]") {
    const auto read = report("Can't examine target process's malloc zone asan_0x10525f0d0, so memory analysis will be "
                             "incomplete or incorrect.\n" +
                             none);
    REQUIRE(read.warnings.size() == 1);
    CHECK_THAT(read.warnings[0], ContainsSubstring("AddressSanitizer"));
}

TEST_CASE("leaks: a text without the count is refused with what stands there", "[leaks]") {
    const auto empty = read_leaks("");
    REQUIRE_FALSE(empty);
    CHECK(empty.error().found == "an empty text");
    const auto failed = read_leaks("output\n  leaks[12]: no such process\n\n");
    REQUIRE_FALSE(failed);
    CHECK(failed.error().line == 2);
    CHECK(failed.error().found == "leaks[12]: no such process");
    const auto restricted = read_leaks("Process 12 is not debuggable. Due to\nbye\n");
    REQUIRE_FALSE(restricted);
    CHECK(restricted.error().line == 1);
    CHECK_FALSE(read_leaks("Process 9: 12 nodes malloced for 4 KB\n"));
    CHECK_FALSE(read_leaks("Process 9: many leaks for 0 total leaked bytes.\n"));
    CHECK_FALSE(read_leaks("Process x: 0 leaks for 0 total leaked bytes.\n"));
}

TEST_CASE("leaks: a text cut anywhere is read or refused", "[leaks]") {
    for (const auto* name : {"stacks.txt", "types.txt", "list.txt", "old.txt"}) {
        const auto text = leaks_fixture(name);
        for (std::size_t end = 0; end < text.size(); end += 3)
            if (const auto read = read_leaks(std::string_view(text).substr(0, end)))
                CHECK(counted(read->value) <= read->value.count);
    }
}
