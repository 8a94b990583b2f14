#pragma once

#include "perfeng/measure/executable.hpp"
#include "perfeng/measure/pass.hpp"
#include "perfeng/pipeline/baseline.hpp"

#include <filesystem>
#include <string>
#include <vector>

namespace perfeng::pipeline {

/// A measurement under way: what is measured is known and kept, and passes fill it.
struct Subject {
    Measurement measurement;
    measure::ProgramFiles files;
};

/// Builds and replaces `cargo run`, finds the executable, keeps snapshots of it and of what else is to be kept, and
/// notes the environment.
[[nodiscard]] Subject identify(const Context& context, const MeasureOptions& options, Role role);

/// Trials of one side become its metrics and its output record.
void add_trials(Measurement& measurement, const std::vector<Trial>& trials);

/// What a pass is given; how long a trial takes is known of `measurement`, whose environment takes the tools that run.
/// `workload` is not copied.
[[nodiscard]] measure::PassContext pass_context(const Context& context, const MeasureOptions& options,
                                                Measurement& measurement, const Workload& workload,
                                                const std::string& executable, const std::filesystem::path& scratch);

/// Runs the passes asked for, one after the other, each adding what it found to the measurement.
void run_passes(const Context& context, const MeasureOptions& options, Subject& subject,
                const std::filesystem::path& scratch);

/// Of a measurement that was interrupted: says of every pass that brought nothing why.
void note_unfinished_passes(const MeasureOptions& options, Measurement& measurement);

/// The budget for the workload's input size; null where there is none.
[[nodiscard]] const analysis::SizeBudget* budget_of_its_size(const Measurement& measurement,
                                                             const MeasureOptions& options);

/// Says of the profile what the program was busy with, and draws the findings; of a measurement that was interrupted
/// those that need no other program. `store`, which may be null, knows what came of earlier recommendations.
void conclude(process::Runner& runner, const store::Store* store, Measurement& measurement,
              const MeasureOptions& options);

} // namespace perfeng::pipeline
