#include "perfeng/pipeline/baseline.hpp"

#include "saving.hpp"
#include "subject.hpp"

#include "perfeng/process/file.hpp"

namespace perfeng::pipeline {

Measurement baseline(const Context& context, const MeasureOptions& options) {
    const process::TemporaryDirectory scratch;
    auto subject = unsaved([&] { return identify(context, options, Role::baseline); });
    auto& measurement = subject.measurement;
    std::vector<Trial> trials;
    keep_if_interrupted(
        context, options, measurement,
        [&] {
            const measure::TrialSetup setup{context.runner, timer_for(context, options, scratch.path()),
                                            measurement.workload, subject.files.file, scratch.path()};
            measure::run_trials(setup, options.plan, context.progress, trials);
            add_trials(measurement, trials);
            run_passes(context, options, subject, scratch.path());
        },
        [&] {
            if (measurement.metrics.empty())
                add_trials(measurement, trials);
        });
    return measurement;
}

} // namespace perfeng::pipeline
