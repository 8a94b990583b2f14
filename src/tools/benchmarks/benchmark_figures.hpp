#pragma once

#include "perfeng/model/metric.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace perfeng::tools {

/// "wall_time[BM_sort/64]"; the metric's name alone for a benchmark without a name. Blank space in the name becomes one
/// blank, so that it stays in a line.
[[nodiscard]] std::string benchmark_metric(std::string_view metric, std::string_view benchmark);

/// Seconds in a unit of time as tools spell it: "ns", "us", "µs", "ms", "s", "ps"; empty for any other word.
[[nodiscard]] std::optional<double> seconds_in(std::string_view unit);

/// Unsigned, with a point and an exponent where it has them: "1.25e-05". Commas between digits are passed over.
[[nodiscard]] std::optional<double> figure_of(std::string_view text);

/// "1 run", "2 runs".
[[nodiscard]] std::string amount_of(std::uint64_t count, std::string_view noun);

/// What a file tells of its benchmarks: a metric for each name, in the order of the file. What is no finite number from
/// 0 is left out and counted.
class BenchmarkFigures {
public:
    /// A figure that was measured once: one more trial of the metric. Times in seconds.
    void add_trial(const std::string& name, Unit unit, double value);
    /// The tool's own summary of trials that it does not tell. A second one of the same metric is left out.
    void add_summary(const std::string& name, Unit unit, const Summary& summary);

    [[nodiscard]] bool empty() const { return metrics_.empty(); }
    [[nodiscard]] bool has(const std::string& name) const { return places_.contains(name); }
    void warn(std::vector<std::string>& warnings) const;
    [[nodiscard]] std::vector<Metric> take() { return std::move(metrics_); }

private:
    Metric& metric(const std::string& name, Unit unit);

    std::vector<Metric> metrics_;
    std::unordered_map<std::string, std::size_t> places_;
    std::uint64_t senseless_ = 0;
    std::uint64_t repeated_ = 0;
};

} // namespace perfeng::tools
