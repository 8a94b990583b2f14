#include "catch.hpp"
#include "made.hpp"

#include "perfeng/analysis/hotspots.hpp"

using namespace perfeng;
using namespace perfeng::analysis;

namespace {

Frame kernel(std::string name) { return made::frame(std::move(name), "[kernel]"); }

double rooted_share(const std::vector<Frame>& leaf_first) {
    Profile profile;
    made::add(profile, leaf_first, 1);
    tally(profile);
    return profile.quality.rooted_share;
}

} // namespace

TEST_CASE("a stack is rooted where a thread or program starts") {
    for (const auto* name :
         {"_start", "main", "__libc_start_main", "__libc_start_main@@GLIBC_2.34", "__libc_start_main_impl",
          "__libc_start_call_main", "start_thread", "clone", "clone3", "__clone", "__clone3", "thread_start",
          "std::rt::lang_start", "std::rt::lang_start_internal", "runtime.goexit", "runtime.goexit.abi0",
          "runtime.mstart", "start", "_dl_start_user"}) {
        INFO(name);
        CHECK(rooted_share({made::frame("work"), made::frame(name)}) == 1);
    }
    for (const auto* name : {"work", "remain", "main_loop", "restart", "starter", "[unknown]", "cloned", ""}) {
        INFO(name);
        CHECK(rooted_share({made::frame("leaf"), made::frame(name)}) == 0);
    }
}

TEST_CASE("the outermost frame with a name tells, not one that passed main on the way") {
    const auto unknown = made::frame("[unknown]");
    CHECK(rooted_share({made::frame("work"), made::frame("main"), unknown, unknown}) == 1);
    CHECK(rooted_share({made::frame("main"), made::frame("garbage")}) == 0);
    CHECK(rooted_share({unknown, unknown}) == 0);
    CHECK(rooted_share({made::frame("main")}) == 1);
}

TEST_CASE("kernel stacks are rooted in kernel threads, at exec and at exit") {
    CHECK(rooted_share({kernel("worker_thread"), kernel("kthread"), kernel("ret_from_fork_asm")}) == 1);
    for (const auto* name : {"secondary_startup_64_no_verify", "start_secondary", "x86_64_start_kernel"})
        CHECK(rooted_share({kernel("native_safe_halt"), kernel(name)}) == 1);
    CHECK(rooted_share({kernel("elf_load"), kernel("load_elf_binary"), kernel("bprm_execve"),
                        kernel("do_execveat_common.isra.0"), kernel("entry_SYSCALL_64_after_hwframe")}) == 1);
    CHECK(rooted_share({kernel("unmap_vmas"), kernel("do_exit"), kernel("entry_SYSCALL_64_after_hwframe")}) == 1);
    CHECK(rooted_share({kernel("vfs_read"), kernel("entry_SYSCALL_64_after_hwframe")}) == 0);
    CHECK(rooted_share({kernel("vfs_read"), made::frame("read"), made::frame("_start")}) == 1);
    CHECK(rooted_share({kernel("do_exit"), made::frame("lost")}) == 0);
}

TEST_CASE("quality shares are of all weight") {
    Profile profile;
    profile.depth_cap = 4;
    made::add(profile, {made::frame("work"), made::frame("main")}, 40);
    made::add(profile, {made::frame("[unknown]", "/usr/lib/libx.so"), made::frame("main")}, 10);
    made::add(profile, {made::frame("[unknown]", "/usr/lib/liby.so"), made::frame("main")}, 20);
    made::add(profile, {kernel("copy_page"), made::frame("main")}, 15);
    made::add(profile, {made::frame("d"), made::frame("c"), made::frame("b"), made::frame("a")}, 10);
    made::add(profile, {}, 5);
    tally(profile);
    const auto& quality = profile.quality;
    CHECK(quality.rooted_share == Approx(0.85));
    CHECK(quality.unknown_share == Approx(0.30));
    CHECK(quality.kernel_share == Approx(0.15));
    CHECK(quality.capped_share == Approx(0.10));
    CHECK(quality.empty_share == Approx(0.05));
    REQUIRE(quality.unknown_by_module.size() == 2);
    CHECK(quality.unknown_by_module[0].module == "/usr/lib/liby.so");
    CHECK(quality.unknown_by_module[0].share == Approx(0.20));
}

TEST_CASE("inlined frames are not the recorder's and take no place under its limit") {
    Profile profile;
    profile.depth_cap = 3;
    made::add(profile, {made::inlined("x"), made::frame("work"), made::frame("main")}, 1);
    tally(profile);
    CHECK(profile.quality.capped_share == 0);
    made::add(profile, {made::frame("leaf"), made::frame("work"), made::frame("main")}, 1);
    tally(profile);
    CHECK(profile.quality.capped_share == Approx(0.5));
    CHECK(profile.quality.rooted_share == Approx(0.5));
    profile.depth_cap = 0;
    tally(profile);
    CHECK(profile.quality.capped_share == 0);
}
