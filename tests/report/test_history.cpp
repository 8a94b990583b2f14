#include "catch.hpp"
#include "golden.hpp"

#include "perfeng/analysis/history.hpp"
#include "perfeng/report/history.hpp"

#include <pugixml.hpp>

#include <algorithm>
#include <array>
#include <cmath>
#include <string>

using namespace perfeng;
using namespace perfeng::report;

namespace {

constexpr Style unwrapped{.color = false, .width = 0};

/// 30 commits: 5% slower from the 10th on, mended at the 15th, 12% slower since the 22nd; one work tree with changes.
History example() {
    History history;
    history.metric = "cpu_time";
    history.unit = Unit::seconds;
    history.command = "./convert 'big file.csv'";
    history.cwd = "/home/ann/project";
    history.order = "git";
    history.least_change = 0.02;
    constexpr std::array wobble{0.0, 0.004, -0.003, 0.001, -0.004, 0.003};
    for (int i = 0; i < 30; ++i) {
        const double level = i < 10 ? 0.4 : i < 15 ? 0.42 : i < 22 ? 0.4 : 0.448;
        HistoryPoint point;
        point.commit =
            std::string(1, static_cast<char>('a' + i % 6)) + std::to_string(1000000 + i) + std::string(32, '0');
        point.title = i == 22 ? "Escape `every` field" : "Commit " + std::to_string(i);
        point.dirty = i == 29;
        point.id = "0197f3a0-00" + std::to_string(10 + i) + "-7000-8000-000000000001";
        point.created = "2026-01-" + std::to_string(10 + i % 20) + "T12:00:00Z";
        point.measurements = i % 3 == 0 ? 2 : 1;
        point.n = 10 * point.measurements;
        point.median = level * (1 + wobble[static_cast<std::size_t>(i) % wobble.size()]);
        if (i % 7 != 3)
            point.ci = Interval{point.median * 0.99, point.median * 1.012};
        if (i > 0)
            point.change = point.median / history.points.back().median - 1;
        history.points.push_back(point);
    }
    history.changes = analysis::level_changes(history.points, Better::lower, history.least_change);
    if (!history.changes.empty())
        history.changes.back().commits = 3;
    history.machines = {{"Some CPU, 2 processors, x86_64, 8 GiB", 40, true}, {"", 3, false}};
    history.order_note = "2 of 30 commits are not in this repository, and stand by time";
    history.on_other_branches = 4;
    history.earlier = 7;
    history.others = {{"0197f3a0-1111-7000-8000-000000000001", "./convert small.csv"}};
    return history;
}

std::string shown(const History& history, const Style& style = unwrapped) {
    return as_text(history_page(history, style), style);
}

} // namespace

TEST_CASE("a history reads as its golden files") {
    check_golden("fixtures/report/history.txt", shown(example()));
    check_golden("fixtures/report/history-terminal.txt", shown(example(), {.color = false, .width = 72}));
    check_golden("fixtures/report/history.md", as_markdown(history_page(example(), unwrapped)));
    check_golden("fixtures/report/history.csv", history_csv(example()));
    check_golden("fixtures/report/history.svg", history_svg(example()));
}

TEST_CASE("the next command of a history is for the newest regression that is still there") {
    auto history = example();
    CHECK_THAT(shown(history), ContainsSubstring("perfeng bisect d10000210000 e10000220000 --threshold cpu_time=6% -- "
                                                 "./convert"));
    history.changes.back().commits = 1;
    CHECK_THAT(shown(history), ContainsSubstring("perfeng compare --git d10000210000..e10000220000 -- ./convert"));
    history.points[history.changes.back().at].dirty = true;
    CHECK_THAT(shown(history), ContainsSubstring("perfeng bottleneck 0197f3a0-0032"));
    history.changes.pop_back();
    CHECK_THAT(shown(history), !ContainsSubstring("\nNEXT"));
    CHECK_THAT(shown(history), ContainsSubstring("no regression that is still there"));
}

TEST_CASE("a level without changes, and too few points, are told as such") {
    auto history = example();
    history.points.resize(5);
    history.changes.clear();
    CHECK_THAT(shown(history), ContainsSubstring("not told under 6 points"));
    CHECK_THAT(shown(history), ContainsSubstring("no lasting change"));
    history.points.resize(1);
    CHECK_THAT(shown(history), !ContainsSubstring("\nPLOT"));
    history.points.clear();
    history.machines.clear();
    CHECK_THAT(shown(history), ContainsSubstring("0 points"));
    CHECK_THAT(history_svg(history), ContainsSubstring("nothing to draw"));
}

TEST_CASE("a regression that was made up for in part is told with what followed") {
    auto history = example();
    for (std::size_t i = 0; i < history.points.size(); ++i)
        history.points[i].median = i < 10 ? 0.4 : i < 20 ? 0.48 : 0.444;
    history.changes = analysis::level_changes(history.points, Better::lower, history.least_change);
    CHECK_THAT(shown(history), ContainsSubstring("+20.0% at ") && ContainsSubstring(", -7.5% since then"));
}

TEST_CASE("a long history is cut to its last points unless everything is asked for") {
    auto history = example();
    history.changes.clear();
    const auto first = history.points;
    history.points.insert(history.points.end(), first.begin(), first.end());
    CHECK_THAT(shown(history), ContainsSubstring("20 earlier ones with --verbose"));
    const auto rows = [](const std::string& text) {
        std::size_t count = 0;
        for (auto at = text.find("2026-01-"); at != text.npos; at = text.find("2026-01-", at + 1))
            ++count;
        return count;
    };
    CHECK(rows(shown(history)) == 40);
    CHECK(rows(shown(history, {.width = 0, .verbose = true})) == 60);
}

TEST_CASE("a plot of a history keeps to the width of the terminal") {
    for (const int width : {40, 60, 100}) {
        const auto page = history_page(example(), {.width = width});
        for (const auto& section : page.sections)
            for (const auto& block : section.blocks)
                if (const auto* const plot = std::get_if<Listing>(&block.content))
                    for (const auto& line : plot->lines) {
                        std::size_t columns = 0;
                        for (const char letter : line.spans.front().text)
                            columns += (static_cast<unsigned char>(letter) & 0xC0U) == 0x80U ? 0U : 1U;
                        CHECK(columns + 2 <= static_cast<std::size_t>(width));
                    }
    }
}

TEST_CASE("a chart of a history is XML whatever stands in its names, with a mark for each point") {
    auto history = example();
    history.command = "./a <b> & \"c\" \x1b[31m\xff";
    history.points[3].title = "</svg><script>alert(1)</script>";
    pugi::xml_document document;
    REQUIRE(document.load_string(history_svg(history).c_str()));
    const auto svg = document.child("svg");
    std::size_t marks = 0;
    for (const auto& circle : svg.children("circle"))
        marks += std::string(circle.attribute("class").value()).starts_with("mark") ? 1U : 0U;
    CHECK(marks == history.points.size());
    CHECK(svg.find_child([](const auto& node) { return std::string(node.name()) == "script"; }).empty());
    CHECK_THAT(shown(history), !ContainsSubstring("\x1b"));
}

TEST_CASE("figures that are all alike, or counts, can be drawn") {
    auto history = example();
    history.unit = Unit::count;
    history.changes.clear();
    for (auto& point : history.points) {
        point.median = 7;
        point.ci.reset();
    }
    CHECK_THAT(shown(history), ContainsSubstring("●"));
    pugi::xml_document document;
    CHECK(document.load_string(history_svg(history).c_str()));
    CHECK_THAT(history_svg(history), !ContainsSubstring("nan"));
}
