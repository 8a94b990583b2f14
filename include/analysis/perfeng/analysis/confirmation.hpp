#pragma once

#include "perfeng/model/comparison.hpp"

namespace perfeng::analysis {

/// Takes from a comparison what only one of two comparisons of the same programs says. Of `second`, a failing reason
/// that `first` had not too becomes an open one, and one that only `first` had is added as open; a metric that
/// regressed in one of both only is inconclusive, with a note that tells both figures. The gate's status follows: see
/// decide().
void confirm(const Comparison& first, Comparison& second, bool strict);

} // namespace perfeng::analysis
