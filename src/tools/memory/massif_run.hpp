#pragma once

#include "heap_tree.hpp"
#include "text/reading.hpp"

#include "perfeng/model/error.hpp"
#include "perfeng/tools/contents.hpp"
#include "perfeng/tools/read.hpp"

#include <tl/expected.hpp>

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace perfeng::tools {

struct MassifSnapshot {
    std::uint64_t heap = 0;   ///< bytes that the program asked for
    std::uint64_t extra = 0;  ///< bytes that the allocator needs for them
    std::uint64_t stacks = 0; ///< bytes
    bool is_peak = false;
    bool has_tree = false;
    Lines tree{""}; ///< its first line comes next

    [[nodiscard]] std::uint64_t held() const { return heap + extra; }
};

/// What a run of massif left, as itself or ms_print writes it.
struct MassifRun {
    std::string command;
    bool pages = false; ///< --pages-as-heap=yes
    std::vector<MassifSnapshot> snapshots;

    /// Puts the nodes of a tree into `tree`; the bytes that have no place at all, being below a threshold.
    using ReadTree = tl::expected<std::uint64_t, ReadError> (*)(Lines lines, HeapTree& tree);

    /// The peak, and the places of the best tree: see read_massif(). Only that tree is read.
    [[nodiscard]] tl::expected<Read<Contents>, ReadError> contents(ReadTree read_tree) const;
};

/// "in 5 places, all below massif's threshold (1.00%)"
[[nodiscard]] bool is_cut_off(std::string_view node);

/// The largest number of bytes that a snapshot can hold, so that two can be added.
inline constexpr std::uint64_t most_massif_bytes = std::uint64_t{1} << 62U;

} // namespace perfeng::tools
