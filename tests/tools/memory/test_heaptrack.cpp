#include "catch.hpp"

#include "perfeng/process/file.hpp"
#include "perfeng/tools/memory/heaptrack.hpp"

#include <algorithm>
#include <string>

using namespace perfeng;
using namespace perfeng::tools;

namespace {

/// What the start of a C++ program allocates on its own: libstdc++'s emergency pool and, at most, a few buffers.
constexpr std::uint64_t runtime_calls = 10;

Allocations read(const tl::expected<Allocations, ReadError>& allocations) {
    INFO((allocations ? "" : to_string(allocations.error())));
    REQUIRE(allocations.has_value());
    return *allocations;
}

const AllocationSite& site_of(const Allocations& allocations, const std::string& function) {
    const auto site =
        std::find_if(allocations.functions.begin(), allocations.functions.end(), [&](const AllocationSite& s) {
            return s.stack.front().function.find(function) != std::string::npos;
        });
    REQUIRE(site != allocations.functions.end());
    return *site;
}

/// A record of one program with two places: `one` (called from main) and `two`. String lengths are hexadecimal.
const std::string places = "v 10400 3\nX ./p\nI 1000 5e298d\n"
                           "s 9 /home/u/p\ns 4 main\ns 3 one\ns 3 two\ns 5 p.cpp\n"
                           "i 1000 1 2 5 a\ni 1010 1 3 5 14\ni 1020 1 4 5 1e\n"
                           "t 1 0\nt 2 1\nt 3 1\n"
                           "a 64 2\na 10 3\n";
const std::string closing = "c 1\nR 411\n# strings: 5\n# ips: 3\n";

} // namespace

TEST_CASE("heaptrack counts what a program allocates", "[heaptrack]") {
    const auto runner = process::system_runner();
    const auto heaptrack = find_heaptrack(*runner);
    REQUIRE(heaptrack.has_value());
    CHECK(heaptrack->version.find('.') != std::string::npos);
    const process::TemporaryDirectory scratch;
    const auto stem = scratch.path() / "record";
    CHECK_FALSE(heaptrack_record(stem).has_value());
    auto argv = heaptrack_prefix(*heaptrack, stem);
    argv.emplace_back(PERFENG_PROGRAMS "/allocate");
    REQUIRE(runner->run(process::tool_command(argv, 60)).status.ok());
    const auto file = heaptrack_record(stem);
    REQUIRE(file.has_value());

    const auto all = read(read_heaptrack_file(*runner, *file, "programs/allocate", 60));
    CHECK(all.tool == "heaptrack");
    CHECK(all.calls >= 10501);
    CHECK(all.calls <= 10501 + runtime_calls);
    CHECK(all.bytes >= 1000000 + 500000 + 4000);
    CHECK(all.temporary >= 10000);
    CHECK(all.temporary <= 10000 + runtime_calls);
    CHECK(all.peak_bytes >= 504000);
    CHECK(all.functions.front().calls == 10000);

    const auto& churn = site_of(all, "churn");
    CHECK(churn.calls == 10000);
    CHECK(churn.bytes == 1000000);
    CHECK(churn.temporary == 10000);
    CHECK(churn.peak_bytes == 0);
    CHECK_THAT(churn.stack.front().file, ContainsSubstring("allocate.cpp"));
    CHECK(churn.stack.front().line > 0);
    CHECK_THAT(churn.stack.front().module, ContainsSubstring("/programs/allocate"));

    const auto& hold = site_of(all, "hold");
    CHECK(hold.calls == 501);
    CHECK(hold.bytes == 504000);
    CHECK(hold.peak_bytes == 504000);
    CHECK(hold.temporary <= 1);
}

TEST_CASE("a recorded Rust program: the user's functions, not the library's", "[heaptrack]") {
    const auto all = read(read_heaptrack_record(process::read_file(PERFENG_FIXTURES "/heaptrack/rust_v0.txt")));
    const auto& words = site_of(all, "words");
    CHECK(words.stack.front().function == "rust_leaks::words");
    CHECK(words.calls >= 1000);
    CHECK(words.stack.front().file == "/home/user/project/rust_leaks.rs");
    CHECK(site_of(all, "rust_leaks::cycle").calls == 10);
    CHECK(all.functions.front().calls == words.calls);
}

TEST_CASE("what a record adds up to", "[heaptrack]") {
    // 100 bytes and 16 bytes live at once are the peak (132); the last 100 only reach 116.
    const auto all = read(read_heaptrack_record(places + "+ 0\n+ 1\n+ 1\n- 0\n- 1\n+ 0\n- 0\n- 1\n" + closing));
    CHECK(all.calls == 4);
    CHECK(all.bytes == 232);
    CHECK(all.temporary == 1);
    CHECK(all.peak_bytes == 132);
    REQUIRE(all.functions.size() == 2);
    const auto& one = site_of(all, "one");
    CHECK(one.calls == 2);
    CHECK(one.bytes == 200);
    CHECK(one.temporary == 1);
    CHECK(one.peak_bytes == 100);
    CHECK(one.stack == std::vector<MemoryFrame>{{"one", "/home/u/p", "p.cpp", 20}, {"main", "/home/u/p", "p.cpp", 10}});
    CHECK(site_of(all, "two").peak_bytes == 32);
}

TEST_CASE("a peak at the very end, and blocks that stay", "[heaptrack]") {
    const auto all = read(read_heaptrack_record(places + "+ 1\n- 1\n+ 1\n+ 0\n" + closing));
    CHECK(all.peak_bytes == 116);
    CHECK(site_of(all, "one").peak_bytes == 100);
    CHECK(site_of(all, "two").peak_bytes == 16);
    CHECK(all.temporary == 1);
}

TEST_CASE("what is allocated after the peak does not count for it", "[heaptrack]") {
    const auto all = read(read_heaptrack_record(places + "+ 0\n+ 0\n- 0\n+ 1\n" + closing));
    CHECK(all.peak_bytes == 200);
    CHECK(site_of(all, "one").peak_bytes == 200);
    CHECK(site_of(all, "two").peak_bytes == 0);
}

TEST_CASE("a record may come in pieces of any size", "[heaptrack]") {
    const auto text = process::read_file(PERFENG_FIXTURES "/heaptrack/rust_v0.txt");
    const auto whole = read(read_heaptrack_record(text));
    for (const std::size_t size : {1u, 7u, 4096u}) {
        HeaptrackRecord record;
        for (std::size_t at = 0; at < text.size(); at += size)
            record.add(std::string_view(text).substr(at, size));
        const auto pieces = read(record.result());
        CHECK(pieces.calls == whole.calls);
        CHECK(pieces.peak_bytes == whole.peak_bytes);
        CHECK(pieces.functions.size() == whole.functions.size());
    }
}

TEST_CASE("what is no whole record is refused", "[heaptrack]") {
    CHECK_FALSE(read_heaptrack_record(""));
    CHECK_FALSE(read_heaptrack_record(std::string("\x28\xb5\x2f\xfd\0\1\n+ 3\n", 11)));
    CHECK_FALSE(read_heaptrack_record("main;one 5\n"));
    CHECK_FALSE(read_heaptrack_record("# strings: 0\n# ips: 0\n"));
    CHECK_FALSE(read_heaptrack_record(places + "+ 0\n"));
    CHECK_FALSE(read_heaptrack_record("v 10200 2\n" + closing));
    CHECK_FALSE(read_heaptrack_record(places + "+ 0\nc 1\nR 411\n+ 0\n# strings: 5\n# ips: 3\n"));
    CHECK_FALSE(read_heaptrack_record(places + "+ 0\n" + closing + "# mo"));

    const auto unknown = read_heaptrack_record(places + "+ 2\n" + closing);
    REQUIRE_FALSE(unknown);
    CHECK(unknown.error().line == 17);
    CHECK(unknown.error().found == "+ 2");
    for (const auto* bad : {"- 0\n", "+ \n", "+ -1\n", "a 64 9\n", "t 4 0\n", "t 1 4\n", "i 1 9\n", "i 1 1 2 9\n",
                            "i 1 1 2 5 ffffffffff\n", "s 3 four\n"}) {
        INFO(bad);
        CHECK_FALSE(read_heaptrack_record(places + bad + closing));
    }
}

TEST_CASE("a damaged packed record is refused", "[heaptrack]") {
    const auto runner = process::system_runner();
    const process::TemporaryDirectory scratch;
    const auto file = scratch.path() / "record.zst";
    process::write_file(file, "no zstd");
    CHECK_FALSE(read_heaptrack_file(*runner, file, {}, 20));
}

TEST_CASE("a packed record of another program is refused", "[heaptrack]") {
    const auto runner = process::system_runner();
    const process::TemporaryDirectory scratch;
    const auto file = scratch.path() / "record";
    process::write_file(file, places + "+ 0\n" + closing);
    REQUIRE(runner->run(process::tool_command({"gzip", file.string()}, 20)).status.ok());
    const auto packed = heaptrack_record(file);
    REQUIRE(packed.has_value());
    CHECK(read(read_heaptrack_file(*runner, *packed, "./p", 20)).calls == 1);
    CHECK(read(read_heaptrack_file(*runner, *packed, {}, 20)).calls == 1);
    const auto other = read_heaptrack_file(*runner, *packed, "/usr/bin/other", 20);
    REQUIRE_FALSE(other);
    CHECK(other.error().found == "./p");
}

TEST_CASE("a raw recording of heaptrack is refused with what to do", "[heaptrack]") {
    const auto read = read_heaptrack_record("v 10400 3\nx 5 /bin/a\nX ./a\nI 1000 5e298d\nm 1 -\n");
    REQUIRE_FALSE(read);
    CHECK(read.error().line == 2);
    CHECK_THAT(read.error().expected, ContainsSubstring("heaptrack_interpret"));
}
