#include "perfeng/pipeline/compare.hpp"

#include "now.hpp"
#include "stopping.hpp"

#include "perfeng/analysis/blame.hpp"
#include "perfeng/analysis/confirmation.hpp"
#include "perfeng/analysis/environment.hpp"
#include "perfeng/analysis/functions.hpp"
#include "perfeng/analysis/size_changes.hpp"
#include "perfeng/process/program.hpp"
#include "perfeng/stats/random_effects.hpp"
#include "perfeng/store/id.hpp"

#include <algorithm>
#include <iterator>

namespace perfeng::pipeline {
namespace {

Side side_of_comparison(const Measurement& measurement) {
    const auto& workload = measurement.workload;
    return {measurement.id,
            measurement.name,
            process::join_words(workload.typed.empty() ? workload.argv : workload.typed),
            measurement.executable.sha256,
            !measurement.imported.empty(),
            workload.cwd};
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

bool counted_in_pairs(const Measurement& candidate) {
    return candidate.paired->instruction_counts && candidate.instruction_counts;
}

bool measured_in_pairs(const Measurement& base, const Measurement& candidate) {
    return candidate.paired && candidate.paired->id == base.id;
}

/// What the pairs hold is judged by pairs; what passes add (sizes, allocations, leaks, counts of a tool) exactly.
std::vector<MetricChange> judge_pairs_and_figures(const Measurement& base, const Measurement& candidate,
                                                  const CompareOptions& options) {
    auto in_pairs = candidate.paired->metrics;
    std::vector<MetricChange> counted;
    if (counted_in_pairs(candidate)) {
        const auto counts = std::ranges::find(in_pairs, "instructions", &Metric::name);
        counted.push_back(analysis::judge_counts(*counts, *find_metric(candidate, "instructions"), options.thresholds));
        in_pairs.erase(counts);
    }
    auto changes = judge_paired_metrics(in_pairs, candidate.metrics, options.thresholds, options.alpha);
    std::ranges::move(counted, std::back_inserter(changes));
    for (auto& change : analysis::judge_saved(base, candidate, options.thresholds, options.allow_unlike_machines)) {
        const bool paired =
            std::ranges::any_of(changes, [&](const MetricChange& known) { return known.name == change.name; });
        if (!paired)
            changes.push_back(std::move(change));
    }
    return changes;
}

bool is_missing(const NotMeasured& item, const Measurement& side) {
    return std::ranges::any_of(side.not_measured, [&](const NotMeasured& other) {
        return other.what == item.what && other.why == item.why && other.how == item.how;
    });
}

/// What both sides lack for the same reason is said once; else the side is named.
std::vector<NotMeasured> not_compared(const Measurement& base, const Measurement& candidate) {
    std::vector<NotMeasured> missing;
    for (const auto& item : base.not_measured)
        missing.push_back({item.what + (is_missing(item, candidate) ? "" : " (baseline)"), item.why, item.how});
    for (const auto& item : candidate.not_measured)
        if (!is_missing(item, base))
            missing.push_back({item.what + " (candidate)", item.why, item.how});
    return missing;
}

/// CPU time as the pairs judged it; none where they could not.
std::optional<analysis::WholeCosts> cpu_costs(const Comparison& comparison) {
    const auto cpu = std::ranges::find(comparison.metrics, "cpu_time", &MetricChange::name);
    if (cpu == comparison.metrics.end() || cpu->base <= 0 || !cpu->ci)
        return std::nullopt;
    const auto errors_in_an_interval = 2 * stats::errors_at(0.05);
    return analysis::WholeCosts{Unit::seconds, cpu->base, cpu->base * (1 + cpu->change),
                                (cpu->ci->hi - cpu->ci->lo) / errors_in_an_interval / (1 + cpu->change)};
}

/// What a tool counted of the whole; none where it was not judged. All repeats of a count lie within its interval.
std::optional<analysis::WholeCosts> counted_costs(const Comparison& comparison) {
    const auto counts = std::ranges::find(comparison.metrics, "instructions", &MetricChange::name);
    if (counts == comparison.metrics.end() || counts->base <= 0 || counts->verdict == Verdict::inconclusive)
        return std::nullopt;
    const auto spread = counts->ci ? (counts->ci->hi - counts->ci->lo) / 2 : 0;
    return analysis::WholeCosts{Unit::count, counts->base, counts->candidate, spread / (1 + counts->change)};
}

analysis::Callers callers_of(const Measurement& side) {
    return side.profile ? analysis::callers_in(*side.profile) : analysis::Callers{};
}

/// Exact but for what repeats differ by: a thousandth of the whole is told apart.
constexpr double margin_of_counts = 0.001;

bool compare_counts(Comparison& comparison, const Measurement& base, const Measurement& candidate) {
    const auto* const counted =
        measured_in_pairs(base, candidate) ? &candidate.paired->instruction_counts : &base.instruction_counts;
    const auto whole = counted_costs(comparison);
    if (!*counted || !candidate.instruction_counts || !whole)
        return false;
    auto blame = analysis::blame_functions(**counted, *candidate.instruction_counts, *whole, callers_of(base),
                                           callers_of(candidate), margin_of_counts);
    comparison.functions = std::move(blame.functions);
    comparison.ledger = blame.ledger;
    return true;
}

/// By instructions where they were counted, or by repeats that took turns; else by the shares of one profile each.
void compare_functions(Comparison& comparison, const Measurement& base, const Measurement& candidate) {
    if (compare_counts(comparison, base, candidate))
        return;
    const auto whole = cpu_costs(comparison);
    const bool repeated =
        measured_in_pairs(base, candidate) && candidate.paired->function_times && candidate.function_times && whole;
    if (repeated) {
        auto blame = analysis::blame_functions(*candidate.paired->function_times, *candidate.function_times, *whole,
                                               callers_of(base), callers_of(candidate));
        comparison.functions = std::move(blame.functions);
        comparison.ledger = blame.ledger;
    } else if (base.profile && candidate.profile) {
        comparison.functions = analysis::compare_functions(*base.profile, *candidate.profile);
    }
}

std::vector<std::string> differences_between(const Measurement& base, const Measurement& candidate) {
    auto environment = base.environment;
    if (measured_in_pairs(base, candidate))
        environment.isolation = candidate.environment.isolation; // the pairs ran alike
    return analysis::environment_differences(environment, candidate.environment);
}

/// Tests and lints have been confirmed on their own.
bool fails_by_measure(const Gate& gate) {
    return std::ranges::any_of(gate.reasons,
                               [](const Reason& reason) { return reason.failing && reason.kind != ReasonKind::check; });
}

} // namespace

Comparison compare(const Measurement& base, const Measurement& candidate, const CompareOptions& options,
                   std::span<const MetricChange> growth) {
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
    comparison.metrics.insert(comparison.metrics.end(), growth.begin(), growth.end());
    compare_functions(comparison, base, candidate);
    comparison.symbols = analysis::symbol_changes(base.executable, candidate.executable);
    if (base.allocations && candidate.allocations)
        comparison.allocations = analysis::allocation_changes(*base.allocations, *candidate.allocations);
    comparison.leaks =
        analysis::compare_leaks(base.leaks ? &*base.leaks : nullptr, candidate.leaks ? &*candidate.leaks : nullptr);
    comparison.output_identical = analysis::same_output(base, candidate);
    comparison.environment_differs = differences_between(base, candidate);
    comparison.environment = candidate.environment;
    comparison.checks = options.verified.checks;
    comparison.not_measured = not_compared(base, candidate);
    comparison.not_measured.insert(comparison.not_measured.end(), options.verified.not_measured.begin(),
                                   options.verified.not_measured.end());
    comparison.gate = analysis::decide(comparison, options.budgets, options.strict, options.gate, options.thresholds);
    return comparison;
}

Comparison compare_confirmed(const Context& context, BothSides sides, const std::function<BothSides()>& measure_again,
                             const CompareOptions& options) {
    auto comparison = compare(sides.base, sides.candidate, options, sides.growth);
    if (!options.confirm || !fails_by_measure(comparison.gate))
        return comparison;
    context.progress.say("the gate fails: measuring once more, to be sure");
    sides = measure_again();
    auto second = compare(sides.base, sides.candidate, options, sides.growth);
    analysis::confirm(comparison, second, options.strict);
    return second;
}

} // namespace perfeng::pipeline
