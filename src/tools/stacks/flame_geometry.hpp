#pragma once

#include "flame_boxes.hpp"

#include <cstdint>
#include <vector>

namespace perfeng::tools {

/// Which frame called which, by the places where a flame graph drew them.
struct FlameGeometry {
    static constexpr std::uint32_t none = UINT32_MAX;

    std::vector<std::uint32_t> callers; ///< of each box its caller, or none
    std::vector<std::uint32_t> order;   ///< all boxes, callers before those they called
    std::size_t roots = 0;              ///< the first ones of `order`
    std::vector<std::uint32_t> adrift;  ///< boxes that touch nothing in the row before theirs
};

/// Whether a box stands for the whole graph and not for a function: "all", "all samples" in the first differential
/// ones.
[[nodiscard]] bool is_whole(const FlameBox& box);

[[nodiscard]] FlameGeometry flame_geometry(const std::vector<FlameBox>& boxes);

} // namespace perfeng::tools
