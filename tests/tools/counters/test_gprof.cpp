#include "catch.hpp"

#include "perfeng/process/file.hpp"
#include "perfeng/tools/counters/gprof.hpp"

#include <algorithm>
#include <string>

using namespace perfeng;
using namespace perfeng::tools;

namespace {

Read<Profile> gprof(std::string_view text) {
    auto result = read_gprof(text);
    INFO((result ? "" : to_string(result.error())));
    REQUIRE(result.has_value());
    return std::move(*result);
}

std::string fixture(const std::string& name) { return process::read_file(PERFENG_FIXTURES "/gprof/" + name); }

FunctionCost function(const Profile& profile, std::string_view name) {
    const auto found = std::ranges::find(profile.functions, name, &FunctionCost::name);
    REQUIRE(found != profile.functions.end());
    return *found;
}

constexpr std::string_view flat_head = "Each sample counts as 0.01 seconds.\n"
                                       "  %   cumulative   self              self     total           \n"
                                       " time   seconds   seconds    calls  ms/call  ms/call  name    \n";
constexpr std::string_view graph_head = "granularity: each sample hit covers 4 byte(s) for 3.03% of 0.33 seconds\n\n"
                                        "index % time    self  children    called     name\n";

} // namespace

TEST_CASE("gprof tells own times in its flat profile and the others in its call graph", "[gprof]") {
    const auto [profile, warnings] = gprof(fixture("shares.txt"));
    CHECK(warnings.empty());
    CHECK(profile.tool == "gprof");
    CHECK(profile.event == "time");
    CHECK(profile.unit == Unit::seconds);
    CHECK(profile.frequency == Approx(100));
    CHECK(profile.weight == Approx(0.48));
    CHECK(profile.samples == 48);
    CHECK(profile.functions.size() == 6);
    CHECK(profile.functions[0].name == "sixty");
    CHECK(profile.functions[0].raw_name == "sixty(int)");
    CHECK(profile.functions[0].self == Approx(0.34));
    CHECK(profile.functions[0].self_samples == 34);
    CHECK(function(profile, "main").total_share == Approx(1));
    CHECK(function(profile, "main").self == 0);
    CHECK(function(profile, "rest").total == Approx(0.10));
    CHECK(function(profile, "depth").max_depth == 2);
    CHECK(function(profile, "sixty").max_depth == 1);
}

TEST_CASE("without a call graph gprof's total is calls by time a call", "[gprof]") {
    const auto profile = gprof(fixture("flat.txt")).value;
    CHECK(profile.functions.size() == 5);
    CHECK(function(profile, "rest").total == Approx(0.10).margin(0.02));
    const auto plain =
        gprof(std::string(flat_head) + " 75.00      0.03     0.03                             memcpy\n"
                                       " 25.00      0.04     0.01       10     1.00     2.00  a(int, int)\n")
            .value;
    CHECK(function(plain, "memcpy").total == Approx(0.03));
    CHECK(function(plain, "a").total == Approx(0.02));
    CHECK(plain.samples == 4);
}

TEST_CASE("a call graph alone gives own times too, and cycles are told by their members", "[gprof]") {
    const auto [profile, warnings] =
        gprof(std::string(graph_head) + "                                                 <spontaneous>\n"
                                        "[1]    100.0    0.01    0.32                 main [1]\n"
                                        "                0.03    0.00       5/5           eval <cycle 2> [3]\n"
                                        "-----------------------------------------------\n"
                                        "[2]     97.0    0.12    0.20       5+30      <cycle 2 as a whole> [2]\n"
                                        "[3]     60.0    0.12    0.08       5+2       eval <cycle 2> [3]\n"
                                        "[4]     60.0    0.20    0.00      35         operator new(unsigned long) [4]\n"
                                        "BAD\n[5] bad row\n\fIndex by function name\n\n   [1] main\n");
    CHECK(profile.functions.size() == 3);
    CHECK(profile.weight == Approx(0.33));
    CHECK(profile.samples == 33);
    CHECK(function(profile, "eval").self == Approx(0.12));
    CHECK(function(profile, "eval").total == Approx(0.20));
    CHECK(function(profile, "eval").max_depth == 2);
    CHECK(function(profile, "operator new").self == Approx(0.20));
    REQUIRE(warnings.size() == 1);
    CHECK_THAT(warnings[0], ContainsSubstring("1 line was passed over") && ContainsSubstring("[5] bad row"));
}

TEST_CASE("BSD's gprof puts the number of a function behind its name", "[gprof]") {
    const auto profile =
        gprof("granularity: each sample hit covers 4 byte(s) for 0.83% of 1.21 seconds\n\n"
              "  %   cumulative   self              self     total           \n"
              " time   seconds   seconds    calls  ms/call  ms/call  name    \n"
              " 31.4       0.38     0.38                             _moncount (5191)\n"
              "  6.6       0.46     0.08        1    80.00   120.00  c3d::Read(std::vector<int> const&) [4]\n")
            .value;
    CHECK(profile.frequency == Approx(100));
    CHECK(profile.functions[0].name == "_moncount");
    CHECK(function(profile, "c3d::Read").total == Approx(0.12));
}

TEST_CASE("lines of gprof -l are summed up by function", "[gprof]") {
    const auto profile = gprof(std::string(flat_head) +
                               " 60.00      0.03     0.03                             f(int) (a b.c:12 @ 4011a6)\n"
                               " 40.00      0.05     0.02                             f(int) (a b.c:14 @ 4011b0)\n")
                             .value;
    REQUIRE(profile.functions.size() == 1);
    CHECK(profile.functions[0].self == Approx(0.05));
    CHECK(profile.functions[0].file == "a b.c");
    CHECK(profile.functions[0].line == 12);
}

TEST_CASE("what holds no time of gprof is refused", "[gprof]") {
    CHECK_FALSE(read_gprof("").has_value());
    const auto timeless = read_gprof("Each sample counts as 0.01 seconds.\n no time accumulated\n\n");
    REQUIRE_FALSE(timeless.has_value());
    CHECK(timeless.error().found == "no time accumulated");
    CHECK(read_gprof(std::string(flat_head) + "BAD\n").error().line == 4);
    CHECK(recognise_gprof({"Flat profile:\n\n", false}) == Recognition::need_more);
    CHECK(recognise_gprof({flat_head, false}) == Recognition::yes);
    CHECK(recognise_gprof({graph_head, true}) == Recognition::yes);
    CHECK(recognise_gprof({" Each sample counts as\n", true}) == Recognition::no);
}
