#include "as_folded.hpp"
#include "catch.hpp"

#include "perfeng/process/file.hpp"
#include "perfeng/tools/stacks/flamegraph_svg.hpp"
#include "perfeng/tools/stacks/perf_script.hpp"

#include <fmt/format.h>

#include <map>
#include <set>

using namespace perfeng;
using namespace perfeng::tools;

namespace {

std::string fixture(const std::string& name) { return process::read_file(std::string(PERFENG_FIXTURES "/") + name); }

Read<FlameGraph> read_both(std::string_view svg) {
    auto result = read_flamegraph_svg(svg);
    INFO((result ? "" : to_string(result.error())));
    REQUIRE(result.has_value());
    return std::move(*result);
}

Read<Profile> read(std::string_view svg) {
    auto both = read_both(svg);
    return {std::move(both.value.profile), std::move(both.warnings)};
}

using Weights = std::map<std::string, double>;

/// Names of a stack, root first: "main;parse".
/// Samples with a function anywhere in the stack.
std::map<std::string, std::uint64_t> totals(const Profile& profile) {
    std::map<std::string, std::uint64_t> result;
    for (const auto& stack : profile.stacks) {
        std::set<std::string> names;
        for (const auto id : stack.frames)
            names.insert(profile.frames.at(id).name);
        for (const auto& name : names)
            result[name] += stack.samples;
    }
    return result;
}

std::string framed(std::string_view boxes) {
    constexpr std::string_view no_box = R"(<g><title>no (9 samples, 9%)</title><rect x="1" y="1" width="9"/></g>)";
    return fmt::format(R"(<?xml version="1.0"?>
<svg width="1200" height="100">
<!-- a > b {0} -->
<script> if (a > b) {0} </script>
<desc><![CDATA[ a > b {0} ]]></desc>
<rect x="0" y="0" width="1200" height="100" fill="white"/>
<text x="600" y="24">Flame Graph</text>
{1}</svg>
)",
                       no_box, boxes);
}

std::string box(std::string_view title, double x, double width, int y) {
    return fmt::format("<g >\n<title>{}</title><rect x=\"{:.1f}\" y=\"{}\" width=\"{:.1f}\" height=\"15.0\" rx=\"2\" "
                       "/>\n<text x=\"1\" y=\"1\">t..</text>\n</g>\n",
                       title, x, y, width);
}

/// As flamegraph.pl draws it, in no order; two functions stand on main.
std::string picture(int root, int step) {
    return framed(box("read (20 samples, 20.00%)", 836, 236, root + 2 * step) +
                  box("std::map&lt;A, B&gt;::at(A&amp;, B) (50 samples, 50.00%)", 10, 590, root + 2 * step) +
                  box("main (90 samples, 90.00%)", 10, 1062, root + step) +
                  box("all (100 samples, 100%)", 10, 1180, root) +
                  box("idle (10 samples, 10.00%)", 1072, 118, root + step));
}

const Weights stacks_of_picture{{"main;std::map::at", 50}, {"main;read", 20}, {"main", 20}, {"idle", 10}};

} // namespace

TEST_CASE("stacks of a flame graph are told by where its frames stand") {
    const auto [profile, warnings] = read(picture(400, -16));
    CHECK(folded_weights(profile) == stacks_of_picture);
    CHECK(profile.tool == "flamegraph");
    CHECK(profile.event == "samples");
    CHECK(profile.unit == Unit::count);
    CHECK(profile.samples == 100);
    CHECK(profile.weight == 100);
    CHECK(warnings.empty());
    for (const auto& stack : profile.stacks)
        CHECK((stack.frames.size() == 1 || profile.frames.at(stack.frames.back()).name == "main"));
}

TEST_CASE("an icicle graph has its root at the top") {
    CHECK(folded_weights(read(picture(40, 16)).value) == stacks_of_picture);
}

TEST_CASE("a graph without a root frame has the widest row at its root") {
    const auto svg =
        framed(box("main (3 samples, 75.00%)", 10, 750, 10) + box("idle (1 samples, 25.00%)", 760, 250, 10) +
               box("read (2 samples, 50.00%)", 10, 500, 26));
    CHECK(folded_weights(read(svg).value) == Weights{{"main;read", 2}, {"main", 1}, {"idle", 1}});
}

TEST_CASE("what the root has of its own is a stack without frames") {
    const auto [profile, warnings] =
        read(framed(box("all (10 samples, 100%)", 10, 1000, 50) + box("main (7 samples, 70.00%)", 10, 700, 34)));
    CHECK(folded_weights(profile) == Weights{{"main", 7}, {"", 3}});
    CHECK(profile.samples == 10);
}

TEST_CASE("a function that is called all is a function") {
    const auto svg =
        framed(box("all (10 samples, 100%)", 10, 1000, 50) + box("main (10 samples, 100.00%)", 10, 1000, 34) +
               box("all (10 samples, 100.00%)", 10, 1000, 18) + box("f (4 samples, 40.00%)", 10, 400, 2));
    CHECK(folded_weights(read(svg).value) == Weights{{"main;all", 6}, {"main;all;f", 4}});
}

TEST_CASE("inferno's exact figures count, not its rounded titles") {
    const auto exact = [](std::string_view title, int x, int width, int y) {
        return fmt::format("<g><title>{}</title><rect x=\"{:.4f}%\" y=\"{}\" width=\"{:.4f}%\" height=\"15\" "
                           "fg:x=\"{}\" fg:w=\"{}\"/></g>",
                           title, x / 4.0 * 100, y, width / 4.0 * 100, x, width);
    };
    const auto svg = framed("<svg id=\"frames\" total_samples=\"4\">" + exact("f (3 samples, 25.00%)", 0, 1, 10) +
                            exact("g (3 samples, 25.00%)", 1, 1, 10) + exact("main (8 samples, 75.00%)", 0, 3, 26) +
                            exact("all (10 samples, 100%)", 0, 4, 42) + "</svg>");
    const auto [profile, warnings] = read(svg);
    CHECK(folded_weights(profile) == Weights{{"main;f", 2.5}, {"main;g", 2.5}, {"main", 2.5}, {"", 2.5}});
    CHECK(profile.samples == 10);
    CHECK(warnings.empty());
}

TEST_CASE("the unit of the counts becomes the event") {
    const auto unit = [](std::string_view name) {
        return read(framed(box(fmt::format("all (1,500 {}, 100%)", name), 10, 1000, 50) +
                           box(fmt::format("main (1,500 {}, 100.00%)", name), 10, 1000, 34)))
            .value;
    };
    CHECK(unit("ms").event == "ms");
    CHECK(unit("ms").unit == Unit::seconds);
    CHECK(unit("ms").weight == Approx(1.5));
    CHECK(unit("ms").samples == 0);
    CHECK(unit("bytes").unit == Unit::bytes);
    CHECK(unit("bytes").weight == 1500);
    CHECK(unit("page faults").event == "page faults");
    CHECK(unit("page faults").samples == 0);
    CHECK(unit("&lt;&amp; &apos;&#39;&#x22;&odd;").event == "<& ''\"&odd;");
    CHECK(unit("samples").samples == 1500);
}

TEST_CASE("flame graphs of 2011 tell their frames to the mouse") {
    SECTION("of the group") {
        const auto svg =
            framed("<g class=\"func_g\" onmouseover=\"s('a.out`read (4 ms, 40.00%)')\" onmouseout=\"c()\">\n"
                   "<rect x=\"10.0\" y=\"10\" width=\"400.0\" height=\"15.0\" />\n</g>\n"
                   "<g class=\"func_g\" onmouseover=\"s('all (10 ms, 100%)')\" onmouseout=\"c()\">\n"
                   "<rect x=\"10.0\" y=\"26\" width=\"1000.0\" height=\"15.0\" />\n</g>\n");
        const auto profile = read(svg).value;
        CHECK(folded_weights(profile).at("read") == Approx(0.004));
        CHECK(folded_weights(profile).at("") == Approx(0.006));
        CHECK(profile.frames.at(0).module + profile.frames.back().module != "");
    }
    SECTION("of the rectangle, differential") {
        const auto svg = framed(
            "<rect x=\"10.0\" y=\"10\" width=\"400.0\" height=\"15.0\" onmouseover=\"s('f (-2 sample weight, 4 "
            "samples, "
            "40.00%)')\" />\n<text onmouseover=\"s('f (-2 sample weight, 4 samples, 40.00%)')\">f</text>\n"
            "<rect x=\"10.0\" y=\"26\" width=\"1000.0\" height=\"15.0\" onmouseover=\"s('all samples (10 samples, "
            "100%)')\" />\n");
        const auto [profile, warnings] = read(svg);
        CHECK(folded_weights(profile) == Weights{{"f", 4}, {"", 6}});
        REQUIRE(warnings.size() == 1);
        CHECK_THAT(warnings[0], ContainsSubstring("old kind"));
        CHECK_FALSE(read_both(svg).value.base.has_value());
    }
}

TEST_CASE("the base of a differential graph is reckoned back from the changes of own counts") {
    const auto [graph, warnings] = read_both(framed(
        box("all (300 samples, 100%)", 10, 1000, 50) + box("main (300 samples, 100.00%; 0.00%)", 10, 1000, 34) +
        box("f (200 samples, 66.67%; +2.33%)", 10, 666.6, 18) + box("g (1 samples, 0.33%; -400.00%)", 676.7, 3.3, 18) +
        box("h (90 samples, 30.00%; +30.00%)", 680, 300, 18)));
    CHECK(folded_weights(graph.profile) == Weights{{"main", 9}, {"main;f", 200}, {"main;g", 1}, {"main;h", 90}});
    REQUIRE(graph.base.has_value());
    CHECK(folded_weights(*graph.base) == Weights{{"main", 9}, {"main;f", 193}, {"main;g", 1201}});
    CHECK(graph.base->samples == 1403);
    CHECK(graph.base->event == "samples");
    REQUIRE(warnings.size() == 1);
    CHECK_THAT(warnings[0], ContainsSubstring("only the base had"));
}

TEST_CASE("changes too coarse to tell counts give the base within their rounding") {
    const auto graph = read_both(framed(box("all (1,000,000 ms, 100%)", 10, 1000, 50) +
                                        box("main (1,000,000 ms, 100.00%; -1.23%)", 10, 1000, 34)))
                           .value;
    REQUIRE(graph.base.has_value());
    CHECK(graph.base->weight == Approx(1012.3));
    CHECK(graph.base->unit == Unit::seconds);
}

TEST_CASE("an ordinary flame graph has no base") {
    CHECK_FALSE(read_both(framed(box("all (3 samples, 100%)", 10, 1000, 50) + box("f (3 samples, 100%)", 10, 1000, 34)))
                    .value.base.has_value());
}

TEST_CASE("a frame with another title is as heavy as it is wide") {
    const auto [profile, warnings] = read(framed(box("all (10 samples, 100%)", 10, 1000, 50) + "<a href=\"x\">" +
                                                 box("my own title", 10, 300, 34) + "</a>"));
    CHECK(folded_weights(profile).at("my own title") == Approx(3));
    CHECK(profile.samples == 10);
    REQUIRE(warnings.size() == 1);
    CHECK_THAT(warnings[0], ContainsSubstring("1 frame without a count"));
}

TEST_CASE("narrow frames are given to the caller that they overlap most") {
    std::string boxes = box("all (2000 samples, 100%)", 10, 200, 60);
    for (int i = 0; i < 1000; ++i) {
        const double x = 10 + i * 0.2;
        boxes += box(fmt::format("caller{} (2 samples, 0.1%)", i), x, 0.2, 44);
        boxes += box(fmt::format("callee{} (1 samples, 0.1%)", i), x, 0.1, 28);
    }
    const auto stacks = folded_weights(read(framed(boxes)).value);
    CHECK(stacks.size() == 2000);
    for (int i = 0; i < 1000; ++i)
        REQUIRE(stacks.contains(fmt::format("caller{0};callee{0}", i)));
}

TEST_CASE("pictures that do not hold together are warned of") {
    const auto root = box("all (10 samples, 100%)", 10, 1000, 50) + box("main (5 samples, 50.00%)", 10, 500, 34);
    SECTION("a frame over nothing") {
        const auto [profile, warnings] = read(framed(root + box("f (2 samples, 20.00%)", 700, 200, 18)));
        CHECK(folded_weights(profile) == Weights{{"main", 5}, {"", 5}});
        REQUIRE(warnings.size() == 1);
        CHECK_THAT(warnings[0], ContainsSubstring("1 frame left out"));
    }
    SECTION("callees heavier than their caller") {
        const auto [profile, warnings] = read(framed(root + box("f (9 samples, 90.00%)", 10, 500, 18)));
        REQUIRE(warnings.size() == 1);
        CHECK_THAT(warnings[0], ContainsSubstring("40.0% of the whole"));
    }
    SECTION("a file cut short") {
        auto svg = framed(root);
        svg.resize(svg.size() - 12);
        const auto [profile, warnings] = read(svg);
        REQUIRE(warnings.size() == 1);
        CHECK_THAT(warnings[0], ContainsSubstring("cut short"));
    }
}

TEST_CASE("perfeng reads its own flame graphs back") {
    const auto source = read_perf_script(fixture("perf/four_shares.txt"));
    REQUIRE(source.has_value());
    const auto [profile, warnings] = read(fixture("flamegraph/perfeng.svg"));
    CHECK(totals(profile) == totals(*source));
    CHECK(profile.samples == source->samples);
    CHECK(warnings.empty());
}

TEST_CASE("samples without a call chain come back without frames") {
    const auto profile = read(fixture("report/flamegraph.svg")).value;
    CHECK(folded_weights(profile).at("") == 10);
    CHECK(folded_weights(profile).at("_start;main;tokenize;is_blank") == 200);
    CHECK(profile.samples == 1000);
}

TEST_CASE("a picture without frames is refused in its own words") {
    const auto empty = read_flamegraph_svg(
        "<svg><text x=\"50%\" y=\"24.00\">ERROR: No valid input provided to flamegraph</text></svg>");
    REQUIRE_FALSE(empty.has_value());
    CHECK(empty.error().found == "ERROR: No valid input provided to flamegraph");
    for (const std::string_view text : {"", "no markup", "<", "<g", "<g><title>", "<!-- <g>",
                                        "<g><title>f (0 samples, 0%)</title><rect x=\"1\"/></g>",
                                        "<html><title>Flame graph</title><rect x=\"1\" y=\"1\" width=\"1\"/></html>",
                                        "<g><title>f (0 samples, 0%)</title><rect x=\"1\" y=\"1\" width=\"0\"/></g>"}) {
        INFO(text);
        CHECK_FALSE(read_flamegraph_svg(text).has_value());
    }
}

TEST_CASE("a flame graph cut anywhere is read or refused") {
    const auto svg = picture(400, -16);
    for (std::size_t size = 0; size < svg.size(); ++size) {
        const auto result = read_flamegraph_svg(std::string_view(svg).substr(0, size));
        CHECK((!result || result->value.profile.weight > 0));
    }
}
