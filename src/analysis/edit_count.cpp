#include "edit_count.hpp"

#include <algorithm>
#include <vector>

namespace perfeng::analysis {
namespace {

using Index = std::ptrdiff_t;

/// Myers' greedy search: after each round, `farthest` holds for each diagonal how far edits of that number can get.
class EditSearch {
public:
    EditSearch(std::span<const std::uint32_t> from, std::span<const std::uint32_t> to, Index limit)
        : from_(from), to_(to), offset_(limit + 1), farthest_(static_cast<std::size_t>(2 * limit + 3), 0) {}

    /// Whether `edits` are enough.
    bool reaches_the_end(Index edits) {
        for (auto diagonal = -edits; diagonal <= edits; diagonal += 2) {
            const bool down = diagonal == -edits || (diagonal != edits && at(diagonal - 1) < at(diagonal + 1));
            const auto x = slide(down ? at(diagonal + 1) : at(diagonal - 1) + 1, diagonal);
            at(diagonal) = x;
            if (x >= std::ssize(from_) && x - diagonal >= std::ssize(to_))
                return true;
        }
        return false;
    }

private:
    Index& at(Index diagonal) { return farthest_[static_cast<std::size_t>(diagonal + offset_)]; }

    [[nodiscard]] Index slide(Index x, Index diagonal) const {
        while (x < std::ssize(from_) && x - diagonal < std::ssize(to_) &&
               from_[static_cast<std::size_t>(x)] == to_[static_cast<std::size_t>(x - diagonal)])
            ++x;
        return x;
    }

    std::span<const std::uint32_t> from_;
    std::span<const std::uint32_t> to_;
    Index offset_;
    std::vector<Index> farthest_;
};

} // namespace

std::optional<EditCount> count_edits(std::span<const std::uint32_t> from, std::span<const std::uint32_t> to,
                                     std::size_t limit) {
    const auto most = static_cast<Index>(std::min(limit, from.size() + to.size()));
    const auto longer = std::ssize(from) - std::ssize(to);
    EditSearch search(from, to, most);
    for (Index edits = 0; edits <= most; ++edits)
        if (search.reaches_the_end(edits))
            return EditCount{static_cast<std::size_t>((edits + longer) / 2),
                             static_cast<std::size_t>((edits - longer) / 2)};
    return std::nullopt;
}

} // namespace perfeng::analysis
