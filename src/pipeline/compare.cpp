#include "perfeng/pipeline/compare.hpp"

#include "now.hpp"
#include "stopping.hpp"

#include "perfeng/analysis/environment.hpp"
#include "perfeng/analysis/functions.hpp"
#include "perfeng/process/program.hpp"
#include "perfeng/store/id.hpp"

#include <algorithm>

namespace perfeng::pipeline {
namespace {

Side side_of_comparison(const Measurement& measurement) {
    const auto& workload = measurement.workload;
    return {measurement.id, measurement.name,
            process::join_words(workload.typed.empty() ? workload.argv : workload.typed), measurement.executable.sha256,
            !measurement.imported.empty()};
}

bool same_program(const Measurement& a, const Measurement& b) {
    const auto digests = [](const Measurement& measurement) {
        std::vector<std::string> all{measurement.executable.sha256};
        for (const auto& snapshot : measurement.executable.snapshots)
            all.push_back(snapshot.sha256);
        std::ranges::sort(all);
        return all;
    };
    return !a.executable.sha256.empty() && digests(a) == digests(b) && a.workload.argv == b.workload.argv;
}

/// What the pairs hold is judged by pairs; what passes add (sizes, allocations, leaks) exactly.
std::vector<MetricChange> judge_pairs_and_figures(const Measurement& base, const Measurement& candidate,
                                                  const CompareOptions& options) {
    auto changes =
        judge_paired_metrics(candidate.paired->metrics, candidate.metrics, options.thresholds, options.alpha);
    for (auto& change : analysis::judge_saved(base, candidate, options.thresholds, options.allow_unlike_machines)) {
        const bool paired =
            std::ranges::any_of(changes, [&](const MetricChange& known) { return known.name == change.name; });
        if (!paired)
            changes.push_back(std::move(change));
    }
    return changes;
}

bool measured_in_pairs(const Measurement& base, const Measurement& candidate) {
    return candidate.paired && candidate.paired->id == base.id;
}

/// What only one side has cannot be compared: said once, not left out.
std::vector<NotMeasured> not_compared(const Measurement& base, const Measurement& candidate) {
    std::vector<NotMeasured> missing;
    for (const auto* const side : {&base, &candidate})
        for (const auto& item : side->not_measured)
            missing.push_back({item.what + (side == &base ? " (baseline)" : " (candidate)"), item.why, item.how});
    return missing;
}

} // namespace

Comparison compare(const Measurement& base, const Measurement& candidate, const CompareOptions& options) {
    Comparison comparison;
    comparison.id = store::uuid_v7();
    comparison.created = now_utc();
    comparison.base = side_of_comparison(base);
    comparison.candidate = side_of_comparison(candidate);
    comparison.identical_executables = same_program(base, candidate);
    const bool paired = measured_in_pairs(base, candidate);
    comparison.method = paired ? Method::paired : Method::saved;
    comparison.metrics =
        paired ? judge_pairs_and_figures(base, candidate, options)
               : analysis::judge_saved(base, candidate, options.thresholds, options.allow_unlike_machines);
    if (base.profile && candidate.profile)
        comparison.functions = analysis::compare_functions(*base.profile, *candidate.profile);
    comparison.leaks =
        analysis::compare_leaks(base.leaks ? &*base.leaks : nullptr, candidate.leaks ? &*candidate.leaks : nullptr);
    comparison.output_identical = analysis::same_output(base, candidate);
    comparison.environment_differs = analysis::environment_differences(base.environment, candidate.environment);
    comparison.checks = options.verified.checks;
    comparison.not_measured = not_compared(base, candidate);
    comparison.not_measured.insert(comparison.not_measured.end(), options.verified.not_measured.begin(),
                                   options.verified.not_measured.end());
    comparison.gate = analysis::decide(comparison, options.budgets, options.strict, options.gate);
    return comparison;
}

} // namespace perfeng::pipeline
