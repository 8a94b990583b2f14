#pragma once

#include "perfeng/analysis/limits.hpp"
#include "perfeng/model/comparison.hpp"
#include "perfeng/model/growth.hpp"

#include <span>
#include <vector>

namespace perfeng::analysis {

/// How the growth of one program differs from that of another over the same sizes: the exponents of n, of CPU time (or
/// wall time, where that alone was measured) as `time_growth` and of peak RSS as `memory_growth`. An exponent of
/// "constant" is 0. `regressed` where the whole interval of the difference lies beyond the threshold, by default a
/// tenth of the base but at least 0.3; `unchanged` where it lies within; else, and where no exponent could be told,
/// `inconclusive`. `ci` is relative, and absent from a base of 0. They are gated.
[[nodiscard]] std::vector<MetricChange> growth_changes(const Growth& base, const Growth& candidate,
                                                       std::span<const Threshold> given);

} // namespace perfeng::analysis
