#include "perfeng/pipeline/baseline.hpp"

#include "instruction_counting.hpp"
#include "saving.hpp"
#include "subject.hpp"
#include "trial_machine.hpp"

#include "perfeng/process/file.hpp"

namespace perfeng::pipeline {

namespace {

void run_alone(const Context& context, const MeasureOptions& options, Subject& subject,
               const std::filesystem::path& scratch, std::vector<Trial>& trials) {
    auto& measurement = subject.measurement;
    const TrialMachine machine(context, options, {&measurement});
    const measure::TrialSetup setup{context.runner, machine.timer(scratch), measurement.workload, subject.files.file,
                                    scratch};
    measure::run_trials(setup, options.plan, context.progress, trials);
    machine.tell_what_happened();
}

} // namespace

Measurement baseline(const Context& context, const MeasureOptions& options) {
    const process::TemporaryDirectory scratch;
    auto subject = unsaved([&] { return identify(context, options, Role::baseline); });
    auto& measurement = subject.measurement;
    std::vector<Trial> trials;
    keep_if_interrupted(
        context, options, measurement,
        [&] {
            run_alone(context, options, subject, scratch.path(), trials);
            add_trials(measurement, trials);
            run_passes(context, options, subject, scratch.path());
            count_one(context, options, measurement, {measurement.workload, subject.files.file}, scratch.path());
        },
        [&] {
            if (measurement.metrics.empty())
                add_trials(measurement, trials);
        });
    return measurement;
}

} // namespace perfeng::pipeline
