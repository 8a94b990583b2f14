#pragma once

#include "perfeng/model/bisection.hpp"

#include <cstddef>
#include <optional>
#include <utility>
#include <vector>

/// Which commit to look at next. States are of the commits after the good one, oldest first; none: not known yet. What
/// lies before a good one counts as good, what lies after a bad one as bad.
namespace perfeng::analysis {

using RevisionStates = std::vector<std::optional<RevisionState>>;

/// First and last of those that may be the first bad one, both included. The last is the first that is known to be bad.
/// Asks for a bad one.
[[nodiscard]] std::pair<std::size_t, std::size_t> suspects_in(const RevisionStates& states);

/// Of the suspects whose state is not known, the one nearest to the middle. None where the first bad one is found, or
/// all between were skipped.
[[nodiscard]] std::optional<std::size_t> next_to_test(const RevisionStates& states);

} // namespace perfeng::analysis
