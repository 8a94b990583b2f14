#include "catch.hpp"

#include "perfeng/analysis/history.hpp"

#include <cmath>
#include <limits>
#include <string>
#include <vector>

using namespace perfeng;
using namespace perfeng::analysis;

namespace {

std::string day(int number) { return "2026-01-" + std::string(number < 10 ? "0" : "") + std::to_string(number); }

MetricPoint measured(const std::string& commit, int on, double median) {
    MetricPoint point;
    point.id = "id-" + commit + "-" + std::to_string(on);
    point.created = day(on) + "T12:00:00Z";
    point.commit = commit;
    point.machine = "a machine";
    point.unit = Unit::seconds;
    point.n = 10;
    point.median = median;
    point.ci = Interval{median * 0.9, median * 1.1};
    return point;
}

MetricPoint dirty(MetricPoint point) {
    point.dirty = true;
    return point;
}

/// Commits a, b, c, ... made on the 1st, 2nd, 3rd, ...
CommitLine line_of(const std::string& letters) {
    CommitLine line;
    for (int i = 0; i < static_cast<int>(letters.size()); ++i)
        line.commits.push_back({letters.substr(static_cast<std::size_t>(i), 1), day(i + 1) + "T00:00:00Z",
                                "Title " + letters.substr(static_cast<std::size_t>(i), 1)});
    return line;
}

std::vector<std::string> commits(const History& history) {
    std::vector<std::string> all;
    for (const auto& point : history.points)
        all.push_back(point.commit + (point.dirty ? "+" : ""));
    return all;
}

History told(const std::vector<MetricPoint>& measurements, const CommitLine& line = {},
             const HistoryChoice& choice = {}, std::string_view metric = "cpu_time") {
    return history_of(metric, measurements, line, choice);
}

using Words = std::vector<std::string>;

/// Points with these medians, each of a level as long as its row.
std::vector<HistoryPoint> levels(const std::vector<double>& values, std::size_t each = 8) {
    std::vector<HistoryPoint> points;
    for (const auto value : values)
        for (std::size_t i = 0; i < each; ++i) {
            points.emplace_back();
            points.back().median = value * (1 + 0.001 * static_cast<double>(i % 3));
        }
    return points;
}

} // namespace

TEST_CASE("points stand in the order of their commits, whenever they were measured") {
    const auto history = told({measured("c", 10, 1), measured("a", 11, 2), measured("b", 12, 3)}, line_of("abcd"));
    CHECK(history.order == "git");
    CHECK(commits(history) == Words{"a", "b", "c"});
    CHECK(history.points[1].title == "Title b");
    CHECK_FALSE(history.points[0].change);
    CHECK(history.points[1].change.value() == Approx(0.5));
    CHECK(history.points[2].change.value() == Approx(1.0 / 3 - 1));
}

TEST_CASE("without a line of commits points stand by time") {
    auto line = CommitLine{};
    line.note = "there is no git repository here";
    const auto history = told({measured("c", 10, 1), measured("a", 11, 2), measured("", 12, 3)}, line);
    CHECK(history.order == "time");
    CHECK(history.order_note == "there is no git repository here");
    CHECK(commits(history) == Words{"c", "a", ""});
}

TEST_CASE("what has no place among the commits stands behind the last one that was made before it was measured") {
    const auto history = told({measured("b", 20, 1), measured("c", 21, 1), dirty(measured("b", 22, 1)),
                               measured("", 2, 1), measured("unknown", 3, 1)},
                              line_of("abcd"));
    CHECK(commits(history) == Words{"b", "", "b+", "c", "unknown"});
}

TEST_CASE("what was measured before all commits stands first") {
    auto early = measured("", 1, 1);
    early.created = "2025-12-31T00:00:00Z";
    CHECK(commits(told({early, measured("a", 5, 1)}, line_of("ab"))) == Words{"", "a"});
}

TEST_CASE("dates of commits that do not rise along the line mislead nobody") {
    auto line = line_of("abc");
    std::swap(line.commits[1].committed, line.commits[2].committed); // a on the 1st, b on the 3rd, c on the 2nd
    auto between = measured("", 2, 1);
    CHECK(commits(told({between, measured("b", 5, 1), measured("c", 5, 1), measured("a", 5, 1)}, line)) ==
          Words{"a", "b", "c", ""});
}

TEST_CASE("measurements of one commit are one point, those of changed work trees each their own") {
    const auto history = told({measured("a", 10, 1), measured("a", 11, 2), measured("a", 12, 9),
                               dirty(measured("a", 13, 4)), dirty(measured("a", 14, 5))},
                              line_of("a"));
    REQUIRE(commits(history) == Words{"a", "a+", "a+"});
    const auto& point = history.points[0];
    CHECK(point.measurements == 3);
    CHECK(point.n == 30);
    CHECK(point.median == 2);
    CHECK(point.ci.value().lo == Approx(1.8));
    CHECK(point.id == "id-a-12");
}

TEST_CASE("an interval is told only where each measurement has one") {
    auto bare = measured("a", 11, 1);
    bare.ci.reset();
    CHECK_FALSE(told({measured("a", 10, 1), bare}).points[0].ci);
}

TEST_CASE("times are taken of machines like that of the latest measurement, and what is left out is counted") {
    auto other = measured("b", 11, 5);
    other.machine = "another";
    const std::vector<MetricPoint> mixed{measured("a", 10, 1), other, measured("c", 12, 1)};
    const auto history = told(mixed, line_of("abc"));
    CHECK(commits(history) == Words{"a", "c"});
    REQUIRE(history.machines.size() == 2);
    CHECK(history.machines[0].taken);
    CHECK(history.machines[0].measurements == 2);
    CHECK(history.machines[1].machine == "another");
    CHECK_FALSE(history.machines[1].taken);

    HistoryChoice all;
    all.all_machines = true;
    CHECK(told(mixed, line_of("abc"), all).points.size() == 3);
    auto sizes = mixed;
    for (auto& size : sizes)
        size.unit = Unit::count;
    CHECK(told(sizes, line_of("abc"), {}, "instructions").points.size() == 2);
    const auto of_sizes = told(sizes, line_of("abc"), {}, "file_size");
    CHECK(of_sizes.points.size() == 3);
    CHECK(of_sizes.machines[1].taken);
}

TEST_CASE("commits of other branches are left out, and counted") {
    auto line = line_of("abc");
    line.elsewhere = {"x"};
    const auto history =
        told({measured("a", 10, 1), measured("x", 11, 1), measured("x", 12, 1), measured("b", 13, 1)}, line);
    CHECK(commits(history) == Words{"a", "b"});
    CHECK(history.on_other_branches == 2);
    CHECK(commits(told({dirty(measured("x", 11, 1))}, line)) == Words{"x+"});
}

TEST_CASE("a choice by name, day and number is kept to") {
    auto nightly = measured("b", 11, 1);
    nightly.name = "nightly";
    const std::vector<MetricPoint> all{measured("a", 10, 1), nightly, measured("c", 12, 1), measured("d", 13, 2)};
    HistoryChoice choice;
    choice.name = "nightly";
    CHECK(commits(told(all, {}, choice)) == Words{"b"});
    choice = {};
    choice.since = "2026-01-12";
    CHECK(commits(told(all, {}, choice)) == Words{"c", "d"});
    choice = {};
    choice.last = 3;
    const auto last = told(all, {}, choice);
    CHECK(commits(last) == Words{"b", "c", "d"});
    CHECK(last.earlier == 1);
    CHECK_FALSE(last.points[0].change);
    choice.last = 4;
    CHECK(told(all, {}, choice).earlier == 0);
}

TEST_CASE("measurements without a figure are passed over") {
    CHECK(commits(told({measured("a", 10, std::numeric_limits<double>::quiet_NaN()), measured("b", 11, 1)})) ==
          Words{"b"});
    CHECK(told({}).points.empty());
}

TEST_CASE("a change that goes back went away, and the way back is told from an improvement") {
    const auto changes = level_changes(levels({1.0, 1.1, 1.0}), Better::lower, 0.02);
    REQUIRE(changes.size() == 2);
    CHECK(changes[0].at == 8);
    CHECK(changes[0].worse);
    CHECK(changes[0].change == Approx(0.1).epsilon(0.02));
    CHECK(changes[0].went_away == 16U);
    CHECK_FALSE(changes[0].undoes);
    CHECK(changes[1].undoes);
    CHECK_FALSE(changes[1].worse);
    CHECK_FALSE(changes[1].went_away);
}

TEST_CASE("a change that goes back by less than three quarters is still there") {
    const auto half = level_changes(levels({1.0, 1.2, 1.1}), Better::lower, 0.02);
    REQUIRE(half.size() == 2);
    CHECK_FALSE(half[0].went_away);
    CHECK_FALSE(half[1].undoes);
    const auto most = level_changes(levels({1.0, 1.2, 1.04}), Better::lower, 0.02);
    CHECK(most.at(0).went_away == 16U);
}

TEST_CASE("a return takes along what was added in between") {
    const auto changes = level_changes(levels({1.0, 1.1, 1.3, 1.0, 1.2}), Better::lower, 0.02);
    REQUIRE(changes.size() == 4);
    CHECK(changes[0].went_away == 24U);
    CHECK(changes[1].went_away == 24U);
    CHECK(changes[2].undoes);
    CHECK_FALSE(changes[3].went_away);
    CHECK(changes[3].worse);
}

TEST_CASE("an improvement that is lost again went away too, and where more is better the sides are the other way") {
    const auto lost = level_changes(levels({1.0, 0.8, 1.0}), Better::lower, 0.02);
    REQUIRE(lost.size() == 2);
    CHECK_FALSE(lost[0].worse);
    CHECK(lost[0].went_away == 16U);
    CHECK(level_changes(levels({1.0, 0.8}), Better::higher, 0.02).at(0).worse);
}

TEST_CASE("from nothing there is no relative change") {
    const auto changes = level_changes(levels({0, 64}), Better::lower, 0);
    REQUIRE(changes.size() == 1);
    CHECK(std::isinf(changes[0].change));
    CHECK(changes[0].worse);
}

TEST_CASE("the commits between two points are counted where both have a place") {
    std::vector<MetricPoint> measurements;
    const std::string taken = "abcdijkl";
    for (std::size_t i = 0; i < taken.size(); ++i)
        measurements.push_back(measured(taken.substr(i, 1), static_cast<int>(10 + i), i < 4 ? 1.0 : 2.0));
    const auto history = told(measurements, line_of("abcdefghijkl"));
    REQUIRE(history.changes.size() == 1);
    CHECK(history.changes[0].at == 4);
    CHECK(history.changes[0].commits == 5U);
    CHECK_FALSE(told(measurements).changes.at(0).commits);
    measurements[4].dirty = true;
    CHECK_FALSE(told(measurements, line_of("abcdefghijkl")).changes.at(0).commits);
}

TEST_CASE("figures that are the same in each execution have no least change") {
    CHECK(least_change_of("file_size") == 0);
    CHECK(least_change_of("cpu_time") == 0.02);
    CHECK(least_change_of("ops") == 0.02);
}

TEST_CASE("the commits to ask git for are those of unchanged work trees, each once") {
    CHECK(measured_commits({measured("b", 1, 1), measured("a", 2, 1), measured("b", 3, 1), dirty(measured("d", 4, 1)),
                            measured("", 5, 1)}) == Words{"a", "b"});
}
