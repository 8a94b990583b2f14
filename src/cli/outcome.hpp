#pragma once

#include "perfeng/model/comparison.hpp"
#include "perfeng/model/error.hpp"
#include "perfeng/model/verification.hpp"

namespace perfeng::cli {

/// gate_failed where a budget is broken, else ok.
[[nodiscard]] ExitCode budget_outcome(const Measurement& measurement);
[[nodiscard]] ExitCode gate_outcome(const Comparison& comparison);
/// gate_failed where a check failed, usage where one was not run or there was none, else ok.
[[nodiscard]] ExitCode verification_outcome(const Verification& verification);

} // namespace perfeng::cli
