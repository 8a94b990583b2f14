#include "perfeng/pipeline/remeasure.hpp"

#include "completed.hpp"
#include "function_sampling.hpp"
#include "instruction_counting.hpp"
#include "new_leaks.hpp"
#include "pairing.hpp"
#include "saving.hpp"
#include "staging.hpp"
#include "subject.hpp"
#include "trial_machine.hpp"

#include "perfeng/analysis/outcomes.hpp"
#include "perfeng/measure/metrics.hpp"
#include "perfeng/model/error.hpp"
#include "perfeng/process/file.hpp"

namespace perfeng::pipeline {
namespace {

void add_pairs(const Measurement& base, Measurement& candidate, const std::vector<measure::TrialPair>& pairs) {
    if (pairs.empty())
        return;
    add_trials(candidate, side_of(pairs, &measure::TrialPair::candidate));
    candidate.paired =
        PairedBase{base.id, base.executable.sha256, measure::metrics_of(side_of(pairs, &measure::TrialPair::base))};
}

/// The baseline's program from a snapshot may miss what stood beside it.
[[noreturn]] void explain_failing_snapshot(const Error& error) {
    throw Error(std::string("the pairs failed: ") + error.what(),
                error.hint() +
                    "; if the program needs files beside it that have changed since the baseline, keep them: "
                    "perfeng baseline --snapshot FILE",
                error.code());
}

void run_both(const Context& context, const RemeasureOptions& options, const StagedSides& sides,
              const TrialMachine& machine, const std::filesystem::path& scratch,
              std::vector<measure::TrialPair>& pairs) {
    const auto timer = machine.timer(scratch);
    const measure::TrialSetup base{context.runner, timer, sides.base.workload, sides.base.file, scratch};
    const measure::TrialSetup candidate{context.runner, timer, sides.candidate.workload, sides.candidate.file, scratch};
    try {
        run_until_known(context, options.pairs, options.thresholds, options.alpha, base, candidate, pairs);
        machine.tell_what_happened();
    } catch (const Error& error) {
        if (error.code() != ExitCode::workload_failed || !pairs.empty() || sides.identical)
            throw;
        explain_failing_snapshot(error);
    }
}

} // namespace

Measurement remeasure(const Context& context, const Measurement& base, const RemeasureOptions& options) {
    if (!base.imported.empty())
        throw Error("the baseline " + base.id + " was imported: its program is not here to be run in pairs",
                    "measure a baseline here: perfeng baseline -- CMD; or import the files of the changed program "
                    "(perfeng import --role candidate FILE...) and run perfeng compare");
    const process::TemporaryDirectory scratch;
    auto measure_options = completed(options.measure, base);
    measure_options.evidence.thresholds = options.thresholds;
    measure_options.evidence.alpha = options.alpha;
    measure_options.evidence.base = &base;
    auto subject = unsaved([&] { return identify(context, measure_options, Role::candidate); });
    auto& candidate = subject.measurement;
    std::vector<measure::TrialPair> pairs;
    keep_if_interrupted(
        context, measure_options, candidate,
        [&] {
            auto sides = stage(context.store, base, candidate, subject.files.file, scratch.path());
            run_alike(sides.base.workload, candidate.workload);
            if (sides.identical)
                context.progress.say("the program has not changed since the baseline: the pairs show the noise floor");
            run_both(context, options, sides, TrialMachine(context, measure_options, {&candidate}), scratch.path(),
                     pairs);
            add_pairs(base, candidate, pairs);
            run_passes(context, measure_options, subject, scratch.path());
            sample_both(context, measure_options, sides, candidate, scratch.path());
            count_both(context, measure_options, sides, candidate, scratch.path());
            add_new_leaks(context, base, candidate, measure_options.pass_limit, scratch.path());
            candidate.outcomes = analysis::outcomes_of(base, candidate, measure_options.rules);
        },
        [&] {
            if (candidate.metrics.empty())
                add_pairs(base, candidate, pairs);
        });
    return candidate;
}

namespace {

BothSides measure_sides(const Context& context, const RemeasureOptions& base, const RemeasureOptions& candidate) {
    const process::TemporaryDirectory scratch;
    auto base_subject = identify(context, base.measure, Role::baseline);
    auto candidate_subject = identify(context, candidate.measure, Role::candidate);
    const StagedSides sides{{base_subject.measurement.workload, base_subject.files.file},
                            {candidate_subject.measurement.workload, candidate_subject.files.file},
                            false};
    std::vector<measure::TrialPair> pairs;
    run_both(context, candidate, sides,
             TrialMachine(context, candidate.measure, {&base_subject.measurement, &candidate_subject.measurement}),
             scratch.path(), pairs);
    add_trials(base_subject.measurement, side_of(pairs, &measure::TrialPair::base));
    add_pairs(base_subject.measurement, candidate_subject.measurement, pairs);
    const auto base_scratch = scratch.path() / "base";
    const auto candidate_scratch = scratch.path() / "cand";
    std::filesystem::create_directory(base_scratch);
    std::filesystem::create_directory(candidate_scratch);
    run_passes(context, base.measure, base_subject, base_scratch);
    run_passes(context, candidate.measure, candidate_subject, candidate_scratch);
    sample_both(context, candidate.measure, sides, candidate_subject.measurement, scratch.path());
    count_both(context, candidate.measure, sides, candidate_subject.measurement, scratch.path());
    give_base_its_counts(candidate_subject.measurement, base_subject.measurement);
    context.progress.finish();
    return {std::move(base_subject.measurement), std::move(candidate_subject.measurement)};
}

} // namespace

BothSides measure_both(const Context& context, const RemeasureOptions& base, const RemeasureOptions& candidate) {
    return unsaved([&] { return measure_sides(context, base, candidate); });
}

} // namespace perfeng::pipeline
