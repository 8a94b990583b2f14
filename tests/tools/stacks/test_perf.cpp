#include "catch.hpp"

#include "perfeng/tools/stacks/perf.hpp"

#include <algorithm>

using namespace perfeng::tools;

namespace {

bool holds(const std::vector<std::string>& argv, const std::string& first, const std::string& second) {
    const auto at = std::ranges::find(argv, first);
    return at != argv.end() && at + 1 != argv.end() && *(at + 1) == second;
}

bool holds(const std::vector<std::string>& argv, const std::string& word) {
    return std::ranges::find(argv, word) != argv.end();
}

} // namespace

TEST_CASE("how perf is told to record", "[perf]") {
    const Recording recording{.call_graph = "dwarf,16384", .frequency = 999, .file = "/tmp/x/perf.data"};
    const auto full = record_prefix(
        {.path = "/usr/bin/perf", .event = "cycles:u", .compress = true, .large_buffer = true}, recording);
    CHECK(full.front() == "/usr/bin/perf");
    CHECK(full.back() == "--");
    CHECK(holds(full, "-e", "cycles:u"));
    CHECK(holds(full, "-F", "999"));
    CHECK(holds(full, "--call-graph", "dwarf,16384"));
    CHECK(holds(full, "-m", "32M"));
    CHECK(holds(full, "-z1"));
    CHECK(holds(full, "-o", "/tmp/x/perf.data"));
    const auto plain = record_prefix({.path = "perf", .event = "cpu-clock"}, recording);
    CHECK_FALSE(holds(plain, "-z1"));
    CHECK_FALSE(holds(plain, "-m"));
}

TEST_CASE("perf script never splits inlined frames itself", "[perf]") {
    const auto argv = script_command({.path = "perf"}, "/tmp/x/perf.data");
    CHECK(holds(argv, "--no-inline"));
    CHECK(holds(argv, "--no-demangle"));
    CHECK(holds(argv, "-i", "/tmp/x/perf.data"));
}

TEST_CASE("the paranoia of the kernel", "[perf]") {
    CHECK(read_paranoid("-1\n") == -1);
    CHECK(read_paranoid("4\n") == 4);
    CHECK(read_paranoid("") == 2);
}

TEST_CASE("a refusal comes with what opens it", "[perf]") {
    const auto closed = explain_refusal("Error:\nNo permission to enable cpu-clock event.\n", 4);
    CHECK_THAT(closed.why, ContainsSubstring("kernel.perf_event_paranoid is 4"));
    CHECK_THAT(closed.how, ContainsSubstring("sysctl -w kernel.perf_event_paranoid=1"));
    CHECK_THAT(closed.how, ContainsSubstring("--cap-add PERFMON"));
    const auto wrapper = explain_refusal("WARNING: perf not found for kernel 6.1.0-13\n", 2);
    CHECK_THAT(wrapper.how, ContainsSubstring("linux-tools"));
    const auto other = explain_refusal("\n  something else \nmore", 2);
    CHECK_THAT(other.why, ContainsSubstring("something else"));
    CHECK_FALSE(explain_refusal("", 2).how.empty());
}
