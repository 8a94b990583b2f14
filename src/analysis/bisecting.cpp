#include "perfeng/analysis/bisecting.hpp"

#include <algorithm>

namespace perfeng::analysis {

std::pair<std::size_t, std::size_t> suspects_in(const RevisionStates& states) {
    const auto bad = std::ranges::find(states, std::optional(RevisionState::bad));
    const auto last = static_cast<std::size_t>(bad - states.begin());
    std::size_t first = last;
    while (first > 0 && states[first - 1] != RevisionState::good)
        --first;
    return {first, last};
}

std::optional<std::size_t> next_to_test(const RevisionStates& states) {
    const auto [first, last] = suspects_in(states);
    // One before the middle: to know that `last - 1` is good, or that `first` is bad, ends the search.
    const auto middle = static_cast<std::ptrdiff_t>((first + last) / 2);
    std::optional<std::size_t> nearest;
    for (auto at = first; at < last; ++at) {
        const auto away = [&](std::size_t index) { return std::abs(static_cast<std::ptrdiff_t>(index) - middle); };
        if (!states[at] && (!nearest || away(at) < away(*nearest)))
            nearest = at;
    }
    return nearest;
}

} // namespace perfeng::analysis
