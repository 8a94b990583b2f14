#pragma once

#include "perfeng/pipeline/baseline.hpp"

namespace perfeng::pipeline {

/// What the user gave, and the rest as the baseline had it.
[[nodiscard]] Workload completed(Workload given, const Workload& base);
[[nodiscard]] MeasureOptions completed(const MeasureOptions& options, const Measurement& base);

/// What belongs to the way of measuring, not to the program, is made the same on both sides.
void run_alike(Workload& base, const Workload& candidate);

} // namespace perfeng::pipeline
