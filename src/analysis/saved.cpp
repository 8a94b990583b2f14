#include "note.hpp"
#include "words.hpp"

#include "perfeng/analysis/environment.hpp"
#include "perfeng/analysis/verdicts.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

namespace perfeng::analysis {
namespace {

/// Saved times drift: minutes later the same program may be several percent slower.
constexpr double least_saved_threshold = 0.10;

/// Both measurements, and what makes their times comparable or not.
struct Sides {
    const Measurement& base;
    const Measurement& candidate;
    bool unlike_machines;
    bool identical_executables;
};

bool constant(const Metric& metric) { return metric.summary.min == metric.summary.max; }

/// Told of the program and not of the machine, so that it may be compared between machines.
bool of_the_program(const Metric& metric) {
    const auto* kind = find_metric_kind(metric.name);
    return metric_family(metric.name) == "peak_rss" || (kind && kind->deterministic);
}

/// Instructions depend on the machine (libraries choose code by the CPU's flags), but repeat exactly on one.
bool exact(const Metric& base, const Metric& candidate) {
    const auto* kind = find_metric_kind(base.name);
    return kind && (kind->deterministic || kind->name == "instructions") && constant(base) && constant(candidate);
}

Interval extent(const Summary& summary) { return summary.ci.value_or(Interval{summary.min, summary.max}); }

/// Sets the verdict from an interval of the change: only what holds for the whole of it is shown.
void judge_interval(MetricChange& metric, const Interval& change) {
    const auto worse = metric.better == Better::lower ? change : Interval{-change.hi, -change.lo};
    metric.not_worse = worse.hi <= metric.threshold;
    if (worse.lo > metric.threshold)
        metric.verdict = Verdict::regressed;
    else if (worse.hi < -metric.threshold)
        metric.verdict = Verdict::improved;
    else if (metric.not_worse && worse.lo >= -metric.threshold)
        metric.verdict = Verdict::unchanged;
}

/// Whether the rules let saved figures of this metric be judged; else a note says why not.
bool may_judge(MetricChange& judged, const Metric& base, const Threshold& threshold, const Sides& sides) {
    if (of_the_program(base))
        return true;
    const bool unknown_machines = !knows_machine(sides.base.environment) && !knows_machine(sides.candidate.environment);
    if (unknown_machines && threshold.explicit_by_user) {
        add_note(judged, "taken to be of one machine: the files do not tell");
        return true;
    }
    if (sides.unlike_machines) {
        add_note(
            judged,
            fmt::format("unlike machines ({}): not judged without --allow-unlike-machines",
                        fmt::join(environment_differences(sides.base.environment, sides.candidate.environment), "; ")));
        return false;
    }
    if (threshold.explicit_by_user || metric_family(base.name) == "cpu_time")
        return true;
    add_note(judged, fmt::format("saved figures of it drift too much to be judged without --threshold {}=LIMIT",
                                 metric_family(base.name)));
    return false;
}

void note_evidence(MetricChange& judged, const Metric& base, const Metric& candidate, const Sides& sides) {
    if (of_the_program(base))
        return;
    if (sides.identical_executables)
        add_note(judged, "identical executables: a difference is noise, or comes from what they read");
    const auto trials = base.summary.n > 0 && candidate.summary.n > 0
                            ? fmt::format("{} against {} trials", base.summary.n, candidate.summary.n)
                            : std::string("a tool's own summaries");
    const bool by_pairs = !judged.name.ends_with("build_time"); // a build is measured by itself
    const auto pairs = by_pairs && sides.candidate.imported.empty()
                           ? "; for pairs: perfeng remeasure -- " + command_line(sides.candidate.workload)
                           : std::string();
    add_note(judged, fmt::format("weak evidence: saved numbers ({}), not pairs{}", trials, pairs));
}

MetricChange of_both(const Metric& base, const Metric& candidate) {
    MetricChange change;
    change.name = base.name;
    change.unit = base.unit;
    change.better = base.better;
    change.base = base.summary.median;
    change.candidate = candidate.summary.median;
    return change;
}

MetricChange judge_ranges(const Metric& base, const Metric& candidate, Threshold threshold, const Sides& sides) {
    auto judged = of_both(base, candidate);
    if (metric_family(base.name) == "cpu_time" && !threshold.explicit_by_user)
        threshold.limit = std::max(threshold.limit, least_saved_threshold);
    judged.threshold = threshold.relative_to(judged.base);
    const auto from = extent(base.summary);
    const auto to = extent(candidate.summary);
    if (from.lo <= 0) {
        add_note(judged, "not comparable: the baseline reads 0");
        return judged;
    }
    judged.change = judged.candidate / judged.base - 1;
    const Interval change{to.lo / from.hi - 1, to.hi / from.lo - 1};
    if (base.summary.ci && candidate.summary.ci)
        judged.ci = change;
    if (may_judge(judged, base, threshold, sides))
        judge_interval(judged, change);
    note_evidence(judged, base, candidate, sides);
    return judged;
}

MetricChange refused_count(const Metric& base, const Metric& candidate, const Threshold& threshold,
                           const std::string& why) {
    auto refused = of_both(base, candidate);
    refused.change = refused.candidate / refused.base - 1;
    refused.threshold = threshold.limit;
    add_note(refused, why);
    return refused;
}

/// None where the processor counted on both sides: then they are judged as other figures of a machine.
std::optional<MetricChange> judge_saved_counts(const Metric& base, const Metric& candidate,
                                               std::span<const Threshold> given, const Sides& sides) {
    const auto again = "; count both sides here: perfeng remeasure --counter instructions -- " +
                       command_line(sides.candidate.workload);
    const bool of_base = sides.base.instruction_counts.has_value();
    const bool of_candidate = sides.candidate.instruction_counts.has_value();
    if (base.name != "instructions" || (!of_base && !of_candidate))
        return std::nullopt;
    const auto threshold = threshold_for(base.name, given);
    if (of_base != of_candidate)
        return refused_count(base, candidate, threshold,
                             fmt::format("only the {} was counted by a tool", of_base ? "baseline" : "candidate") +
                                 again);
    const auto unlike = counting_differences(sides.base.environment, sides.candidate.environment);
    if (!unlike.empty())
        return refused_count(
            base, candidate, threshold,
            fmt::format("counts from unlike machines are refused ({}): libraries choose their code by the processor{}",
                        fmt::join(unlike, "; "), again));
    return judge_counts(base, candidate, given);
}

MetricChange judge(const Metric& base, const Metric& candidate, const Threshold& threshold, const Sides& sides) {
    const bool comparable = of_the_program(base) || !sides.unlike_machines;
    if (exact(base, candidate) && comparable)
        return judge_deterministic({base.name, base.unit, base.better}, base.summary.median, candidate.summary.median,
                                   threshold);
    return judge_ranges(base, candidate, threshold, sides);
}

} // namespace

MetricChange judge_counts(const Metric& base, const Metric& candidate, std::span<const Threshold> given) {
    const auto threshold = threshold_for(base.name, given);
    auto judged = judge_deterministic({base.name, base.unit, base.better}, base.summary.median,
                                      candidate.summary.median, threshold);
    if (!constant(base) || !constant(candidate)) {
        judged.verdict = Verdict::inconclusive;
        judged.ci =
            Interval{candidate.summary.min / base.summary.max - 1, candidate.summary.max / base.summary.min - 1};
        judge_interval(judged, *judged.ci);
        add_note(judged, "counts differ from execution to execution");
    }
    judged.gated = is_gated(base.name, "", given);
    return judged;
}

std::vector<MetricChange> judge_saved(const Measurement& base, const Measurement& candidate,
                                      std::span<const Threshold> given, bool allow_unlike) {
    const Sides sides{.base = base,
                      .candidate = candidate,
                      .unlike_machines = !allow_unlike && !same_machine(base.environment, candidate.environment),
                      .identical_executables =
                          !base.executable.sha256.empty() && base.executable.sha256 == candidate.executable.sha256};
    std::vector<MetricChange> judged;
    for (const auto& metric : base.metrics) {
        const auto* other = find_metric(candidate, metric.name);
        if (!other || !has_figures(metric.summary) || !has_figures(other->summary) || metric.unit != other->unit)
            continue;
        const auto counted = judge_saved_counts(metric, *other, given, sides);
        judged.push_back(counted ? *counted : judge(metric, *other, threshold_for(metric.name, given), sides));
        judged.back().gated = is_gated(metric.name, "cpu_time", given);
    }
    return judged;
}

} // namespace perfeng::analysis
