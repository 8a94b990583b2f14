#include "catch.hpp"

#include "perfeng/process/file.hpp"
#include "perfeng/tools/memory/allocators.hpp"

using namespace perfeng;
using namespace perfeng::tools;

TEST_CASE("an allocator's library is found by its name, whatever its version", "[allocators]") {
    const process::TemporaryDirectory directory;
    const auto& jemalloc = allocators()[0];
    REQUIRE(jemalloc.name == "jemalloc");
    for (const auto* const name : {"libjemalloc.a", "libjemalloc_pic.so", "libjemalloc.txt", "xlibjemalloc.so.2"})
        process::write_file(directory.path() / name, "");
    const auto missing = find_allocator(jemalloc, {directory.path(), "/nowhere"});
    REQUIRE_FALSE(missing.has_value());
    CHECK_THAT(missing.error().how, ContainsSubstring("apt-get install libjemalloc2"));
    for (const auto* const name : {"libjemalloc.so.2.1", "libjemalloc.so.2"})
        process::write_file(directory.path() / name, "");
    CHECK(find_allocator(jemalloc, {"/nowhere", directory.path()}) == (directory.path() / "libjemalloc.so.2").string());
}

TEST_CASE("the names of glibc's tunables are read", "[allocators]") {
    const auto names =
        read_tunables("glibc.rtld.nns: 0x4 (min: 0x1, max: 0x10)\nsomething else\n"
                      "glibc.malloc.hugetlb: 0x0 (min: 0x0, max: 0xffffffffffffffff)\nglibc.cpu.x86_ibt:\n");
    CHECK(names == std::set<std::string>{"glibc.cpu.x86_ibt", "glibc.malloc.hugetlb", "glibc.rtld.nns"});
    CHECK(read_tunables("").empty());
}
