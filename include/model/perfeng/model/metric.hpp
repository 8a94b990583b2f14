#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace perfeng {

enum class Unit { seconds, bytes, count };
enum class Better { lower, higher };

/// "wall_time" of "wall_time[BM_sort/64]", which is that of one benchmark among several; else the name itself.
[[nodiscard]] std::string_view metric_family(std::string_view name);
/// For people: "wall time", "wall time of BM_sort/64"; the name itself where perfeng knows nothing of its family.
[[nodiscard]] std::string metric_label(std::string_view name);

/// A range of a metric's values, or of relative changes (0.05 is 5%). `lo <= hi`.
struct Interval {
    double lo = 0;
    double hi = 0;
};

/// What perfeng knows about a metric by its name. `deterministic` metrics are compared exactly once
/// two executions gave the same figure; the others by statistics.
struct MetricKind {
    std::string_view name;
    std::string_view label;
    Unit unit;
    Better better;
    bool deterministic;
};

/// Every metric perfeng measures itself, in the order of a report.
[[nodiscard]] std::span<const MetricKind> metric_kinds();
/// That of its family; null for a name that perfeng does not measure itself (an imported metric).
[[nodiscard]] const MetricKind* find_metric_kind(std::string_view name);

/// `stddev` is the sample standard deviation (n - 1), 0 for one trial.
/// `ci` is the 95% interval of the median; absent under 6 trials, where none exists.
/// `n` is 0 where a tool tells its own figures, but neither trials nor how many there were; then `min` and `max` are
/// the median.
struct Summary {
    std::size_t n = 0;
    double median = 0;
    double mean = 0;
    double stddev = 0;
    double min = 0;
    double max = 0;
    std::optional<Interval> ci;
};

/// Whether it has figures that may be compared: of trials, or a tool's own with their interval.
[[nodiscard]] inline bool has_figures(const Summary& summary) { return summary.n > 0 || summary.ci; }

/// `trials` holds the values in the order they were measured, in `unit`.
/// `outliers` are indexes into `trials` with a modified z-score beyond 3.5: told, never dropped.
struct Metric {
    std::string name;
    Unit unit = Unit::count;
    Better better = Better::lower;
    Summary summary;
    std::vector<double> trials;
    std::vector<std::size_t> outliers;
    /// The 95% interval of the program against itself, from trials that followed each other: relative changes that
    /// these trials alone make. Absent under 12 trials, and where a trial reads 0.
    std::optional<Interval> noise_floor;
};

[[nodiscard]] std::string_view to_string(Unit unit);     ///< "s", "bytes", "count"
[[nodiscard]] std::string_view to_string(Better better); ///< "lower", "higher"
[[nodiscard]] std::optional<Unit> unit_from(std::string_view text);
[[nodiscard]] std::optional<Better> better_from(std::string_view text);

} // namespace perfeng
