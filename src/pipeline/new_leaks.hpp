#pragma once

#include "perfeng/model/measurement.hpp"
#include "perfeng/pipeline/context.hpp"

#include <filesystem>

namespace perfeng::pipeline {

/// Where both sides kept a memory graph (macOS), has the tool itself tell which of the candidate's leaks are new.
void add_new_leaks(const Context& context, const Measurement& base, Measurement& candidate, double limit,
                   const std::filesystem::path& scratch);

} // namespace perfeng::pipeline
