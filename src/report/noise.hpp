#pragma once

#include "perfeng/model/comparison.hpp"
#include "perfeng/model/measurement.hpp"
#include "perfeng/report/page.hpp"

namespace perfeng::report {

/// Load, and what others took of the processors while the trials ran; empty where nothing is known.
[[nodiscard]] std::string machine_meanwhile(const Environment& environment);

/// What the trials say of their own noise, and what the machine did beside them. Empty where neither is known.
[[nodiscard]] Facts noise_of(const Measurement& measurement);
[[nodiscard]] Facts noise_of(const Comparison& comparison);

} // namespace perfeng::report
