#include "doubt.hpp"
#include "words.hpp"

#include "perfeng/analysis/doubts.hpp"

#include <fmt/format.h>

#include <optional>

namespace perfeng::analysis {
namespace {

using Doubt = std::optional<Finding>;

constexpr double short_trial = 5e-3;
constexpr double unsteady_share = 0.10;

Doubt short_trials(const Measurement& measurement) {
    const auto* wall = find_metric(measurement, "wall_time");
    if (!wall || wall->summary.n == 0 || wall->summary.median >= short_trial)
        return std::nullopt;
    return doubt(
        "trials/short", "Trials are short: much of what is measured is the start of a process",
        fmt::format("median wall time {} over {} trials, under {}", quantity(wall->summary.median, Unit::seconds),
                    wall->summary.n, quantity(short_trial, Unit::seconds)),
        "Give the program a larger input, or let it do its work in a loop, then: " + measure_again(measurement));
}

std::string list_outliers(const Metric& metric) {
    constexpr std::size_t shown = 5;
    std::string list;
    for (std::size_t i = 0; i < metric.outliers.size() && i < shown; ++i)
        list += fmt::format("{}trial {}: {}", i == 0 ? "" : ", ", metric.outliers[i] + 1,
                            quantity(metric.trials.at(metric.outliers[i]), metric.unit));
    return metric.outliers.size() > shown ? list + ", ..." : list;
}

Doubt outliers(const Measurement& measurement, const Metric& metric) {
    if (metric.outliers.empty())
        return std::nullopt;
    return doubt("trials/outliers",
                 fmt::format("{} of {} trials are outliers in {}", metric.outliers.size(), metric.trials.size(),
                             label(metric.name)),
                 fmt::format("{}; median {}", list_outliers(metric), quantity(metric.summary.median, metric.unit)),
                 "Medians and intervals stand, mean and stddev do not. Stop other work on the machine, then: " +
                     measure_again(measurement),
                 Confidence::medium, metric.name);
}

Doubt unsteady(const Measurement& measurement, const Metric& metric) {
    const auto& [n, median, mean, stddev, min, max, ci] = metric.summary;
    if (n < 2 || mean <= 0 || stddev / mean <= unsteady_share)
        return std::nullopt;
    return doubt("trials/unsteady",
                 fmt::format("{} varies by {} from trial to trial", label(metric.name), percent(stddev / mean)),
                 fmt::format("stddev {}, mean {}, {} to {} over {} trials", quantity(stddev, metric.unit),
                             quantity(mean, metric.unit), quantity(min, metric.unit), quantity(max, metric.unit), n),
                 "Compare in pairs, which cancels what both sides share: perfeng remeasure -- " +
                     command_line(measurement.workload),
                 Confidence::high, metric.name);
}

Doubt busy_machine(const Measurement& measurement) {
    const auto& [load, cores] = std::pair(measurement.environment.load[0], measurement.environment.cores);
    if (cores <= 0 || load <= cores)
        return std::nullopt;
    return doubt("trials/busy-machine", "The machine was busy when the trials began",
                 fmt::format("load {:.1f} on {} processors", load, cores),
                 "Wall time is too high. Wait until other work is done, then: " + measure_again(measurement));
}

Doubt output_differs(const Measurement& measurement) {
    if (measurement.output.deterministic)
        return std::nullopt;
    return doubt("trials/output-differs", "The workload's output differs from trial to trial",
                 "two trials with the same command and input gave different output",
                 "Whether a change keeps the output can't be told. Fix the seed, and leave times, addresses and "
                 "unordered output out, then: " +
                     measure_again(measurement));
}

} // namespace

std::vector<Finding> trial_doubts(const Measurement& measurement) {
    std::vector<Finding> doubts;
    const auto add = [&doubts](Doubt found) {
        if (found)
            doubts.push_back(*std::move(found));
    };
    add(short_trials(measurement));
    for (const auto* name : {"wall_time", "cpu_time"}) {
        if (const auto* metric = find_metric(measurement, name)) {
            add(outliers(measurement, *metric));
            add(unsteady(measurement, *metric));
        }
    }
    add(busy_machine(measurement));
    add(output_differs(measurement));
    return doubts;
}

} // namespace perfeng::analysis
