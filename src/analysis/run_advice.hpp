#pragma once

#include "perfeng/model/measurement.hpp"

#include <vector>

namespace perfeng::analysis {

/// What the figures of a run recommend, beside the samples of its profile: memory that is lost ("memory/leak"), pages
/// that come from disk ("os/major-faults"), waiting and switching ("os/context-switches"), functions that call
/// themselves ("code/recursion").
[[nodiscard]] std::vector<Finding> advise_on_run(const Measurement& measurement);

} // namespace perfeng::analysis
