#include "catch.hpp"
#include "examples.hpp"
#include "golden.hpp"

#include "perfeng/analysis/hotspots.hpp"
#include "perfeng/report/flamegraph.hpp"

#include <pugixml.hpp>

#include <algorithm>
#include <limits>
#include <ranges>
#include <string>
#include <vector>

using namespace perfeng;
using namespace perfeng::report;

namespace {

/// A frame as another tool reads it from the SVG.
struct Box {
    std::string name;
    std::uint64_t samples = 0;
    double percent = 0;
    double x = 0;
    double y = 0;
    double width = 0;
    std::string fill;
    std::string label;
};

/// "NAME (1,542 samples, 12.30%)".
void read_title(const std::string& title, Box& box) {
    const auto open = title.rfind(" (");
    REQUIRE(open != std::string::npos);
    box.name = title.substr(0, open);
    auto figures = title.substr(open + 2);
    const auto middle = std::min(figures.find(" samples, "), figures.find(" sample, "));
    REQUIRE(middle != std::string::npos);
    REQUIRE(figures.ends_with("%)"));
    box.percent = std::stod(figures.substr(figures.find(", ", middle) + 2));
    figures.resize(middle);
    std::erase(figures, ',');
    box.samples = std::stoull(figures);
}

std::vector<Box> boxes_of(const std::string& svg) {
    pugi::xml_document document;
    REQUIRE(document.load_string(svg.c_str()));
    std::vector<Box> boxes;
    for (const auto& group : document.child("svg").children("g")) {
        Box box;
        read_title(group.child_value("title"), box);
        const auto rect = group.child("rect");
        box.x = rect.attribute("x").as_double();
        box.y = rect.attribute("y").as_double();
        box.width = rect.attribute("width").as_double();
        box.fill = rect.attribute("fill").value();
        box.label = group.child_value("text");
        boxes.push_back(box);
    }
    return boxes;
}

const Box& named(const std::vector<Box>& boxes, const std::string& name) {
    const auto found = std::ranges::find(boxes, name, &Box::name);
    REQUIRE(found != boxes.end());
    return *found;
}

/// The sums over the frames that stand on `parent`.
Box sum_above(const Box& parent, const std::vector<Box>& boxes) {
    Box sum;
    for (const auto& box : boxes)
        if (box.y == parent.y - 16 && box.x > parent.x - 0.02 && box.x + box.width < parent.x + parent.width + 0.02) {
            sum.samples += box.samples;
            sum.width += box.width;
            sum.percent += box.percent;
        }
    return sum;
}

/// One stack a list of names, root first.
Profile profile_of(const std::vector<std::pair<std::vector<std::string>, double>>& stacks) {
    Profile profile;
    for (const auto& [names, weight] : stacks) {
        Stack stack{{}, weight, 1, "t"};
        for (const auto& name : std::views::reverse(names)) {
            stack.frames.push_back(static_cast<std::uint32_t>(profile.frames.size()));
            profile.frames.push_back({name, name, "/bin/a", "", 0});
        }
        profile.stacks.push_back(stack);
        profile.samples += 1;
    }
    return profile;
}

} // namespace

TEST_CASE("a flame graph reads as its golden file") {
    check_golden("fixtures/report/flamegraph.svg", flamegraph_svg(examples::profile(), {"build/parse & <more>"}));
}

TEST_CASE("the frames of a flame graph add up") {
    const auto boxes = boxes_of(flamegraph_svg(examples::profile(), {}));
    const auto& root = boxes.front();
    CHECK(root.name == "all");
    CHECK(root.samples == examples::profile().samples);
    CHECK(root.percent == 100);
    CHECK(root.x == 10);
    CHECK(root.width == 1180);
    CHECK(sum_above(root, boxes).samples == root.samples);
    for (const auto& box : boxes) {
        const auto above = sum_above(box, boxes);
        CHECK(above.samples <= box.samples);
        CHECK(above.width <= box.width + 0.05);
        CHECK(above.percent <= box.percent + 0.05);
        CHECK(box.width == Approx(root.width * box.percent / 100).margin(0.01));
    }
    const auto& main = named(boxes, "main");
    CHECK(main.samples == 990);
    CHECK(main.percent == 99);
    CHECK(main.y == root.y - 32);
    CHECK(named(boxes, "[no call chain]").samples == 10);
}

TEST_CASE("frames are wide by weight and counted by samples") {
    const auto boxes = boxes_of(flamegraph_svg(profile_of({{{"a"}, 3.0}, {{"b"}, 1.0}}), {}));
    CHECK(named(boxes, "a").percent == 75);
    CHECK(named(boxes, "a").samples == 1);
    CHECK(named(boxes, "a").width == Approx(885));
    CHECK(named(boxes, "b").x == Approx(895));
}

TEST_CASE("frames of one name stand together, whatever their line") {
    const auto boxes = boxes_of(flamegraph_svg(profile_of({{{"main", "f"}, 1}, {{"main", "f"}, 1}}), {}));
    CHECK(boxes.size() == 3);
    CHECK(named(boxes, "f").samples == 2);
}

TEST_CASE("a profile without weights is drawn by samples") {
    const auto nan = std::numeric_limits<double>::quiet_NaN();
    const auto boxes = boxes_of(flamegraph_svg(profile_of({{{"a"}, nan}, {{"b"}, 0}}), {}));
    CHECK(named(boxes, "a").percent == 50);
    CHECK(named(boxes, "b").width == Approx(590));
}

TEST_CASE("a weight that is no positive number counts as none") {
    const auto nan = std::numeric_limits<double>::quiet_NaN();
    const auto boxes = boxes_of(flamegraph_svg(profile_of({{{"a"}, nan}, {{"b"}, 2}, {{"c"}, -1}}), {}));
    CHECK(boxes.front().samples == 3);
    CHECK(named(boxes, "b").percent == 100);
    CHECK(boxes.size() == 2);
}

TEST_CASE("an inlined function stands apart from its own calls") {
    auto profile = profile_of({{{"f"}, 1}, {{"f"}, 1}});
    profile.frames[1].inlined = true;
    CHECK(boxes_of(flamegraph_svg(profile, {})).size() == 3);
}

TEST_CASE("narrow frames are left out, and told") {
    const auto profile = profile_of({{{"wide"}, 999}, {{"narrow", "above"}, 1}});
    const auto svg = flamegraph_svg(profile, {"title", 1200, 5});
    CHECK(boxes_of(svg).size() == 2);
    CHECK_THAT(svg, ContainsSubstring("left out as narrower than 5 pixels, with all above them: 1 frame, 0.10% of"));
    const auto whole = flamegraph_svg(profile, {"title", 1200, 0});
    CHECK(boxes_of(whole).size() == 4);
    CHECK_THAT(whole, ContainsSubstring("every frame is drawn"));
}

TEST_CASE("names are escaped, and labels fit their frames") {
    const std::string hostile = "operator< <a&b, \"c\">|`d'\x01\xff";
    const std::string lengthy(5000, 'x');
    const auto boxes = boxes_of(flamegraph_svg(profile_of({{{hostile}, 1}, {{lengthy}, 1}}), {"<&>"}));
    const auto& strange = named(boxes, "operator< <a&b, \"c\">|`d'\\x01\\xff");
    CHECK(strange.label == strange.name);
    const auto& cut = named(boxes, lengthy);
    CHECK(static_cast<double>(cut.label.size()) * 6.5 < cut.width + 20);
    CHECK_THAT(cut.label, ContainsSubstring("…"));
}

TEST_CASE("kernel, inlined and unnamed frames have colours of their own, the same every time") {
    const auto boxes = boxes_of(flamegraph_svg(examples::profile(), {}));
    CHECK_THAT(named(boxes, "clear_page_erms").fill, ContainsSubstring("hsl(15,"));
    CHECK_THAT(named(boxes, "is_blank").fill, ContainsSubstring("hsl(160,"));
    CHECK_THAT(named(boxes, "[unknown]").fill, ContainsSubstring("hsl(0,0%"));
    CHECK(named(boxes, "main").fill != named(boxes, "tokenize").fill);
}

TEST_CASE("a profile without stacks gives a graph that says so") {
    auto counted = examples::profile();
    counted.stacks.clear();
    const auto svg = flamegraph_svg(counted, {});
    CHECK(boxes_of(svg).empty());
    CHECK_THAT(svg, ContainsSubstring("holds no stacks"));
    CHECK(boxes_of(flamegraph_svg(Profile(), {})).empty());
}

TEST_CASE("very deep stacks are drawn") {
    Profile profile;
    profile.frames = {{"f", "f", "/bin/a", "", 0}};
    profile.stacks = {{std::vector<std::uint32_t>(20'000, 0), 1, 1, "t"}};
    CHECK(boxes_of(flamegraph_svg(profile, {})).size() == 20'001);
}
