#include "catch.hpp"

#include "perfeng/process/file.hpp"
#include "perfeng/tools/memory/lsan.hpp"

#include <algorithm>
#include <string>

using namespace perfeng;
using namespace perfeng::tools;

namespace {

std::string lsan_fixture(const std::string& name) {
    return process::read_file(std::string(PERFENG_FIXTURES "/lsan/") + name);
}

Read<Leaks> lsan(std::string_view text) {
    const auto read = read_lsan(text);
    INFO((read ? "" : to_string(read.error())));
    REQUIRE(read.has_value());
    return *read;
}

/// A report of one leak with one frame below malloc.
std::string one_leak(const std::string& frame) {
    return "==1==ERROR: LeakSanitizer: detected memory leaks\n\nDirect leak of 8 byte(s) in 1 object(s) allocated "
           "from:\n    #0 0x10 in malloc (/home/user/a.out+0x1)\n    #1 0x20 " +
           frame + "\n\nSUMMARY: LeakSanitizer: 8 byte(s) leaked in 1 allocation(s).\n";
}

MemoryFrame only_frame(const std::string& frame) {
    const auto read = lsan(one_leak(frame));
    REQUIRE(read.value.sites.size() == 1);
    REQUIRE(read.value.sites[0].stack.size() == 1);
    return read.value.sites[0].stack[0];
}

} // namespace

TEST_CASE("LeakSanitizer tells direct from indirect leaks and where they are", "[lsan]") {
    for (const auto* name : {"asan_clang.txt", "lsan_gcc.txt", "coloured.txt"}) {
        INFO(name);
        const auto [leaks, warnings] = lsan(lsan_fixture(name));
        CHECK(warnings.empty());
        CHECK(leaks.tool == "lsan");
        CHECK(leaks.count == 5);
        CHECK(leaks.bytes == 4342);
        CHECK(leaks.other_errors == 0);
        REQUIRE(leaks.sites.size() == 5);
        CHECK(leaks.sites[0].bytes == 4096);
        CHECK(leaks.sites[0].kind == LeakKind::definite);
        CHECK(leaks.sites[0].function == "lose");
        CHECK(leaks.sites[0].file == "/home/user/project/leak.cpp");
        CHECK(leaks.sites[0].line == 4);
        REQUIRE(leaks.sites[0].stack.size() == 3);
        CHECK(leaks.sites[0].stack[1].function == "main");
        CHECK(leaks.sites[2].kind == LeakKind::indirect);
        CHECK(leaks.sites[2].function == "lose_cycle");
    }
}

TEST_CASE("LeakSanitizer: a program without symbols has modules", "[lsan]") {
    const auto leaks = lsan(lsan_fixture("stripped.txt")).value;
    CHECK(leaks.count == 5);
    CHECK(leaks.sites[0].function == "[unknown]");
    CHECK(leaks.sites[0].stack[0].module == "/home/user/project/s");
}

TEST_CASE("LeakSanitizer's suppressions are told", "[lsan]") {
    const auto [leaks, warnings] = lsan(lsan_fixture("suppressed.txt"));
    CHECK(leaks.count == 3);
    CHECK(leaks.bytes == 4214);
    REQUIRE(warnings.size() == 1);
    CHECK_THAT(warnings[0], ContainsSubstring("lose_cycle") && ContainsSubstring("128 bytes"));
    const auto all = lsan("-----\nSuppressions used:\n  count      bytes template\n      2  128 a b\n-----\n\nbye\n");
    CHECK(all.value.count == 0);
    REQUIRE(all.warnings.size() == 1);
    CHECK_THAT(all.warnings[0], ContainsSubstring("'a b'"));
}

TEST_CASE("LeakSanitizer's frames in all their forms", "[lsan]") {
    CHECK(only_frame("in f(int) /home/user/my dir/a.cpp:9:64") == MemoryFrame{"f", "", "/home/user/my dir/a.cpp", 9});
    CHECK(only_frame("in f a.c:7") == MemoryFrame{"f", "", "a.c", 7});
    CHECK(only_frame("in operator/(T, T) (/home/user/a++.out+0x12) (BuildId: ff)") ==
          MemoryFrame{"operator/", "/home/user/a++.out", "", 0});
    CHECK(only_frame("in main+0x28 (leak:arm64+0x10000)") == MemoryFrame{"main", "leak", "", 0});
    CHECK(only_frame(" (/home/user/a.out+0x12)") == MemoryFrame{"[unknown]", "/home/user/a.out", "", 0});
    CHECK(only_frame("in <null> <null>") == MemoryFrame{"[unknown]", "", "", 0});
    CHECK(only_frame("in start ../csu/libc-start.c") == MemoryFrame{"start", "", "../csu/libc-start.c", 0});
    CHECK(only_frame("in _RNvCs1234_7mycrate3foo (/home/user/a.out+0x12)").function == "mycrate::foo");
    CHECK(only_frame("in _ZN1a4loseEv a.cpp:3").function == "a::lose");
}

TEST_CASE("LeakSanitizer: interceptors of macOS are allocators", "[lsan]") {
    const auto text = "Direct leak of 8 byte(s) in 1 object(s) allocated from:\n"
                      "    #0 0x1 in wrap_malloc+0x94 (libclang_rt.asan_osx_dynamic.dylib:arm64e+0x54)\n"
                      "    #1 0x2 in keep+0x28 (project:arm64+0x1000)\n"
                      "    #2 0x3 in start+0x9 (dyld:arm64e+0xf)\n\n"
                      "SUMMARY: AddressSanitizer: 8 byte(s) leaked in 1 allocation(s).\n";
    const auto leaks = lsan(text).value;
    CHECK(leaks.sites[0].function == "keep");
    CHECK(leaks.sites[0].stack.size() == 2);
    CHECK(leaks.sites[0].stack[1].module == "dyld");
}

TEST_CASE("LeakSanitizer: reports of several processes add up", "[lsan]") {
    const auto read = lsan(one_leak("in f a.c:7") + "other output\n" + one_leak("in g a.c:9"));
    CHECK(read.value.count == 2);
    CHECK(read.value.bytes == 16);
    CHECK(read.value.sites.size() == 2);
    CHECK(read.warnings.empty());
}

TEST_CASE("LeakSanitizer: what a report leaves out is said", "[lsan]") {
    auto text = one_leak("in f a.c:7");
    const auto cut = lsan(text.substr(0, text.find("SUMMARY")));
    CHECK(cut.value.count == 1);
    REQUIRE(cut.warnings.size() == 1);
    CHECK_THAT(cut.warnings[0], ContainsSubstring("cut off"));

    text.replace(text.find("8 byte(s) leaked in 1"), 21, "90 byte(s) leaked in 3");
    const auto some = lsan(text);
    CHECK(some.value.count == 3);
    CHECK(some.value.bytes == 90);
    REQUIRE(some.warnings.size() == 1);
    CHECK_THAT(some.warnings[0], ContainsSubstring("max_leaks"));
}

TEST_CASE("LeakSanitizer: other errors are counted, and no report is refused", "[lsan]") {
    const std::string error =
        "==1==ERROR: AddressSanitizer: heap-use-after-free on address 0x1\n    #0 0x1 in f a.c:1\n"
        "SUMMARY: AddressSanitizer: heap-use-after-free a.c:1 in f\n";
    CHECK(lsan(error + one_leak("in f a.c:7")).value.other_errors == 1);
    CHECK_THAT(read_lsan("hello\n" + error).error().found, ContainsSubstring("heap-use-after-free"));
    CHECK(read_lsan("hello\n" + error).error().line == 2);
    CHECK_THAT(read_lsan("x\n==1==LeakSanitizer has encountered a fatal error.\n").error().found,
               ContainsSubstring("fatal error"));
    REQUIRE_FALSE(read_lsan(""));
    CHECK(read_lsan("").error().found == "an empty text");
    CHECK_THAT(read_lsan("").error().expected, ContainsSubstring("cannot tell apart"));
    CHECK(read_lsan("hello\n").error().found == "hello");
}

TEST_CASE("LeakSanitizer: frames without a name are unknown, which a warning tells", "[lsan]") {
    const auto read = read_lsan("==7==ERROR: LeakSanitizer: detected memory leaks\n\n"
                                "Direct leak of 55 byte(s) in 2 object(s) allocated from:\n"
                                "    #0 0x7f8175613545  (/lib/x86_64-linux-gnu/liblsan.so.0+0x11e35)\n"
                                "    #1 0x7f8175bdc014  (<unknown module>)\n\n"
                                "SUMMARY: LeakSanitizer: 55 byte(s) leaked in 2 allocation(s).\n");
    REQUIRE(read);
    REQUIRE(read->value.sites.size() == 1);
    CHECK(read->value.sites[0].function == "[unknown]");
    CHECK(read->value.sites[0].stack.at(1).function == "[unknown]");
    REQUIRE(read->warnings.size() == 1);
    CHECK_THAT(read->warnings[0], ContainsSubstring("2 leaks have no function's name"));
}
