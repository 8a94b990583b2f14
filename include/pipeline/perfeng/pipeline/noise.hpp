#pragma once

#include "perfeng/measure/progress.hpp"
#include "perfeng/model/diagnosis.hpp"
#include "perfeng/process/runner.hpp"

namespace perfeng::pipeline {

/// Runs a shell that counts, about 20 ms of CPU time, in 60 pairs with itself, and says what verdicts could resolve
/// here for such a program, with the usual limit of pairs and with --thorough. Takes seconds. Tells in `environment`
/// what the machine did meanwhile.
[[nodiscard]] NoiseDiagnosis diagnose_noise(process::Runner& runner, measure::Progress& progress, double alpha,
                                            Environment& environment);

} // namespace perfeng::pipeline
