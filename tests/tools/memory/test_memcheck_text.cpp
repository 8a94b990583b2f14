#include "catch.hpp"

#include "perfeng/process/file.hpp"
#include "perfeng/tools/memory/memcheck_text.hpp"

#include <algorithm>
#include <string>

using namespace perfeng;
using namespace perfeng::tools;

namespace {

std::string memcheck_fixture(const std::string& name) {
    return process::read_file(std::string(PERFENG_FIXTURES "/memcheck_text/") + name);
}

Read<Leaks> memcheck(std::string_view text) {
    const auto read = read_memcheck_text(text);
    INFO((read ? "" : to_string(read.error())));
    REQUIRE(read.has_value());
    return *read;
}

std::string with_every(std::string text, const std::string& from, const std::string& to) {
    for (auto at = text.find(from); at != std::string::npos; at = text.find(from, at + to.size()))
        text.replace(at, from.size(), to);
    return text;
}

} // namespace

TEST_CASE("memcheck's text tells kinds of loss apart and counts no byte twice", "[memcheck_text]") {
    const auto [leaks, warnings] = memcheck("the program's output\n" + memcheck_fixture("leak_kinds.txt"));
    CHECK(warnings.empty());
    CHECK(leaks.tool == "memcheck");
    CHECK(leaks.count == 3);
    CHECK(leaks.bytes == 32 + 8 + 500);
    CHECK(leaks.possible_count == 1);
    CHECK(leaks.possible_bytes == 800);
    CHECK(leaks.reachable_count == 1);
    CHECK(leaks.reachable_bytes == 70);
    CHECK(leaks.other_errors == 1);
    REQUIRE(leaks.sites.size() == 5);
    CHECK(leaks.sites[0].kind == LeakKind::indirect);
    CHECK(leaks.sites[0].bytes == 500);
    CHECK(leaks.sites[2].kind == LeakKind::definite);
    CHECK(leaks.sites[2].bytes == 8); // of 508
    CHECK(leaks.sites[3].kind == LeakKind::possible);
    CHECK(leaks.sites[4].kind == LeakKind::reachable);
}

TEST_CASE("memcheck's text: the place is the user's code, not the library around it", "[memcheck_text]") {
    const auto leaks = memcheck(memcheck_fixture("leak_kinds.txt")).value;
    const auto& cycle = leaks.sites[1];
    CHECK(cycle.bytes == 32);
    CHECK_THAT(cycle.function, ContainsSubstring("lose_cycle"));
    CHECK(cycle.file == "leak_kinds.cpp");
    CHECK(cycle.line == 19);
    CHECK(cycle.stack.front().function != "allocate");
    CHECK(cycle.stack.back().function == "main");
}

TEST_CASE("memcheck's text: a summary alone, and a clean run", "[memcheck_text]") {
    const auto summary = memcheck(memcheck_fixture("leak_three_summary.txt"));
    CHECK(summary.value.count == 3);
    CHECK(summary.value.bytes == 4096);
    CHECK(summary.value.sites.empty());
    REQUIRE(summary.warnings.size() == 1);
    CHECK_THAT(summary.warnings[0], ContainsSubstring("--leak-check=full"));

    const auto clean = memcheck(memcheck_fixture("clean.txt"));
    CHECK(clean.value.count == 0);
    CHECK(clean.value.sites.empty());
    CHECK(clean.warnings.empty());
}

TEST_CASE("memcheck's text: lines of several processes are told apart", "[memcheck_text]") {
    const auto [leaks, warnings] = memcheck(memcheck_fixture("fork.txt"));
    CHECK(leaks.count == 3);
    CHECK(leaks.bytes == 40);
    CHECK(leaks.sites.size() == 3);
    REQUIRE(warnings.size() == 1);
    CHECK_THAT(warnings[0], ContainsSubstring("2 processes"));

    const auto mixed = memcheck("==1== 8 bytes in 1 blocks are definitely lost in loss record 1 of 1\n"
                                "==2== Memcheck, a memory error detector\n"
                                "==1==    at 0x1: malloc (in /usr/libexec/valgrind/vg.so)\n"
                                "==2==    by 0x2: other (b.c:1)\n"
                                "==1==    by 0x2: lose (a.c:3)\n==1== \n==1== LEAK SUMMARY:\n"
                                "==1==    definitely lost: 8 bytes in 1 blocks\n"
                                "==1==         suppressed: 9 bytes in 2 blocks\n");
    REQUIRE(mixed.value.sites.size() == 1);
    CHECK(mixed.value.sites[0].function == "lose");
    CHECK(mixed.value.sites[0].stack.size() == 1);
    REQUIRE(mixed.warnings.size() == 3);
    CHECK_THAT(mixed.warnings[1], ContainsSubstring("2 blocks of process 1 are suppressed"));
    CHECK_THAT(mixed.warnings[2], ContainsSubstring("no leak check of process 2"));
}

TEST_CASE("memcheck's text: time stamps, and the last of several checks", "[memcheck_text]") {
    const auto first = memcheck_fixture("leak_kinds.txt");
    const auto stamped = with_every(first, first.substr(0, first.find(' ')), "==00:00:00:01.234 12==");
    CHECK(memcheck(stamped).value.bytes == 540);
    CHECK(memcheck(stamped + stamped).value.bytes == 540);
    CHECK(memcheck(stamped + stamped).value.sites.size() == 5);

    const auto changed =
        memcheck("==1== LEAK SUMMARY:\n==1==    definitely lost: 1,032 (+32) bytes in 1,002 (-1) blocks\n");
    CHECK(changed.value.bytes == 1032);
    CHECK(changed.value.count == 1002);
}

TEST_CASE("memcheck's text without a leak check is refused", "[memcheck_text]") {
    CHECK_FALSE(read_memcheck_text("hello\n"));
    CHECK(read_memcheck_text("").error().found == "an empty text");
    const auto killed =
        read_memcheck_text("==1== Process terminating with default action of signal 9 (SIGKILL)\n==1== \n");
    REQUIRE_FALSE(killed);
    CHECK(killed.error().line == 1);
    CHECK_THAT(killed.error().found, ContainsSubstring("SIGKILL"));
    CHECK_FALSE(read_memcheck_text("==1== Helgrind, a thread error detector\n==1== ERROR SUMMARY: 0 errors\n"));
    CHECK_FALSE(read_memcheck_text("LEAK SUMMARY:\n"));
}

TEST_CASE("memcheck's text: lost blocks that have no record of their own are told", "[memcheck_text]") {
    const auto [leaks, warnings] = memcheck(memcheck_fixture("only_definite.txt"));
    CHECK(leaks.count == 3);
    CHECK(leaks.bytes == 32 + 8 + 500);
    CHECK(leaks.sites.size() == 2);
    REQUIRE(warnings.size() == 1);
    CHECK_THAT(warnings[0], ContainsSubstring("1 of 3 lost blocks of process"));
    CHECK_THAT(warnings[0], ContainsSubstring("--show-leak-kinds=all"));
}
