#pragma once

#include "perfeng/model/metric.hpp"

#include <optional>
#include <span>

namespace perfeng::stats {

/// What a comparison of a program with itself would have said: trials that followed each other as pairs (the first with
/// the second, the third with the fourth), and the interval of paired_change() over them. None under 12 trials (6
/// pairs), and where a trial is not positive.
[[nodiscard]] std::optional<Interval> noise_floor(std::span<const double> trials);

} // namespace perfeng::stats
