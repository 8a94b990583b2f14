#include "perfeng/tools/stacks/flamegraph_svg.hpp"

#include "flame_boxes.hpp"
#include "flame_geometry.hpp"
#include "named_stacks.hpp"
#include "text/looks.hpp"
#include "text/markup.hpp"
#include "text/reading.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>

namespace perfeng::tools {
namespace {

constexpr std::string_view readable =
    "a flame graph as flamegraph.pl, inferno, py-spy or perfeng draw it (one drawn by a "
    "script in its page holds no frames: read its folded stacks instead)";

struct CountUnit {
    std::string_view name;
    Unit unit;
    double scale; ///< to the model's unit
};

CountUnit unit_of(std::string_view name) {
    constexpr std::array units{
        CountUnit{"bytes", Unit::bytes, 1},
        CountUnit{"s", Unit::seconds, 1},
        CountUnit{"seconds", Unit::seconds, 1},
        CountUnit{"ms", Unit::seconds, 1e-3},
        CountUnit{"milliseconds", Unit::seconds, 1e-3},
        CountUnit{"us", Unit::seconds, 1e-6},
        CountUnit{"\xc2\xb5s", Unit::seconds, 1e-6},
        CountUnit{"\xce\xbcs", Unit::seconds, 1e-6}, // both signs for micro
        CountUnit{"microseconds", Unit::seconds, 1e-6},
        CountUnit{"ns", Unit::seconds, 1e-9},
        CountUnit{"nanoseconds", Unit::seconds, 1e-9},
        CountUnit{"sample", Unit::count, 1},
    };
    const auto* known = std::ranges::find(units, name, &CountUnit::name);
    return known != units.end() ? *known : CountUnit{name, Unit::count, 1};
}

struct Counts {
    std::vector<double> total; ///< of boxes
    std::size_t from_width = 0;
};

/// Titles are rounded and may be scaled (`--factor`); inferno's own figures are neither. What they stand for is told by
/// the widest box that has both.
Counts counts_of(const std::vector<FlameBox>& boxes) {
    const bool exact = std::ranges::all_of(boxes, [](const FlameBox& box) { return box.exact_width.has_value(); });
    const auto width = [exact](const FlameBox& box) { return exact ? *box.exact_width : box.width; };
    const auto widest =
        std::ranges::max_element(boxes, {}, [&](const FlameBox& box) { return box.count ? width(box) : 0; });
    const bool told = widest->count && width(*widest) > 0;
    const double scale = told ? *widest->count / width(*widest) : 1;
    Counts counts;
    counts.total.reserve(boxes.size());
    for (const auto& box : boxes) {
        counts.total.push_back(exact || !box.count ? width(box) * scale : *box.count);
        counts.from_width += box.count ? 0U : 1U;
    }
    return counts;
}

/// What remains of the counts without the callees'; `excess` is by how much callees count more than their caller.
struct Selves {
    std::vector<double> weight; ///< of boxes
    double excess = 0;
};

Selves selves_of(std::vector<double> total, const FlameGeometry& geometry) {
    const double whole = *std::ranges::max_element(total);
    auto self = total;
    for (std::size_t id = 0; id < self.size(); ++id)
        if (geometry.callers[id] != FlameGeometry::none)
            self[geometry.callers[id]] -= total[id];
    for (const auto id : geometry.adrift)
        self[id] = 0;
    Selves result;
    for (auto& weight : self) {
        result.excess += std::max(0.0, -weight);
        if (weight < whole * 1e-9) // what subtracting scaled counts leaves of nothing
            weight = 0;
    }
    result.weight = std::move(self);
    return result;
}

/// What boxes had of their own before. Changes are rounded to a hundredth of a percent of the whole; where that is less
/// than half a count, the count is found again.
std::vector<double> before(const std::vector<FlameBox>& boxes, const Selves& selves, double whole) {
    const double resolution = whole * 0.5001e-4;
    std::vector<double> weights;
    weights.reserve(boxes.size());
    for (std::size_t id = 0; id < boxes.size(); ++id) {
        const auto weight = selves.weight[id] - boxes[id].change.value_or(0) * whole;
        const auto count = std::round(weight);
        weights.push_back(std::max(0.0, std::abs(weight - count) <= resolution ? count : weight));
    }
    return weights;
}

/// An SVG of a few megabytes can describe stacks of many gigabytes: a tower of frames each with a little of its own.
bool fits_in_memory(const FlameGeometry& geometry) {
    constexpr std::size_t most = 200'000'000;
    std::vector<std::size_t> depth(geometry.callers.size(), 1);
    std::size_t frames = 0;
    for (const auto id : geometry.order) {
        if (geometry.callers[id] != FlameGeometry::none)
            depth[id] += depth[geometry.callers[id]];
        frames += depth[id];
    }
    return frames <= most;
}

/// perfeng draws samples without a call chain as a frame of that name.
bool is_function(const FlameBox& box, bool root) { return box.name != "[no call chain]" && !(root && is_whole(box)); }

void add_stacks(const std::vector<FlameBox>& boxes, const FlameGeometry& geometry, const std::vector<double>& weights,
                double scale, NamedStacks& stacks) {
    std::vector<std::uint32_t> frames;
    for (const auto id : geometry.order) {
        if (weights[id] <= 0)
            continue;
        frames.clear();
        for (auto at = id; at != FlameGeometry::none; at = geometry.callers[at])
            if (is_function(boxes[at], geometry.callers[at] == FlameGeometry::none))
                frames.push_back(stacks.frame(boxes[at].name));
        stacks.add(frames, weights[id] * scale);
    }
}

Profile profile_of(const std::vector<FlameBox>& boxes, const FlameGeometry& geometry,
                   const std::vector<double>& weights, const CountUnit& unit) {
    NamedStacks stacks;
    add_stacks(boxes, geometry, weights, unit.scale, stacks);
    const bool samples = unit.name == "samples" || unit.name == "sample";
    Profile profile{.tool = "flamegraph", .event = samples ? "samples" : std::string(unit.name), .unit = unit.unit};
    stacks.move_to(profile, samples);
    return profile;
}

std::string number_of_frames(std::size_t count) { return count == 1 ? "1 frame" : fmt::format("{} frames", count); }

std::vector<std::string> warnings_of(const FlameBoxes& picture, const Counts& counts, const FlameGeometry& geometry,
                                     const Selves& selves) {
    std::vector<std::string> warnings;
    if (!picture.complete)
        warnings.emplace_back("the file is cut short: frames may be missing");
    if (picture.has_changes)
        warnings.emplace_back("a differential flame graph: its base is reckoned back from rounded changes, without the "
                              "stacks that only the base had, which are not drawn");
    else if (picture.differential)
        warnings.emplace_back("a differential flame graph of an old kind: its changes against a base were left out");
    if (counts.from_width > 0)
        warnings.push_back(
            fmt::format("{} without a count in the title: taken from the width", number_of_frames(counts.from_width)));
    if (!geometry.adrift.empty())
        warnings.push_back(
            fmt::format("{} left out: no caller is drawn where they stand", number_of_frames(geometry.adrift.size())));
    if (const auto whole = *std::ranges::max_element(counts.total); selves.excess > whole / 100)
        warnings.push_back(
            fmt::format("callees count more than their callers, by {:.1f}% of the whole: the picture and "
                        "its counts do not agree",
                        selves.excess / whole * 100));
    return warnings;
}

/// The icon of a button in a page is none.
bool is_drawing(const MarkupTags& tag) {
    constexpr std::uint64_t largest_icon = 64;
    const auto width = tag.name() == "svg" ? whole_number(tag.attribute("width").value_or("")) : std::nullopt;
    return tag.name() == "svg" && (!width || *width > largest_icon);
}

} // namespace

tl::expected<Read<FlameGraph>, ReadError> read_flamegraph_svg(std::string_view svg) {
    const auto picture = read_flame_boxes(svg);
    if (picture.boxes.empty())
        return refuse(0, picture.last_text.empty() ? "no frame" : picture.last_text, readable);
    const auto geometry = flame_geometry(picture.boxes);
    const auto counts = counts_of(picture.boxes);
    const auto selves = selves_of(counts.total, geometry);
    if (!fits_in_memory(geometry))
        return refuse(0, "stacks of over 200 million frames together", readable);
    const auto unit = unit_of(picture.unit);
    FlameGraph graph{.profile = profile_of(picture.boxes, geometry, selves.weight, unit), .base = std::nullopt};
    if (graph.profile.weight <= 0)
        return refuse(0, "no count above 0", readable);
    if (picture.has_changes) {
        const auto whole = *std::ranges::max_element(counts.total);
        graph.base = profile_of(picture.boxes, geometry, before(picture.boxes, selves, whole), unit);
    }
    return Read<FlameGraph>{std::move(graph), warnings_of(picture, counts, geometry, selves)};
}

Recognition recognise_flamegraph_svg(Head head) {
    if (begins_with(head, "<") == Recognition::no)
        return Recognition::no;
    if (contains_any(head, {"<svg"}) != Recognition::yes)
        return not_yet(head);
    for (MarkupTags tags(head.text); tags.next();)
        if (is_drawing(tags))
            return Recognition::yes;
    return not_yet(head);
}

} // namespace perfeng::tools
