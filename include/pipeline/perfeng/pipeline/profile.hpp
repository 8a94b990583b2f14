#pragma once

#include "perfeng/model/measurement.hpp"
#include "perfeng/store/store.hpp"

namespace perfeng::pipeline {

/// Gives the measurement's profile its frames and stacks back, which the store keeps as a blob. False where there is
/// none: then only the table of functions is known.
bool load_stacks(store::Store& store, Measurement& measurement);

} // namespace perfeng::pipeline
