#include "catch.hpp"

#include "perfeng/process/file.hpp"
#include "perfeng/tools/memory/memcheck.hpp"
#include "perfeng/tools/memory/valgrind.hpp"

#include <algorithm>
#include <string>

using namespace perfeng;
using namespace perfeng::tools;

namespace {

std::string fixture(const std::string& name) {
    return process::read_file(std::string(PERFENG_FIXTURES "/memcheck/") + name);
}

Leaks read(std::string_view xml) {
    const auto leaks = read_memcheck_xml(xml);
    INFO((leaks ? "" : to_string(leaks.error())));
    REQUIRE(leaks.has_value());
    return *leaks;
}

Leaks run_memcheck(const std::string& program) {
    const auto runner = process::system_runner();
    const auto valgrind = find_valgrind(*runner);
    REQUIRE(valgrind.has_value());
    const process::TemporaryDirectory scratch;
    const auto xml = scratch.path() / "100%p.xml";
    auto argv = memcheck_prefix(*valgrind, xml);
    argv.push_back(PERFENG_PROGRAMS "/" + program);
    REQUIRE(runner->run(process::tool_command(argv, 60)).status.ok());
    return read(process::read_file(xml));
}

int line_of_malloc() {
    const auto source = process::read_file(PERFENG_SOURCE "/tests/programs/leak_three.c");
    return 1 + static_cast<int>(std::count(
                   source.begin(), source.begin() + static_cast<std::ptrdiff_t>(source.find("malloc(bytes)")), '\n'));
}

const LeakSite& site_of(const Leaks& leaks, LeakKind kind) {
    const auto site = std::find_if(leaks.sites.begin(), leaks.sites.end(), [&](auto& s) { return s.kind == kind; });
    REQUIRE(site != leaks.sites.end());
    return *site;
}

} // namespace

TEST_CASE("memcheck finds the three lost blocks, their function and their line", "[memcheck]") {
    const auto leaks = run_memcheck("leak_three");
    CHECK(leaks.tool == "memcheck");
    CHECK(leaks.count == 3);
    CHECK(leaks.bytes == 4096);
    CHECK(leaks.possible_count + leaks.reachable_count == 0);
    REQUIRE(leaks.sites.size() == 3);
    CHECK(leaks.sites.front().bytes == 3000);
    CHECK(leaks.sites.back().bytes == 96);
    for (const auto& site : leaks.sites) {
        CHECK(site.kind == LeakKind::definite);
        CHECK(site.function == "lose");
        CHECK_THAT(site.file, ContainsSubstring("leak_three.c"));
        CHECK(site.line == line_of_malloc());
        REQUIRE(site.stack.size() == 2);
        CHECK(site.stack.front().function == "lose");
        CHECK(site.stack.back().function == "main");
    }
}

TEST_CASE("memcheck tells kinds of loss apart and counts no byte twice", "[memcheck]") {
    const auto leaks = run_memcheck("leak_kinds");
    CHECK(leaks.count == 3);
    CHECK(leaks.bytes == 32 + 8 + 500);
    CHECK(leaks.possible_count == 1);
    CHECK(leaks.possible_bytes == 800);
    CHECK(leaks.reachable_count == 1);
    CHECK(leaks.reachable_bytes == 70);
    CHECK(leaks.other_errors == 1);
    REQUIRE(leaks.sites.size() == 5);
    CHECK(leaks.sites[0].kind == LeakKind::indirect);
    CHECK(leaks.sites[3].kind == LeakKind::possible);
    CHECK(leaks.sites[4].kind == LeakKind::reachable);
}

TEST_CASE("the place of a loss is the user's code, not the library around it", "[memcheck]") {
    const auto leaks = read(fixture("leak_kinds.xml"));
    const auto& cycle = leaks.sites[1];
    CHECK(cycle.bytes == 32);
    CHECK_THAT(cycle.function, ContainsSubstring("lose_cycle"));
    CHECK(cycle.file == "/home/user/project/leak_kinds.cpp");
    CHECK(cycle.line > 0);
    for (const auto& site : leaks.sites) {
        REQUIRE_FALSE(site.stack.empty());
        CHECK_THAT(site.stack.front().function, !ContainsSubstring("operator new"));
        CHECK(site.stack.front().function != "allocate");
    }
}

TEST_CASE("Rust: a cycle of Rc is definite and indirect, at the user's line", "[memcheck]") {
    const auto leaks = read(fixture("rust_leaks.xml"));
    CHECK(leaks.count == 10);
    CHECK(leaks.bytes == 780);
    const auto& definite = site_of(leaks, LeakKind::definite);
    CHECK(definite.function == "rust_leaks::cycle");
    CHECK(definite.file == "/home/user/project/rust_leaks.rs");
    CHECK(definite.bytes == 280);
    CHECK(site_of(leaks, LeakKind::indirect).function == "rust_leaks::cycle");
}

TEST_CASE("a report without losses is no leak", "[memcheck]") {
    const auto leaks = read("<valgrindoutput><protocolversion>4</protocolversion><protocoltool>memcheck</protocoltool>"
                            "<status><state>RUNNING</state></status><status><state>FINISHED</state></status>"
                            "</valgrindoutput>");
    CHECK(leaks.count == 0);
    CHECK(leaks.sites.empty());
}

TEST_CASE("a loss without a stack is counted", "[memcheck]") {
    const auto leaks = read("<valgrindoutput><protocolversion>4</protocolversion><protocoltool>memcheck</protocoltool>"
                            "<status><state>FINISHED</state></status><error><kind>Leak_DefinitelyLost</kind>"
                            "<xwhat><text>1,500 (500 direct, 1,000 indirect) bytes in 2 blocks</text>"
                            "<leakedbytes>1500</leakedbytes><leakedblocks>2</leakedblocks></xwhat></error>"
                            "</valgrindoutput>");
    CHECK(leaks.count == 2);
    CHECK(leaks.bytes == 1500);
    CHECK(leaks.sites.front().bytes == 500);
    CHECK(leaks.sites.front().function == "[unknown]");
}

TEST_CASE("memcheck: bytes that it lists in no record of their own are counted and told", "[memcheck]") {
    const auto read = read_memcheck_report(fixture("only_definite.xml"));
    REQUIRE(read);
    CHECK(read->value.count == 2); // the owner's and the cycle's; of a third block only the bytes are told
    CHECK(read->value.bytes == 32 + 8 + 500);
    REQUIRE(read->warnings.size() == 1);
    CHECK_THAT(read->warnings[0], ContainsSubstring("500 bytes lost indirectly are counted"));
    CHECK(read_memcheck_report(fixture("leak_kinds.xml"))->warnings.empty());
}

TEST_CASE("memcheck: of several checks the last counts, and no block twice", "[memcheck]") {
    const auto read = read_memcheck_report(fixture("own_checks.xml"));
    REQUIRE(read);
    CHECK(read->value.count == 2);
    CHECK(read->value.bytes == 130);
    CHECK(read->value.sites.size() == 2);
    REQUIRE(read->warnings.size() == 1);
    CHECK_THAT(read->warnings[0], ContainsSubstring("2 loss records of checks that the program itself asked for"));
}

TEST_CASE("memcheck: what is suppressed is told", "[memcheck]") {
    auto xml = fixture("leak_three.xml");
    xml.insert(xml.find("</suppcounts>"), "<pair><count>3</count><name>known</name></pair>");
    const auto read = read_memcheck_report(xml);
    REQUIRE(read);
    CHECK(read->warnings == std::vector<std::string>{"3 errors or loss records are suppressed"});
}

TEST_CASE("what is no whole memcheck report is refused", "[memcheck]") {
    const auto whole = fixture("leak_three.xml");
    const auto cut = read_memcheck_xml(whole.substr(0, whole.size() / 2));
    REQUIRE_FALSE(cut);
    CHECK(cut.error().line > 10);
    CHECK_FALSE(read_memcheck_xml(""));
    CHECK_FALSE(read_memcheck_xml(std::string("\x7f"
                                              "ELF\0\0<",
                                              7)));
    CHECK_FALSE(read_memcheck_xml("<other/>"));
    CHECK_FALSE(read_memcheck_xml("==1== LEAK SUMMARY:\n"));

    auto other_tool = whole;
    other_tool.replace(other_tool.find(">memcheck<"), 10, ">helgrind<");
    const auto refused = read_memcheck_xml(other_tool);
    REQUIRE_FALSE(refused);
    CHECK(refused.error().found == "helgrind");

    auto unfinished = whole;
    unfinished.replace(unfinished.find("FINISHED"), 8, "RUNNING");
    CHECK_FALSE(read_memcheck_xml(unfinished));

    auto old = whole;
    old.replace(old.find("<protocolversion>4"), 18, "<protocolversion>3");
    CHECK_FALSE(read_memcheck_xml(old));
}

TEST_CASE("a file that names too many entities or nests deeply does no harm", "[memcheck]") {
    std::string deep;
    for (int i = 0; i < 20000; ++i)
        deep += "<valgrindoutput>";
    CHECK_FALSE(read_memcheck_xml(deep));
}
