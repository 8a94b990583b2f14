#pragma once

#include "perfeng/model/comparison.hpp"
#include "perfeng/model/error.hpp"

namespace perfeng::cli {

/// gate_failed where a budget is broken, else ok.
[[nodiscard]] ExitCode budget_outcome(const Measurement& measurement);
[[nodiscard]] ExitCode gate_outcome(const Comparison& comparison);

} // namespace perfeng::cli
