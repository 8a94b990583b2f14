#include "catch.hpp"

#include "perfeng/process/file.hpp"
#include "perfeng/process/program.hpp"
#include "perfeng/process/runner.hpp"
#include "perfeng/tools/counters/callgrind.hpp"

#include <algorithm>
#include <string>

using namespace perfeng;
using namespace perfeng::tools;

namespace {

Profile read(std::string_view text) {
    const auto profile = read_callgrind(text);
    INFO((profile ? "" : to_string(profile.error())));
    REQUIRE(profile.has_value());
    return *profile;
}

std::string fixture(const std::string& name) {
    return process::read_file(std::string(PERFENG_FIXTURES "/callgrind/") + name);
}

const FunctionCost& function(const Profile& profile, const std::string& name) {
    const auto found = std::find_if(profile.functions.begin(), profile.functions.end(),
                                    [&](const FunctionCost& f) { return f.name == name; });
    INFO(name);
    REQUIRE(found != profile.functions.end());
    return *found;
}

void check_call_tree(const Profile& profile) {
    const auto& once = function(profile, "once");
    CHECK(once.self > 1.5e5);
    CHECK(once.self == once.total);
    CHECK(once.max_depth == 1);
    const auto& twice = function(profile, "twice");
    CHECK(twice.self < 100);
    CHECK(twice.total == twice.self + once.total);
    const auto& depth = function(profile, "depth");
    CHECK(depth.self == depth.total);
    CHECK(depth.max_depth == 2);
    const auto& main = function(profile, "main");
    CHECK(main.total > once.total + depth.total);
    CHECK(main.total < profile.weight);
}

const std::string small = "# callgrind format\nevents: Dr Ir\n\n"
                          "ob=(1) /home/user/p\nfl=(1) a.c\nfn=(1) main\n16 1 20\n+2 0 5\n"
                          "cfn=(2) work\ncalls=1 50\n* 4 400\n"
                          "cfi=(2) b.c\ncob=(2) /lib/c.so\ncfn=(3) copy\ncalls=3 20\n16 0 300\n"
                          "\nfn=(2)\n50 0 100\nfi=(2)\n7 2\nfe=(1)\n-1 0 50\ncfn=(2)\ncalls=2 50\n* 0 900\n"
                          "\nob=(2)\nfl=(2)\nfn=(3)\n20 0 300\n";

} // namespace

TEST_CASE("callgrind's own file of a known program", "[callgrind]") {
    const auto valgrind = process::find_program("valgrind");
    REQUIRE(valgrind.has_value());
    const process::TemporaryDirectory scratch;
    const auto file = scratch.path() / "out";
    const auto runner = process::system_runner();
    const auto run = runner->run(process::tool_command(
        {*valgrind, "--tool=callgrind", "--callgrind-out-file=" + file.string(), PERFENG_PROGRAMS "/call_tree"}, 60));
    REQUIRE(run.status.ok());
    const auto profile = read(process::read_file(file));
    check_call_tree(profile);
    CHECK_THAT(function(profile, "once").module, ContainsSubstring("/programs/call_tree"));
    const auto collected = run.err.find("Collected : ");
    REQUIRE(collected != std::string::npos);
    CHECK(profile.weight == std::stod(run.err.substr(collected + 12)));
}

TEST_CASE("a recorded file", "[callgrind]") {
    const auto profile = read(fixture("call_tree.out"));
    check_call_tree(profile);
    CHECK(profile.tool == "callgrind");
    CHECK(profile.event == "instructions");
    CHECK(profile.unit == Unit::count);
    CHECK(profile.weight == 1853075);
    CHECK(profile.stacks.empty());
    const auto& once = function(profile, "once");
    CHECK(once.self == 1600024);
    CHECK(once.self_share == Approx(1600024.0 / 1853075));
    CHECK(once.module == "/home/user/project/call_tree");
    CHECK_THAT(once.file, ContainsSubstring("call_tree.c"));
    CHECK(once.line == 6);
    CHECK(profile.functions.front().name == "once");
}

TEST_CASE("addresses, jumps, several events, relative positions", "[callgrind]") {
    const auto profile = read(fixture("depth_instr_jumps.out"));
    CHECK(profile.event == "instructions");
    CHECK(profile.weight == 126329);
    const auto& depth = function(profile, "depth");
    CHECK(depth.self == 126329);
    CHECK(depth.max_depth == 2);
    CHECK(depth.line == 14);
}

TEST_CASE("costs, calls and names add up", "[callgrind]") {
    const auto profile = read(small);
    CHECK(profile.weight == 475);
    const auto& main = function(profile, "main");
    CHECK(main.self == 25);
    CHECK(main.total == 475); // clipped: 25 + 400 + 300
    CHECK(main.file == "a.c");
    CHECK(main.line == 16);
    const auto& work = function(profile, "work");
    CHECK(work.self == 150);
    CHECK(work.total == 150);
    CHECK(work.line == 50);
    CHECK(work.module == "/home/user/p");
    CHECK(work.max_depth == 2);
    const auto& copy = function(profile, "copy");
    CHECK(copy.module == "/lib/c.so");
    CHECK(copy.file == "b.c");
    CHECK(copy.total_share == Approx(300.0 / 475));
}

TEST_CASE("the line of a function is in its own file, not in one that was inlined", "[callgrind]") {
    const auto profile = read("events: Ir\nfl=a.c\nfn=f\nfi=inline.h\n900 4\nfe=a.c\n12 1\n");
    CHECK(function(profile, "f").file == "a.c");
    CHECK(function(profile, "f").line == 12);
    CHECK(function(profile, "f").self == 5);
}

TEST_CASE("parts of a file are added, the names of one are known in the next", "[callgrind]") {
    const auto profile = read("creator: callgrind-3.19.0\npart: 1\nevents: Ir\nfl=(1) a.c\nfn=(1) f\n3 10\ntotals: 10\n"
                              "part: 2\nevents: Ir\nfn=(1)\n3 5\ntotals: 5\n");
    CHECK(profile.weight == 15);
    CHECK(function(profile, "f").self == 15);
}

TEST_CASE("unknown files and foreign events are told as they are", "[callgrind]") {
    const auto profile = read("events: cpu(ms)\nob=(1) ???\nfl=(1) ???\nfn=(1) (below main)\n0 7\n");
    CHECK(profile.event == "cpu");
    CHECK(profile.unit == Unit::seconds);
    CHECK(profile.weight == Approx(0.007));
    CHECK(profile.functions.front().self == Approx(0.007));
    CHECK(profile.functions.front().self_share == Approx(1));
    const auto xdebug = read("events: Time_(10ns) Memory_(bytes)\nfl=a.php\nfn=f\n1 300 5\n");
    CHECK(xdebug.event == "Time");
    CHECK(xdebug.weight == Approx(3e-6));
    CHECK(read("events: Ticks_(x)\nfl=a\nfn=f\n1 3\n").event == "Ticks_(x)");
    const auto& only = profile.functions.front();
    CHECK(only.raw_name == "(below main)");
    CHECK(only.module.empty());
    CHECK(only.file.empty());
    CHECK(only.line == 0);
}

TEST_CASE("a callgrind file tells its command and instructions, and what else it holds", "[callgrind]") {
    const auto text = "creator: callgrind-3.19.0\ncmd: ./run --fast\n" + small + "totals: 0 475\n";
    const auto result = read_callgrind_file(text);
    REQUIRE(result);
    const auto& [contents, warnings] = *result;
    CHECK(contents.command == "./run --fast");
    REQUIRE(contents.metrics.size() == 1);
    CHECK(contents.metrics[0].name == "instructions");
    CHECK(contents.metrics[0].trials == std::vector<double>{475});
    CHECK(contents.profile->weight == 475);
    CHECK_THAT(warnings.at(0), ContainsSubstring("of Ir; the file also holds Dr"));
    const auto foreign = read_callgrind_file("events: Ticks\nfl=a\nfn=f\n1 3\n");
    REQUIRE(foreign);
    CHECK(foreign->value.metrics.empty());
    CHECK(foreign->warnings.empty());
}

TEST_CASE("what is no whole callgrind file is refused", "[callgrind]") {
    CHECK_FALSE(read_callgrind(""));
    CHECK_FALSE(read_callgrind(std::string("\x7f"
                                           "ELF\0\1\n",
                                           7)));
    CHECK_FALSE(read_callgrind("main;f 5\n"));
    CHECK_FALSE(read_callgrind("<valgrindoutput/>\n"));
    const auto whole = fixture("call_tree.out");
    const auto cut = read_callgrind(whole.substr(0, whole.size() / 2));
    REQUIRE_FALSE(cut);

    const std::string head = "events: Ir\nfl=a.c\nfn=f\n";
    for (const auto* bad : {"x\n", "1 1\nfn=(9)\n", "1 x\n", "y 1\n", "+ 1\n", "cfn=g\ncalls=1 1\nfn=h\n",
                            "calls=1 1\n1 1\n", "positions: instr line\n0x10\n", "nonsense=1\n", "", "1 0\n"}) {
        INFO(bad);
        CHECK_FALSE(read_callgrind(head + bad));
    }
    const auto before = read_callgrind("events: Ir\n1 1\n");
    REQUIRE_FALSE(before);
    CHECK(before.error().line == 2);
    CHECK(before.error().found == "1 1");
}
