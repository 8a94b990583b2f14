#pragma once

#include "perfeng/model/measurement.hpp"

#include <vector>

namespace perfeng::analysis {

/// What is wrong with the build itself, so that it is to be mended before anything else is measured:
/// recommendations build/unoptimised, build/empty-cmake-build-type, build/partly-unoptimised, build/instrumented, and
/// doubts build/declared-differs:WHAT (the project asks for one thing, the binary shows another) and
/// build/without-effect (settings that cargo ignores).
[[nodiscard]] std::vector<Finding> build_faults(const Measurement& measurement);

/// What a sound build could try: build/no-lto, build/codegen-units, build/panic-abort, build/march,
/// build/optimised-for-size, build/checks, build/profiling-profile, and, of the time of the build itself,
/// build/slow-unit. Only what the facts show to be otherwise today; nothing for a system's programs, which the user
/// does not build. Ceilings are those that were measured (docs/build.md), never a promise: each names the command
/// that measures it.
[[nodiscard]] std::vector<Finding> build_advice(const Measurement& measurement);

} // namespace perfeng::analysis
