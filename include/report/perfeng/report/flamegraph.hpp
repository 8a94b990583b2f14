#pragma once

#include "perfeng/model/profile.hpp"

#include <string>

namespace perfeng::report {

/// `width` and `min_width` in pixels; frames narrower than `min_width` are left out with all above them, and the
/// footer says how many and how much weight.
struct FlamegraphOptions {
    std::string title = "Flame graph";
    int width = 1200;
    double min_width = 0.1;
};

/// A self-contained SVG without scripts, root at the bottom, siblings in the order of their names. Each frame is a
/// <g> with <title>NAME (1,542 samples, 12.30%)</title>: its samples, and its share of the profile's weight, by which
/// it is wide. Stacks without frames stand as "[no call chain]". A profile without stacks gives a graph that says so.
[[nodiscard]] std::string flamegraph_svg(const Profile& profile, const FlamegraphOptions& options);

} // namespace perfeng::report
