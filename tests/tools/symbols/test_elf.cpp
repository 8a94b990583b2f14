#include "catch.hpp"
#include "elf_image.hpp"

#include "perfeng/process/file.hpp"
#include "perfeng/tools/symbols/elf.hpp"

using namespace perfeng;
using namespace perfeng::tools;

namespace {

constexpr std::uint64_t x86_64 = 62;
constexpr std::uint64_t aarch64 = 183;
constexpr auto start = ElfImage::code_address;

ElfImage image(bool wide = true, bool big_endian = false, std::uint64_t machine = x86_64) {
    ElfImage elf(wide, big_endian, machine);
    elf.functions = {{"work", start + 0x40, 0x30}, {"main", start, 0x40}, {"assembly", start + 0x90, 0}};
    return elf;
}

Elf read(const std::string& bytes) {
    auto elf = read_elf(bytes);
    INFO((elf ? "" : to_string(elf.error())));
    REQUIRE(elf.has_value());
    return *elf;
}

} // namespace

TEST_CASE("both classes, both byte orders", "[elf]") {
    for (const bool wide : {true, false})
        for (const bool big_endian : {true, false}) {
            const auto bytes = image(wide, big_endian).bytes();
            const auto elf = read(bytes);
            CHECK(elf.build_id == "abcdef");
            CHECK(elf.debug_link == "x.debug");
            CHECK_FALSE(elf.stripped);
            CHECK(elf.has_debug);
            CHECK(elf.static_linked);
            CHECK(elf.sections.text == 256 + 19);
            CHECK(elf.sections.data == 8);
            CHECK(elf.sections.bss == 4096);
            CHECK(elf.sections.debug > 3);
            REQUIRE(elf.symbols.size() == 3);
            CHECK(elf.symbols[0].name == "main");
            CHECK(elf.symbols[2].value == start + 0x90);
        }
}

TEST_CASE("a function holds its own bytes and no more", "[elf]") {
    const auto bytes = image().bytes();
    const auto elf = read(bytes);
    REQUIRE(elf.lookup(start + 0x6f) != nullptr);
    CHECK(elf.lookup(start + 0x6f)->name == "work");
    CHECK(elf.lookup(start)->name == "main");
    CHECK(elf.lookup(start + 0x70) == nullptr);
    CHECK(elf.lookup(start - 1) == nullptr);
    CHECK(elf.lookup(start + 0x90) == nullptr); // of unknown size
}

TEST_CASE("of several names for one function the plainest comes first", "[elf]") {
    auto elf = image();
    elf.functions = {{"__libc_malloc", start, 16}, {"local_malloc", start, 16, false}, {"malloc", start, 16}};
    const auto bytes = elf.bytes();
    CHECK(read(bytes).lookup(start)->name == "malloc");
}

TEST_CASE("a place in the file and its address", "[elf]") {
    const auto bytes = image().bytes();
    const auto elf = read(bytes);
    CHECK(elf.address_of(ElfImage::code_offset + 5) == start + 5);
    CHECK_FALSE(elf.address_of(ElfImage::code_offset + 256));
    CHECK_FALSE(elf.address_of(0x7f0000000000));
}

TEST_CASE("frame pointers are seen in the code", "[elf]") {
    auto x86 = image();
    auto bytes = x86.bytes();
    CHECK(read(bytes).frame_pointer_share == 0.0);
    x86.code.replace(0, 8, "\xf3\x0f\x1e\xfa\x55\x48\x89\xe5"); // endbr64; push %rbp; mov %rsp,%rbp
    bytes = x86.bytes();
    CHECK(read(bytes).frame_pointer_share == 0.5);

    auto arm = image(true, false, aarch64);
    arm.code.replace(0x40, 8, "\xfd\x7b\xbe\xa9\xfd\x03\x00\x91", 8); // stp x29, x30, [sp, #-32]!; mov x29, sp
    bytes = arm.bytes();
    CHECK(read(bytes).frame_pointer_share == 0.5);
    bytes = image(true, false, 8).bytes();
    CHECK_FALSE(read(bytes).frame_pointer_share);
}

TEST_CASE("a damaged file is an error, never a crash", "[elf]") {
    CHECK_FALSE(read_elf(""));
    CHECK_FALSE(read_elf("#!/bin/sh\n"));
    const auto whole = image().bytes();
    for (std::size_t size = 0; size < whole.size() - 1; ++size)
        CHECK_FALSE(read_elf(std::string_view(whole).substr(0, size)));
    for (const bool wide : {true, false}) {
        const auto good = image(wide).bytes();
        for (std::size_t at = 4; at < good.size(); ++at)
            for (const char byte : {'\0', '\x7f', '\xff'}) {
                auto bad = good;
                bad[at] = byte;
                if (const auto elf = read_elf(bad)) // many bytes are code or names
                    CHECK(elf->symbols.size() <= 100);
            }
    }
}

TEST_CASE("the separate debug file, by build id and by link", "[elf]") {
    const process::TemporaryDirectory directory;
    const auto bytes = image().bytes();
    const auto elf = read(bytes);
    const auto executable = directory.path() / "bin" / "program";
    const auto root = directory.path() / "debug";
    CHECK_FALSE(find_debug_file(elf, executable, root));
    std::filesystem::create_directories(executable.parent_path() / ".debug");
    process::write_file(executable.parent_path() / ".debug" / "x.debug", "x");
    CHECK(find_debug_file(elf, executable, root) == executable.parent_path() / ".debug" / "x.debug");
    std::filesystem::create_directories(root / ".build-id" / "ab");
    process::write_file(root / ".build-id" / "ab" / "cdef.debug", "x");
    CHECK(find_debug_file(elf, executable, root) == root / ".build-id" / "ab" / "cdef.debug");
}

#ifdef __linux__
TEST_CASE("a program built here", "[elf]") {
    const auto bytes = process::read_file(PERFENG_PROGRAMS "/four_shares");
    const auto elf = read(bytes);
    CHECK(elf.has_debug);
    CHECK_FALSE(elf.stripped);
    CHECK_FALSE(elf.static_linked);
    CHECK_FALSE(elf.interpreter.empty());
    for (const std::string_view name : {"sixty", "twenty_five", "ten", "five", "main"}) {
        const auto found =
            std::find_if(elf.symbols.begin(), elf.symbols.end(), [&](const Symbol& s) { return s.name == name; });
        REQUIRE(found != elf.symbols.end());
        CHECK(elf.lookup(found->value + found->size - 1)->name == name);
    }
}
#endif
