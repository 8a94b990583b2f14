#pragma once

#include "perfeng/model/measurement.hpp"
#include "perfeng/report/style.hpp"

#include <string>

/// The report of `perfeng bottleneck`: where time and memory go, what to do about it, and how far to trust it.
namespace perfeng::report {

[[nodiscard]] std::string bottleneck_text(const Measurement& measurement, const Style& style);
[[nodiscard]] std::string bottleneck_markdown(const Measurement& measurement, const Style& style);

} // namespace perfeng::report
