#include "catch.hpp"

#include "perfeng/process/file.hpp"
#include "perfeng/tools/build/build_times.hpp"
#include "perfeng/tools/recognise.hpp"

#include <algorithm>

using namespace perfeng;
using namespace perfeng::tools;

namespace {

std::string recorded(const std::string& name) { return process::read_file(PERFENG_FIXTURES "/build/" + name); }

} // namespace

TEST_CASE("cargo's timings: crates, and the chain that others wait for", "[build]") {
    const auto read = read_cargo_timings(recorded("cargo_timing.html"));
    REQUIRE(read.has_value());
    const auto& units = read->value.units;
    CHECK(units.front().name.starts_with("parse 0.1.0"));
    CHECK(units.front().critical);
    CHECK(read->value.total > units.front().seconds);
    CHECK(std::ranges::any_of(units, [](const auto& unit) { return unit.kind == "build script"; }));
    CHECK_FALSE(read_cargo_timings("<html>Cargo Build Timings const UNIT_DATA = [];</html>").has_value());
}

TEST_CASE("ninja's log: of several builds the one with the most commands", "[build]") {
    const auto read = read_ninja_log(recorded("ninja_log.txt"));
    REQUIRE(read.has_value());
    CHECK(read->value.units.size() == 5);
    CHECK(read->value.units.front().name == "CMakeFiles/words.dir/main.cpp.o");
    CHECK(read->value.units.front().kind == "compile");
    CHECK(read->warnings.size() == 1);
    const auto two_outputs = read_ninja_log("# ninja log v5\n1\t5\t0\ta.o\tff\n1\t5\t0\ta.d\tff\n");
    REQUIRE(two_outputs.has_value());
    CHECK(two_outputs->value.units.size() == 1);
    const auto damaged = read_ninja_log("# ninja log v5\n1\t5\n");
    REQUIRE_FALSE(damaged.has_value());
    CHECK(damaged.error().line == 2);
}

TEST_CASE("clang's traces of both ways to tell headers", "[build]") {
    for (const auto* const name : {"clang_14.json", "clang_19.json"}) {
        const auto text = recorded(name);
        const auto found = recognise(text);
        REQUIRE(found.size() == 1);
        CHECK(found.front().format->name == "time-trace");
        const auto read = read_time_trace(text);
        REQUIRE(read.has_value());
        CHECK(read->value.total > 0);
        for (const auto& unit : read->value.units) {
            CHECK(unit.seconds >= 0);
            CHECK(unit.seconds <= read->value.total * 1.01);
        }
        CHECK(
            std::ranges::any_of(read->value.units, [](const auto& unit) { return unit.name.ends_with("/iostream"); }));
    }
}

TEST_CASE("times of several compilations add up", "[build]") {
    BuildTimes times{"clang", 2, {{"a.h", 0, 1.5, "header", false}}};
    join_build_times(times, {"clang", 1, {{"a.h", 0, 0.5, "header", false}, {"b.h", 0, 0.4, "header", false}}});
    CHECK(times.total == 3);
    REQUIRE(times.units.size() == 2);
    CHECK(times.units.front().seconds == 2);
}
