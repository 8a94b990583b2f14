#include "catch.hpp"

#include "perfeng/model/error.hpp"
#include "perfeng/model/metric.hpp"
#include "perfeng/model/trial.hpp"

#include <set>

using namespace perfeng;

TEST_CASE("each metric stands once in the table and is found by its name") {
    std::set<std::string_view> names;
    for (const auto& kind : metric_kinds()) {
        CHECK(names.insert(kind.name).second);
        CHECK(find_metric_kind(kind.name) == &kind);
    }
    CHECK(find_metric_kind("wall") == nullptr);
}

TEST_CASE("a metric of one benchmark among several is of its family") {
    CHECK(metric_family("wall_time[sort[10]]") == "wall_time");
    CHECK(metric_family("wall_time") == "wall_time");
    CHECK(metric_family("wall_time[x]y") == "wall_time[x]y");
    CHECK(find_metric_kind("peak_rss[a]") == find_metric_kind("peak_rss"));
    CHECK(find_metric_kind("wall[a]") == nullptr);
    CHECK(metric_label("wall_time") == "wall time");
    CHECK(metric_label("wall_time[sort[10]]") == "wall time of sort[10]");
    CHECK(metric_label("wall[a]") == "wall[a]");
    CHECK(metric_label("]") == "]");
}

TEST_CASE("units are spelled one way in both directions") {
    for (const auto unit : {Unit::seconds, Unit::bytes, Unit::count})
        CHECK(unit_from(to_string(unit)) == unit);
    CHECK_FALSE(unit_from("ms"));
}

TEST_CASE("an exit status is told as people say it") {
    CHECK(to_string(ExitStatus{.code = 3}) == "exit status 3");
    CHECK(to_string(ExitStatus{.code = 139, .signal = 11}) == "killed by signal 11 (SIGSEGV)");
    CHECK(to_string(ExitStatus{.timed_out = true}) == "stopped at its time limit");
    CHECK_FALSE(ExitStatus{.signal = 9}.ok());
}

TEST_CASE("a read error names the line, what was found and what was expected") {
    CHECK(to_string(ReadError{3, "'x'", "a number"}) == "line 3: found 'x', expected a number");
    CHECK(to_string(ReadError{0, "nothing", "a report"}) == "found nothing, expected a report");
}
