#include "saving.hpp"

#include "subject.hpp"

#include "perfeng/process/interrupt.hpp"

namespace perfeng::pipeline {

void keep_if_interrupted(const Context& context, const MeasureOptions& options, Measurement& measurement,
                         const std::function<void()>& work, const std::function<void()>& recover) {
    try {
        work();
    } catch (const process::Interrupted&) {
        recover();
        context.progress.finish();
        if (measurement.metrics.empty())
            throw nothing_saved();
        measurement.complete = false;
        note_unfinished_passes(options, measurement);
        conclude(context.runner, &context.store, measurement, options);
        context.store.save(measurement);
        throw;
    } catch (...) {
        context.progress.finish();
        throw;
    }
    try {
        conclude(context.runner, &context.store, measurement, options);
    } catch (const process::Interrupted&) {
        context.progress.finish();
        context.store.save(measurement);
        throw;
    }
    context.store.save(measurement);
    context.progress.finish();
}

Error nothing_saved() { return {"interrupted", "nothing is saved: start it again", ExitCode::interrupted}; }

measure::Timer timer_for(const Context& context, const MeasureOptions& options, const std::filesystem::path& scratch) {
    return options.external_timer ? measure::time_timer(context.runner, scratch) : measure::own_timer(context.runner);
}

} // namespace perfeng::pipeline
