#include "catch.hpp"
#include "elf_image.hpp"

#include "perfeng/process/file.hpp"
#include "perfeng/tools/symbols/bloaty.hpp"
#include "perfeng/tools/symbols/executable_file.hpp"
#include "perfeng/tools/symbols/size.hpp"

#include <map>

using namespace perfeng;
using namespace perfeng::tools;

namespace {

using Sizes = std::map<std::string, double>;
using Reader = tl::expected<Read<Contents>, ReadError> (*)(std::string_view);

std::string fixture(const std::string& name) {
    return process::read_file(std::string(PERFENG_FIXTURES "/size/") + name);
}

Read<Contents> read(Reader reader, std::string_view text) {
    auto result = reader(text);
    INFO((result ? "" : to_string(result.error())));
    REQUIRE(result.has_value());
    return std::move(*result);
}

Sizes sizes_of(const Contents& contents) {
    Sizes sizes;
    for (const auto& metric : contents.metrics)
        sizes[metric.name] = metric.trials.at(0);
    return sizes;
}

constexpr std::string_view table = "    FILE SIZE        VM SIZE    \n"
                                   " --------------  -------------- \n"
                                   "  23.7%  5.95Ki  41.4%  5.88Ki    .text\n"
                                   "    20.0%     300  20.0%     300    .text.hot\n"
                                   "   7.4%  1.87Ki   0.0%       0    .symtab\n"
                                   "   3.1%     801   5.5%     801    [LOAD #2 [R]]\n"
                                   "   2.8%     640   4.5%     576    .rodata\n"
                                   "   1.0%     104   1.0%     100    .got\n"
                                   "   0.0%       0   3.9%     568    .bss\n"
                                   " 100.0%  25.1Ki 100.0%  14.2Ki    TOTAL\n";

} // namespace

TEST_CASE("all forms of size tell the same of one program", "[size]") {
    const Sizes expected{{"text_size", 16592}, {"data_size", 1608}, {"bss_size", 448}};
    const auto [berkeley, warnings] = read(read_size, fixture("gnu.txt"));
    CHECK(sizes_of(berkeley) == expected);
    CHECK(warnings.empty());
    CHECK(berkeley.program == "app");
    REQUIRE(berkeley.executable.has_value());
    CHECK(berkeley.executable->sections->bss == 448);
    auto sections = sizes_of(read(read_size, fixture("gnu_sysv.txt")).value);
    CHECK(sections.at("debug_size") == 0);
    sections.erase("debug_size");
    CHECK(sections == expected);
}

TEST_CASE("size in other radices, of several files, with totals", "[size]") {
    const auto contents = read(read_size, fixture("gnu_hex_totals.txt")).value;
    CHECK(sizes_of(contents) == Sizes{{"text_size[app]", 16592},
                                      {"data_size[app]", 1608},
                                      {"bss_size[app]", 448},
                                      {"text_size[/bin/ls]", 137659},
                                      {"data_size[/bin/ls]", 4840},
                                      {"bss_size[/bin/ls]", 4840}});
    CHECK_FALSE(contents.executable.has_value());
    const auto octal =
        "   text\t   data\t    bss\t    oct\t    hex\tfilename\n 040320\t  03110\t   0700\t  44330\t   48d8\ta b\n";
    CHECK(sizes_of(read(read_size, octal).value) == sizes_of(read(read_size, fixture("gnu.txt")).value));
    CHECK(read(read_size, octal).value.program == "a b");
    CHECK(sizes_of(read(read_size, fixture("gnu_g.txt")).value) ==
          Sizes{{"text_size", 10755}, {"data_size", 7445}, {"bss_size", 448}});
}

TEST_CASE("size of macOS counts pages, size -m sections", "[size]") {
    const auto pages = read(read_size, fixture("macho.txt"));
    CHECK(sizes_of(pages.value) == Sizes{{"text_size", 8192}, {"data_size", 4096}});
    CHECK_FALSE(pages.value.executable.has_value());
    CHECK(pages.warnings.size() == 1);
    CHECK(sizes_of(read(read_size, fixture("macho_m.txt")).value) ==
          Sizes{{"text_size", 4229}, {"data_size", 12}, {"bss_size", 256}, {"debug_size", 0}});
    CHECK(sizes_of(read(read_size, fixture("macho_m_object.txt")).value) ==
          Sizes{{"text_size", 117}, {"data_size", 12}, {"bss_size", 256}, {"debug_size", 1305}});
    const auto fat = sizes_of(read(read_size, fixture("macho_m_fat.txt")).value);
    CHECK(fat.at("text_size[fat.out (for architecture arm64)]") == 4215);
    CHECK(fat.size() == 8);
    const auto marked = "Segment __DATA: 0x1000 (vmaddr 0x1 fileoff 0)\n\tSection __mine: 0x10 (zerofill) (addr 0x1 "
                        "offset 0)\n\ttotal 16\ntotal 4096\n";
    CHECK(sizes_of(read(read_size, marked).value).at("bss_size") == 16);
}

TEST_CASE("what size did not print is told or refused", "[size]") {
    const auto [contents, warnings] = read(read_size, fixture("gnu.txt") + "size: x: file format not recognized\n");
    REQUIRE(warnings.size() == 1);
    CHECK_THAT(warnings[0], ContainsSubstring("not recognized"));
    CHECK_FALSE(read_size("").has_value());
    CHECK_FALSE(read_size("   text\t   data\t    bss\t    dec\t    hex\tfilename\n").has_value());
    CHECK_FALSE(read_size("text data bss dec hex filename\n99999999999999999 1 1 1 1 a\n").has_value());
    const auto macho = read_size("a.out  :\nsection   size  addr\n__text  46  1\n__data  4  2\nTotal 50\n");
    REQUIRE_FALSE(macho.has_value());
    CHECK_THAT(macho.error().expected, ContainsSubstring("size -m"));
}

TEST_CASE("size is recognised by its heading", "[size]") {
    for (const auto* const name : {"gnu.txt", "gnu_sysv.txt", "gnu_g.txt", "gnu_hex_totals.txt", "macho.txt",
                                   "macho_m.txt", "macho_m_fat.txt", "macho_m_object.txt"})
        for (const auto& format : formats()) {
            INFO(name << " as " << format.name);
            CHECK((format.recognise({fixture(name), true}) == Recognition::yes) == (format.name == "size"));
        }
    for (const std::string_view text : {"", "Segment x: y\n", "Segment fault\n", "a:\nb:\nsection size addr\n",
                                        "a:\ntext data bss dec hex filename\n", "text data bss dec hex\n", "hello\n"})
        CHECK(recognise_size({text, true}) == Recognition::no);
}

TEST_CASE("a table of bloaty", "[bloaty]") {
    const auto [contents, warnings] = read(read_bloaty, table);
    CHECK(sizes_of(contents) == Sizes{{"file_size", 25702},
                                      {"text_size", 6021 + 576},
                                      {"data_size", 100},
                                      {"bss_size", 568},
                                      {"debug_size", 1915}});
    REQUIRE(contents.executable.has_value());
    CHECK(contents.executable->file_size == 25702);
    REQUIRE(warnings.size() == 1);
    CHECK_THAT(warnings[0], ContainsSubstring("--csv"));
}

TEST_CASE("sections that bloaty collapsed leave the file's size alone", "[bloaty]") {
    auto text = std::string(table);
    text.insert(text.find("   2.8%"), "   5.2%  1.31Ki   2.8%     412    [16 Others]\n");
    const auto [contents, warnings] = read(read_bloaty, text);
    CHECK(sizes_of(contents) == Sizes{{"file_size", 25702}});
    CHECK_FALSE(contents.executable.has_value());
    REQUIRE(warnings.size() == 2);
    CHECK_THAT(warnings[0], ContainsSubstring("-n 0"));
}

TEST_CASE("bloaty of other sources and of one domain", "[bloaty]") {
    CHECK(sizes_of(read(read_bloaty, "    FILE SIZE        VM SIZE\n  50.0%     600  50.0%     600    a.cc\n"
                                     " 100.0%  1.17Ki 100.0%  1.17Ki    TOTAL\n")
                       .value) == Sizes{{"file_size", 1198}});
    CHECK(sizes_of(read(read_bloaty, "    FILE SIZE   \n -------------- \n 100.0%     600    .text\n"
                                     " 100.0%     600    TOTAL\n")
                       .value) == Sizes{{"file_size", 600}});
}

TEST_CASE("bloaty --csv, exactly", "[bloaty]") {
    const std::string text = "sections,vmsize,filesize\n.text,29124,29124\n.bss,568,0\n\".data.rel.ro\",96,160\n"
                             "[Unmapped],0,6533\n.debug_info,0,70000\n.strtab,0,11\n";
    const auto [contents, warnings] = read(read_bloaty_csv, text);
    const Sizes expected{
        {"file_size", 105828}, {"text_size", 29124}, {"data_size", 96}, {"bss_size", 568}, {"debug_size", 70011}};
    CHECK(sizes_of(contents) == expected);
    CHECK(warnings.empty());
    auto tabs = text;
    std::replace(tabs.begin(), tabs.end(), ',', '\t');
    tabs.erase(std::remove(tabs.begin(), tabs.end(), '"'), tabs.end());
    CHECK(sizes_of(read(read_bloaty_csv, tabs).value) == expected);
    CHECK(sizes_of(read(read_bloaty_csv, "sections,symbols,vmsize,filesize\n.text,\"f(int, int)\",10,20\n"
                                         "\"__TEXT,__text\",g,30,40\n[Other],,0,5\n")
                       .value) == Sizes{{"file_size", 65}});
    CHECK(sizes_of(read(read_bloaty_csv, "symbols,vmsize,filesize\n.text,10,20\n").value) == Sizes{{"file_size", 20}});
}

TEST_CASE("what bloaty did not print of one file is told or refused", "[bloaty]") {
    CHECK(read(read_bloaty_csv, "sections,vmsize,filesize\n.text,1,2\n.text,x,2\n.text,1\n").warnings.size() == 1);
    CHECK_FALSE(read_bloaty_csv("sections,vmsize,filesize\n.text,-10,-20\n").has_value());
    CHECK_FALSE(read_bloaty_csv("sections,vmsize,filesize\n").has_value());
    const auto difference = read_bloaty("    FILE SIZE        VM SIZE    \n -73.3%  -114Ki  [ = ]       0    .text\n");
    REQUIRE_FALSE(difference.has_value());
    CHECK_THAT(difference.error().expected, ContainsSubstring("difference"));
    CHECK_FALSE(read_bloaty(table.substr(0, table.find(" 100.0%"))).has_value());
    CHECK(recognise_bloaty({table, false}) == Recognition::yes);
    CHECK(recognise_bloaty({"     VM SIZE                         FILE SIZE\n", true}) == Recognition::no);
    CHECK(recognise_bloaty_csv({"sections,vmsize,filesize\n", false}) == Recognition::yes);
    CHECK(recognise_bloaty_csv({"vmsize,filesize\n", true}) == Recognition::no);
}

TEST_CASE("an ELF file is a measurement, a core dump is none", "[elf]") {
    auto bytes = ElfImage(true, false, 62).bytes();
    const auto contents = read(read_elf_file, bytes).value;
    CHECK(sizes_of(contents).at("file_size") == static_cast<double>(bytes.size()));
    CHECK(sizes_of(contents).at("bss_size") == 4096);
    CHECK(contents.executable->format == "elf");
    CHECK(contents.executable->build_id == "abcdef");
    CHECK(recognise_elf({bytes, false}) == Recognition::yes);
    bytes[16] = 4;
    CHECK_FALSE(read_elf_file(bytes).has_value());
    CHECK_FALSE(read_elf_file("\x7f"
                              "ELF")
                    .has_value());
}
