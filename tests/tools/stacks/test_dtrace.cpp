#include "as_folded.hpp"
#include "catch.hpp"

#include "perfeng/process/file.hpp"
#include "perfeng/tools/stacks/dtrace.hpp"

#include <string>

using namespace perfeng;
using namespace perfeng::tools;

namespace {

Read<Profile> dtrace(std::string_view text) {
    auto result = read_dtrace(text);
    INFO((result ? "" : to_string(result.error())));
    REQUIRE(result.has_value());
    return std::move(*result);
}

Read<Profile> recorded() { return dtrace(process::read_file(PERFENG_FIXTURES "/dtrace/stack_ustack.txt")); }

} // namespace

TEST_CASE("stacks of DTrace have both stacks of a record, and its key as thread", "[dtrace]") {
    const auto [profile, warnings] = recorded();
    CHECK(as_folded(profile, true) == "[bash];_lwp_start;__pwrite 2\n"
                                      "[sched] 5\n"
                                      "[shop];_lwp_start;operator->;Interpreter;Ljava/io/Reader;::read 7\n"
                                      "[shop];main;[unknown];crucible::recv_task::{{closure}};shop::price;__pwrite;sys_"
                                      "syscall;[unknown];zfs_write 31\n");
    CHECK(profile.samples == 45);
    CHECK(profile.weight == 45);
    CHECK(profile.lost == 12);
    REQUIRE(warnings.size() == 1);
    CHECK_THAT(warnings[0], ContainsSubstring("dropped 12"));
}

TEST_CASE("frames of DTrace have modules, and the kernel's are the kernel's", "[dtrace]") {
    const auto profile = recorded().value;
    std::map<std::string, Frame> frames;
    for (const auto& frame : profile.frames)
        frames[frame.name] = frame;
    CHECK(frames["zfs_write"].kernel);
    CHECK(frames["zfs_write"].module == "[kernel]");
    CHECK_FALSE(frames["__pwrite"].kernel);
    CHECK(frames["__pwrite"].module == "libc.so.1");
    CHECK(frames["shop::price"].raw_name == "shop::price(int (*) [2])");
    CHECK(frames["[unknown]"].raw_name.empty());
    CHECK(frames["Ljava/io/Reader;::read"].inlined);
    CHECK_FALSE(frames["Interpreter"].inlined);
}

TEST_CASE("a key of DTrace may stand behind its stack", "[dtrace]") {
    const auto profile = dtrace("\n  a`f+0x1\n  a`main\n  bash   4\n\n  a`f\n  a`main\n  my shell 5\n").value;
    CHECK(as_folded(profile, true) == "[bash];main;f 4\n[my shell];main;f 5\n");
}

TEST_CASE("what DTrace did not count is told", "[dtrace]") {
    const auto [profile, warnings] =
        dtrace("  0  76446   :tick-10ms\n  a`f\n\n  0  76446   :tick-10ms\n  a`f\n  3\noops\n");
    CHECK(as_folded(profile) == "f 3\n");
    REQUIRE(warnings.size() == 2);
    CHECK_THAT(warnings[0], ContainsSubstring("line 7"));
    CHECK_THAT(warnings[1], ContainsSubstring("1 stack without a count"));
}

TEST_CASE("what are no stacks of DTrace is refused", "[dtrace]") {
    CHECK_FALSE(read_dtrace("").has_value());
    CHECK(read_dtrace("\nsome text\n").error().line == 2);
    CHECK_THAT(read_dtrace("  a`f\n").error().expected, ContainsSubstring("DTrace"));
    CHECK(recognise_dtrace({"  a`f\n  a`g\n", false}) == Recognition::need_more);
    CHECK(recognise_dtrace({"  a`f\n  0x12\n  3\n", true}) == Recognition::yes);
    CHECK(recognise_dtrace({"  0x12\n  3\n", true}) == Recognition::no);
    CHECK(recognise_dtrace({"a`f\n3\n", true}) == Recognition::no);
    CHECK(recognise_dtrace({"  7ff A::`anonymous namespace'::f (a.dll)\n  3\n", true}) == Recognition::no);
}
