#pragma once

#include "staging.hpp"

#include "perfeng/model/measurement.hpp"
#include "perfeng/pipeline/baseline.hpp"

#include <filesystem>

namespace perfeng::pipeline {

/// Where it was asked for, counts the instructions of one program: its metric, and by function. Takes the place of
/// what the processor counted in trials, as both are never quite the same.
void count_one(const Context& context, const MeasureOptions& options, Measurement& measurement, const StagedSide& side,
               const std::filesystem::path& scratch);

/// The same for both sides of pairs, after them, on this machine: both or neither. The base's stand in the candidate.
void count_both(const Context& context, const MeasureOptions& options, const StagedSides& sides, Measurement& candidate,
                const std::filesystem::path& scratch);

/// What was counted of the base beside `candidate`, as the base's own.
void give_base_its_counts(const Measurement& candidate, Measurement& base);

} // namespace perfeng::pipeline
