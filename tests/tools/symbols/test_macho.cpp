#include "catch.hpp"
#include "macho_image.hpp"

#include "perfeng/process/file.hpp"
#include "perfeng/tools/symbols/executable_file.hpp"
#include "perfeng/tools/symbols/macho.hpp"

#include <set>

using namespace perfeng;
using namespace perfeng::tools;

namespace {

constexpr std::uint64_t x86_64 = 0x01000007;
constexpr std::uint64_t arm64 = 0x0100000c;

Macho read(const std::string& bytes, std::string_view preferred = "x86_64") {
    auto macho = read_macho(bytes, preferred);
    INFO((macho ? "" : to_string(macho.error())));
    REQUIRE(macho.has_value());
    return *macho;
}

std::string object() { return process::read_file(PERFENG_FIXTURES "/macho/shares_x86_64.macho"); }

} // namespace

TEST_CASE("both word sizes, both byte orders", "[macho]") {
    for (const bool wide : {true, false})
        for (const bool big_endian : {true, false}) {
            const MachoImage image(wide, big_endian);
            const auto macho = read(image.bytes());
            CHECK(macho.architecture == "x86_64");
            CHECK(macho.build_id == "abcdef000102030405060708090a0b0c");
            CHECK(macho.sections.text == 272);
            CHECK(macho.sections.data == 40);
            CHECK(macho.sections.bss == 4160);
            CHECK(macho.sections.debug == 43 + 3 * image.symbol_size() + 34);
            CHECK(macho.has_debug);
            CHECK_FALSE(macho.stripped);
            CHECK_FALSE(macho.static_linked);
            CHECK(macho.others.empty());
            CHECK(macho.platform.empty());
        }
}

TEST_CASE("stripped is a Mach-O program without a function's name", "[macho]") {
    MachoImage image(true, false);
    image.symbols = {{"__mh_execute_header", 0x0f}, {"_puts", 0x01, 0}, {"_table", 0x0e, 5}, {"_main", 0x24}};
    CHECK(read(image.bytes()).stripped); // not a stab: it names a place in another file
    image.symbols.push_back({"_helper", 0x1e});
    CHECK_FALSE(read(image.bytes()).stripped);
    image.symbols.clear();
    CHECK(read(image.bytes()).stripped);
}

TEST_CASE("what the load commands tell", "[macho]") {
    MachoImage image(true, false);
    image.symbols.push_back({"/home/user/main.o", 0x66, 0});
    image.symbols.push_back({"/home/user/other.o", 0x66, 0});
    image.more_commands = {image.command(0x32, {1, 0x000b0300, 0x000e0000, 0}), image.command(0x1d, {64, 100})};
    const auto macho = read(image.bytes());
    CHECK(macho.platform == "macOS");
    CHECK(macho.minimum_system == "11.3");
    CHECK(macho.signature_size == 100);
    CHECK(macho.debug_object == "/home/user/main.o");
    image.more_commands = {image.command(0x24, {0x000a0f00, 0x000a0f00})};
    image.symbols = {{"/home/user/libx.a(member.o)", 0x66, 0}};
    image.dynamic = false;
    CHECK(read(image.bytes()).minimum_system == "10.15");
    CHECK(read(image.bytes()).debug_object == "/home/user/libx.a");
    CHECK(read(image.bytes()).static_linked);
    image.file_type = 1; // an object file
    CHECK_FALSE(read(image.bytes()).static_linked);
}

TEST_CASE("of a universal file one architecture is read, and the others are named", "[macho]") {
    MachoImage intel(true, false, x86_64);
    MachoImage arm(true, false, arm64);
    arm.cpu_kind = 2;
    arm.sections[0].size = 1000;
    for (const bool wide : {true, false}) {
        const auto bytes = universal({{x86_64, intel.bytes()}, {arm64, arm.bytes()}}, wide);
        CHECK(read(bytes, "x86_64").sections.text == 272);
        CHECK(read(bytes, "arm64").architecture == "arm64e");
        CHECK(read(bytes, "arm64").sections.text == 1016);
        CHECK(read(bytes, "arm64").others == std::vector<std::string>{"x86_64"});
        CHECK(read(bytes, "ppc").architecture == "x86_64");
    }
    CHECK_FALSE(read_macho(universal({}, false)).has_value());
    CHECK_FALSE(read_macho(universal({{x86_64, universal({{x86_64, intel.bytes()}}, false)}}, false)).has_value());
}

TEST_CASE("an object file of clang", "[macho]") {
    const auto macho = read(object()); // compared with llvm-size -m and llvm-objdump --macho --private-headers
    CHECK(macho.architecture == "x86_64");
    CHECK(macho.sections.text == 117);
    CHECK(macho.sections.data == 12);
    CHECK(macho.sections.bss == 256);
    CHECK(macho.has_debug);
    CHECK_FALSE(macho.stripped);
    CHECK(macho.platform == "macOS");
    CHECK(macho.minimum_system == "11.0");
}

TEST_CASE("a damaged Mach-O file is an error, never a crash", "[macho]") {
    CHECK_FALSE(read_macho(""));
    CHECK_FALSE(read_macho("\xca\xfe\xba\xbe"));
    const auto whole = MachoImage(true, false).bytes();
    for (std::size_t size = 0; size < whole.size(); ++size)
        CHECK_FALSE(read_macho(std::string_view(whole).substr(0, size)));
    const auto fat = universal({{x86_64, whole}, {arm64, MachoImage(false, true, arm64).bytes()}}, true);
    for (const auto& good : {whole, MachoImage(false, true).bytes(), fat, object()})
        for (std::size_t at = 4; at < good.size(); ++at)
            for (const char byte : {'\0', '\1', '\x7f', '\xff'}) {
                auto bad = good;
                bad[at] = byte;
                (void)read_macho(bad, "arm64");
            }
}

TEST_CASE("sections of an impossible size are refused", "[macho]") {
    MachoImage image(true, false);
    image.sections[1].size = UINT64_MAX;
    CHECK_FALSE(read_macho(image.bytes()));
}

TEST_CASE("a .dSYM bundle beside an executable", "[macho]") {
    const process::TemporaryDirectory directory;
    const auto executable = directory.path() / "app";
    CHECK_FALSE(find_dsym(executable));
    const auto place = directory.path() / "app.dSYM" / "Contents" / "Resources" / "DWARF";
    std::filesystem::create_directories(place);
    process::write_file(place / "app", "x");
    CHECK(find_dsym(executable) == place / "app");
}

TEST_CASE("an executable file is a measurement", "[macho]") {
    const auto bytes = universal({{arm64, MachoImage(true, false, arm64).bytes()}, {7, object()}}, false);
    CHECK(recognise_macho({bytes, false}) == Recognition::yes);
    const auto read = read_macho_file(bytes);
    REQUIRE(read.has_value());
    REQUIRE(read->warnings.size() == 1);
    CHECK_THAT(read->warnings[0], ContainsSubstring("arm64, not those of i386"));
    REQUIRE(read->value.executable.has_value());
    CHECK(read->value.executable->format == "mach-o");
    CHECK(read->value.executable->file_size == bytes.size());
    CHECK(read->value.executable->sha256.size() == 64);
    std::set<std::string> names;
    for (const auto& metric : read->value.metrics) {
        names.insert(metric.name);
        CHECK(metric.unit == Unit::bytes);
        CHECK(find_metric_kind(metric.name) != nullptr);
    }
    CHECK(names == std::set<std::string>{"file_size", "text_size", "data_size", "bss_size", "debug_size"});
    CHECK(read->value.metrics.at(0).trials == std::vector<double>{static_cast<double>(bytes.size())});
}

TEST_CASE("a Java class is no universal file", "[macho]") {
    const std::string java = std::string("\xca\xfe\xba\xbe\0\0\0\x34", 8) + std::string(40, 'x');
    CHECK(recognise_macho({java, true}) == Recognition::no);
    CHECK(recognise_macho({"\x7f"
                           "ELF",
                           true}) == Recognition::no);
}
