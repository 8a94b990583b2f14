#pragma once

#include "staging.hpp"

#include "perfeng/model/measurement.hpp"
#include "perfeng/pipeline/baseline.hpp"

#include <filesystem>

namespace perfeng::pipeline {

/// With the CPU pass, samples the functions of both sides in turns, after their pairs: see measure::sample_functions.
/// What comes of it stands in the candidate. Sides that are identical have no functions that changed.
void sample_both(const Context& context, const MeasureOptions& options, const StagedSides& sides,
                 Measurement& candidate, const std::filesystem::path& scratch);

} // namespace perfeng::pipeline
