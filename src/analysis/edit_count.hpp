#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>

namespace perfeng::analysis {

/// What a shortest edit from one sequence to the other takes away and puts in.
struct EditCount {
    std::size_t removed = 0;
    std::size_t added = 0;
};

/// None where these are more than `limit` together. Time is in the order of the length plus limit^2 for sequences that
/// are mostly alike (E. W. Myers, "An O(ND) difference algorithm and its variations", Algorithmica 1, 1986).
[[nodiscard]] std::optional<EditCount> count_edits(std::span<const std::uint32_t> from,
                                                   std::span<const std::uint32_t> to, std::size_t limit);

} // namespace perfeng::analysis
