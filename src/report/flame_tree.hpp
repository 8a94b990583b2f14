#pragma once

#include "perfeng/model/profile.hpp"

#include <cstddef>
#include <cstdint>
#include <map>
#include <string_view>
#include <tuple>
#include <vector>

namespace perfeng::report {

/// A call path of a profile, with all that runs through it. `frame` is null for the root and for samples without a
/// call chain. Children are told apart by name, module and being inlined, in this order.
struct FlameNode {
    using Key = std::tuple<std::string_view, std::string_view, bool>;

    const Frame* frame = nullptr;
    double weight = 0;
    std::uint64_t samples = 0;
    std::map<Key, std::size_t> children; ///< indexes of the tree
};

/// The root is first; it holds all samples. The nodes point into `profile`. Weight is that of the profile, or
/// samples where it has none; what is no positive number counts as none.
[[nodiscard]] std::vector<FlameNode> flame_tree(const Profile& profile);

} // namespace perfeng::report
