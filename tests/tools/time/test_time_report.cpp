#include "catch.hpp"

#include "perfeng/process/file.hpp"
#include "perfeng/tools/time/time_tool.hpp"

#include <functional>
#include <string>

using namespace perfeng;
using namespace perfeng::tools;

namespace {

std::string fixture(const std::string& name) {
    return process::read_file(std::string(PERFENG_FIXTURES "/time/") + name);
}

TimeReport read(std::string_view text, TimeDialect dialect) {
    const auto report = read_time_report(text, dialect);
    INFO((report ? "" : to_string(report.error())));
    REQUIRE(report.has_value());
    return *report;
}

class StandIn : public process::Runner {
public:
    explicit StandIn(std::function<process::Execution(const std::vector<std::string>&)> answer)
        : answer_(std::move(answer)) {}
    process::Execution run(const process::Command& command) override { return answer_(command.argv); }

private:
    std::function<process::Execution(const std::vector<std::string>&)> answer_;
};

process::Execution failed() {
    process::Execution execution;
    execution.status.code = 1;
    return execution;
}

/// A macOS time: `own_file` tells whether it knows -o.
process::Execution bsd_time(const std::vector<std::string>& argv, const std::string& system, bool own_file) {
    process::Execution execution;
    if (argv.front() == "uname")
        execution.out = system + "\n";
    else if (argv.at(1) == "--version" || (!own_file && argv.at(2) == "-o"))
        return failed();
    return execution;
}

} // namespace

TEST_CASE("GNU time -v as recorded", "[time]") {
    const auto report = read(fixture("gnu.txt"), TimeDialect::gnu);
    CHECK(report.usage.wall_time == Approx(0.10));
    CHECK(report.usage.peak_rss > 1024 * 1024);
    CHECK(report.usage.minor_faults > 50);
    CHECK(report.usage.voluntary_switches > 0);
    CHECK(report.status == ExitStatus{});
}

TEST_CASE("GNU time tells how the command ended", "[time]") {
    CHECK(read(fixture("gnu_exit_3.txt"), TimeDialect::gnu).status == ExitStatus{.code = 3});
    CHECK(read(fixture("gnu_signal_11.txt"), TimeDialect::gnu).status == ExitStatus{.code = 139, .signal = 11});
    CHECK(read("gluedCommand terminated by signal 9\n" + fixture("gnu.txt"), TimeDialect::gnu).status->signal == 9);
    CHECK(read("Command terminated by signal 9 or so\n" + fixture("gnu.txt"), TimeDialect::gnu).status->ok());
}

TEST_CASE("what the command wrote before the report does not disturb it", "[time]") {
    CHECK(read(fixture("gnu_glued.txt"), TimeDialect::gnu).status == ExitStatus{});
    const auto quoted = read(fixture("gnu_quoted.txt"), TimeDialect::gnu);
    CHECK(quoted.usage.user_time < 1);
    CHECK(quoted.status == ExitStatus{});
}

TEST_CASE("GNU time over an hour has no fraction", "[time]") {
    auto text = fixture("gnu.txt");
    const std::string elapsed = "m:ss): ";
    const auto at = text.find(elapsed) + elapsed.size();
    text.replace(at, text.find('\n', at) - at, "2:03:04");
    CHECK(read(text, TimeDialect::gnu).usage.wall_time == Approx(2 * 3600 + 3 * 60 + 4));
    text.replace(at, 7, "71:02,5");
    CHECK(read(text, TimeDialect::gnu).usage.wall_time == Approx(71 * 60 + 2.5));
    text.replace(at, 7, "0m 0.1s"); // busybox
    CHECK(read(text, TimeDialect::gnu).usage.wall_time == Approx(0.1));
    text.replace(at, 7, "0:00.1s");
    const auto refused = read_time_report(text, TimeDialect::gnu);
    REQUIRE_FALSE(refused);
    CHECK(refused.error().line == 5);
    CHECK(refused.error().found == "0:00.1s");
}

TEST_CASE("macOS time -l of today", "[time]") {
    const auto report = read(fixture("macos.txt"), TimeDialect::macos);
    CHECK(report.usage.wall_time == Approx(2.75));
    CHECK(report.usage.user_time == Approx(2.70));
    CHECK(report.usage.system_time == Approx(0.03));
    CHECK(report.usage.peak_rss == 1916928);
    CHECK(report.usage.minor_faults == 277);
    CHECK(report.usage.major_faults == 6);
    CHECK(report.usage.voluntary_switches == 2);
    CHECK(report.usage.involuntary_switches == 25);
    CHECK(report.usage.instructions == 41500000321u);
    CHECK(report.usage.cycles == 10200000457u);
    CHECK_FALSE(report.status.has_value());
}

TEST_CASE("macOS: the last of several reports, glued to the command's own output", "[time]") {
    const auto report = read(fixture("macos_glued.txt"), TimeDialect::macos);
    CHECK(report.usage.wall_time == Approx(2.25));
    CHECK(report.usage.peak_rss == 98304000);
    CHECK(report.usage.cycles == 3000001234u);
}

TEST_CASE("macOS: a killed command's report stands between two messages", "[time]") {
    const auto report =
        read("time: command terminated abnormally\n" + fixture("macos.txt") + "time: signal: Invalid argument\n",
             TimeDialect::macos);
    CHECK(report.usage.peak_rss == 1916928);
}

TEST_CASE("old macOS: narrow columns, -p, no counters", "[time]") {
    const auto report = read(fixture("macos_10_13_p.txt"), TimeDialect::macos);
    CHECK(report.usage.wall_time == Approx(57.25));
    CHECK(report.usage.system_time == Approx(8.12));
    CHECK(report.usage.peak_rss == 86016000);
    CHECK(report.usage.involuntary_switches == 654321);
    CHECK_FALSE(report.usage.instructions.has_value());
}

TEST_CASE("FreeBSD: KiB, and a decimal comma", "[time]") {
    const auto report = read(fixture("freebsd_comma.txt"), TimeDialect::freebsd);
    CHECK(report.usage.wall_time == Approx(0.48));
    CHECK(report.usage.peak_rss == 2284 * 1024);
}

TEST_CASE("what is no report is refused", "[time]") {
    const std::string binary("\x7f"
                             "ELF\0\1\2",
                             7);
    for (const auto dialect : {TimeDialect::gnu, TimeDialect::macos, TimeDialect::freebsd}) {
        CHECK_FALSE(read_time_report("", dialect));
        CHECK_FALSE(read_time_report(binary, dialect));
        CHECK_FALSE(read_time_report("real user sys\n\n: \n", dialect));
    }
    CHECK_FALSE(read_time_report(fixture("macos.txt"), TimeDialect::gnu));
    CHECK_FALSE(read_time_report(fixture("gnu.txt"), TimeDialect::macos));
}

TEST_CASE("a report that breaks off is refused, and says what is missing", "[time]") {
    const auto gnu = fixture("gnu.txt");
    const auto short_gnu = read_time_report(gnu.substr(0, gnu.find("\tVoluntary")), TimeDialect::gnu);
    REQUIRE_FALSE(short_gnu);
    CHECK(short_gnu.error().expected == "Voluntary context switches");
    const auto no_memory =
        read_time_report("        0,48 real         0,01 user         0,00 sys\n", TimeDialect::macos);
    REQUIRE_FALSE(no_memory);
    CHECK(no_memory.error().expected == "maximum resident set size");
}

TEST_CASE("the time of this machine is found and its report read", "[time]") {
    const auto runner = process::system_runner();
    const auto tool = find_time(*runner);
    REQUIRE(tool.has_value());
    const process::TemporaryDirectory scratch;
    const auto file = scratch.path() / "report";
    auto argv = time_prefix(*tool, file);
    argv.insert(argv.end(), {"sh", "-c", "exit 7"});
    const auto run = runner->run(process::tool_command(argv, 20));
    CHECK(run.status.code == 7);
    const auto report = read(tool->own_file ? process::read_file(file) : run.err, tool->dialect);
    CHECK(report.usage.peak_rss > 100 * 1024);
    if (report.status)
        CHECK(report.status->code == 7);
}

TEST_CASE("which time it is", "[time]") {
    StandIn macos([](const auto& argv) { return bsd_time(argv, "Darwin", true); });
    const auto tool = find_time(macos, "/bin/sh");
    REQUIRE(tool.has_value());
    CHECK(tool->dialect == TimeDialect::macos);
    CHECK(time_prefix(*tool, "/tmp/r") == std::vector<std::string>{"/bin/sh", "-l", "-o", "/tmp/r"});

    StandIn old_macos([](const auto& argv) { return bsd_time(argv, "Darwin", false); });
    CHECK(time_prefix(find_time(old_macos, "/bin/sh").value(), "/tmp/r") == std::vector<std::string>{"/bin/sh", "-l"});

    StandIn freebsd([](const auto& argv) { return bsd_time(argv, "FreeBSD", true); });
    CHECK(find_time(freebsd, "/bin/sh").value().dialect == TimeDialect::freebsd);

    StandIn busybox([](const auto&) { return failed(); });
    CHECK_FALSE(find_time(busybox, "/bin/sh"));
    CHECK_FALSE(find_time(macos, "/nowhere/time"));
}
