#if defined(__linux__)

#include "catch.hpp"
#include "launch_report.h"

#include "perfeng/process/file.hpp"
#include "perfeng/process/runner.hpp"

#include <cstring>

using namespace perfeng;
using namespace perfeng::process;

namespace {

/// The launcher's report on `use_memory 10`, counting these events (TYPE:CONFIG of perf_event_open).
launch_report report_with(const std::string& events) {
    const TemporaryDirectory directory;
    const auto file = directory.path() / "report";
    const auto result =
        system_runner()->run({.argv = {"sh", "-c", R"(exec "$0" "" "" "" "$1" "$2" use_memory 10 3>"$3")",
                                       PERFENG_LAUNCHER, events, PERFENG_PROGRAMS "/use_memory", file.string()}});
    REQUIRE(result.status.ok());
    const auto bytes = read_file(file);
    launch_report report{};
    REQUIRE(bytes.size() == sizeof report);
    std::memcpy(&report, bytes.data(), sizeof report);
    return report;
}

} // namespace

// Many machines, virtual ones first, have no hardware counters. Those of the kernel (type 1: 2 is page faults, 0 the
// CPU clock in ns) go the same way, and their true values are known.
TEST_CASE("events are counted from the child's exec to its end, and in it alone") {
    const auto report = report_with("1:2,1:0");
    REQUIRE(report.counters_valid[0] == 1);
    REQUIRE(report.counters_valid[1] == 1);
    CHECK(static_cast<double>(report.counters[0]) >= 0.8 * 10e6 / 4096);
    CHECK(static_cast<double>(report.counters[0]) <= static_cast<double>(report.minor_faults) * 1.02 + 5);
    CHECK(report.counters[1] > 0);
}

TEST_CASE("an event that this machine does not have is told as missing, not as 0") {
    const auto report = report_with("99:0");
    CHECK(report.error == 0);
    CHECK(report.counters_valid[0] == 0);
    CHECK(report.counters_valid[1] == 0);
    CHECK(report.wall_ns > 0);
}

#endif
