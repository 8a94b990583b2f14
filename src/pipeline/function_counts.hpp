#pragma once

#include "subject.hpp"

#include "perfeng/analysis/growth.hpp"
#include "perfeng/pipeline/scale.hpp"

#include <filesystem>
#include <vector>

namespace perfeng::pipeline {

/// What tells functions apart at each measured size of `growth`. Appends to `counted`, so that what is finished
/// survives an interruption; what can't be had goes to `growth.not_measured`.
void count_functions(const Context& context, const ScaleOptions& options, const Subject& subject,
                     const std::filesystem::path& scratch, Growth& growth,
                     std::vector<analysis::FunctionsAtSize>& counted);

/// Takes a CPU profile at that size, and says what it shows; empty where none can be taken.
[[nodiscard]] std::string investigate(const Context& context, const ScaleOptions& options, const Subject& subject,
                                      const std::filesystem::path& scratch, const GrowthSize& size,
                                      const Workload& workload);

} // namespace perfeng::pipeline
