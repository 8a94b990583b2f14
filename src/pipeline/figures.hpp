#pragma once

#include "perfeng/model/measurement.hpp"

namespace perfeng::pipeline {

// What a measurement holds beside its trials, as metrics: figures that the workload determines, not the machine's
// noise. A metric that is there already stays.
void add_size_figures(Measurement& measurement);
void add_allocation_figures(Measurement& measurement);
void add_leak_figures(Measurement& measurement);

} // namespace perfeng::pipeline
