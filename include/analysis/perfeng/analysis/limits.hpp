#pragma once

#include "perfeng/model/metric.hpp"

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace perfeng::analysis {

/// How much worse a metric may become between two measurements: `limit` is a fraction of the base, but never less than
/// `at_least` in the metric's own unit.
struct Threshold {
    std::string metric;
    double limit = 0;
    bool explicit_by_user = false;
    double at_least = 0;

    /// The limit as a fraction of this base value.
    [[nodiscard]] double relative_to(double base) const;
};

/// The most that a metric may be, in its own unit. `text` is the limit as the user wrote it.
struct Budget {
    std::string metric;
    double limit = 0;
    std::string text;
};

/// "3%" or "0.03"; none for what is neither, or is below 0.
[[nodiscard]] std::optional<double> parse_fraction(std::string_view text);

/// "cpu_time=3%" or "cpu_time=0.03"; "cpu_time[BM_sort]=3%" for one benchmark of several. Throws Error for an unknown
/// metric (with the nearest name), for a limit that is no number from 0, and for a plain number over 1, which is rather
/// a percentage without its sign.
[[nodiscard]] Threshold parse_threshold(std::string_view text);

/// "wall_time=150ms" (ns, us or µs, ms, s, min), "peak_rss=200MB" (B, kB or KB, MB, GB of 1000; KiB, MiB, GiB of 1024),
/// "allocations=5000"; a number without a unit is in the metric's own. Throws Error as above.
[[nodiscard]] Budget parse_budget(std::string_view text);

/// The last of `given` for this metric, else for its family, else the default: 3% for CPU time, 5% for wall time, 2%
/// (at least 256 KiB) for peak RSS, 2% for sizes, allocations and instructions, 0 for leaks, 5% for the rest.
[[nodiscard]] Threshold threshold_for(std::string_view metric, std::span<const Threshold> given);

/// As if the user had named instructions, in the weakest place: with the default limit where no other is given.
void gate_instructions(std::vector<Threshold>& given);

/// Whether this metric decides the exit status: one that the user named, the metric that is the gate of time (see
/// time_gate; not where the user named CPU time, wall time or instructions), peak RSS, leaks and growth. Sizes and
/// allocations are judged and shown, but a faster program that is larger passes unless the user gave them a threshold.
[[nodiscard]] bool is_gated(std::string_view metric, std::string_view time_gate, std::span<const Threshold> given);

/// Seconds, medians of one side.
struct Times {
    double cpu = 0;
    double wall = 0;
};

/// "cpu_time" where both sides are CPU-bound on one thread (cpu/wall between 0.9 and 1.1), else "wall_time": CPU time
/// is the steadier of the two, but says nothing of waiting, and little of work on several threads.
[[nodiscard]] std::string_view time_gate(const Times& base, const Times& candidate);

} // namespace perfeng::analysis
