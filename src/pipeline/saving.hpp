#pragma once

#include "perfeng/pipeline/baseline.hpp"

#include <filesystem>
#include <functional>

namespace perfeng::pipeline {

/// Does `work`, then draws the findings and saves the measurement. Interrupted, it lets `recover` add what was
/// finished, saves that as incomplete where there is a trial, and passes the exception on.
void keep_if_interrupted(const Context& context, const MeasureOptions& options, Measurement& measurement,
                         const std::function<void()>& work, const std::function<void()>& recover);

[[nodiscard]] measure::Timer timer_for(const Context& context, const MeasureOptions& options,
                                       const std::filesystem::path& scratch);

} // namespace perfeng::pipeline
