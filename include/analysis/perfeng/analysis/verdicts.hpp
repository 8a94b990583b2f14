#pragma once

#include "perfeng/analysis/limits.hpp"
#include "perfeng/model/comparison.hpp"

#include <span>
#include <string_view>
#include <vector>

namespace perfeng::analysis {

/// What identifies a metric in a comparison.
struct MetricIdentity {
    std::string_view name;
    Unit unit = Unit::count;
    Better better = Better::lower;
};

/// Judges pairs: base[i] and candidate[i] were run back to back. The verdict is that of stats::SequentialTest, so it
/// may be asked after every pair; `change` and `ci` are stats::paired_change. Counts of which one is 0 (faults,
/// switches) are compared as count + 1. Other metrics with a value of 0 or less (CPU time below the clock's resolution)
/// have no ratio: `inconclusive`, with a note. Throws std::invalid_argument where the sides differ in length.
[[nodiscard]] MetricChange judge_pairs(const MetricIdentity& metric, std::span<const double> base,
                                       std::span<const double> candidate, const Threshold& threshold, double alpha);

/// Judges two figures that repeat exactly: beyond the threshold is `regressed` or `improved`, else `unchanged`.
/// From a base of 0, any other figure is an infinite change.
[[nodiscard]] MetricChange judge_deterministic(const MetricIdentity& metric, double base, double candidate,
                                               const Threshold& threshold);

/// Judges instructions that a tool counted on both sides, under like conditions: exactly where all executions of each
/// agree, else by the interval from (least candidate / most base) to (most candidate / least base). `gated` is set.
[[nodiscard]] MetricChange judge_counts(const Metric& base, const Metric& candidate, std::span<const Threshold> given);

/// Judges two saved measurements, for the metrics that both have, in the order of the base, `gated` set.
/// Deterministic metrics that were the same in all trials are judged exactly. The interval of the others is from (least
/// candidate / most base) to (most candidate / least base), of the 95% intervals of both medians (coverage at least
/// 95%), or of all trials where there are under 6 (then `ci` is absent): it must lie beyond the threshold as a whole.
/// Peak RSS, sizes, allocations and leaks are judged on any machines. Times and other counts are only judged on
/// the same machine or with `allow_unlike`, and only by an explicit threshold, or for CPU time one of at least 10%.
/// Instructions that a tool counted are judged by judge_counts where both sides were so, on like processors with the
/// same libc; else they are refused, whatever is allowed.
/// What is not judged is `inconclusive`; `note` says why, how weak the evidence is, and how to get pairs.
[[nodiscard]] std::vector<MetricChange> judge_saved(const Measurement& base, const Measurement& candidate,
                                                    std::span<const Threshold> given, bool allow_unlike);

/// Sets `gated` of judged pairs (see is_gated), the gate of time by their own medians of CPU and wall time.
/// Where CPU time and wall time tell different things, a note on both says so. May be called again after more pairs.
void mark_gated(std::vector<MetricChange>& metrics, std::span<const Threshold> given);

} // namespace perfeng::analysis
