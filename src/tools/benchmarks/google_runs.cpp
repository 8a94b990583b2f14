#include "google_runs.hpp"

#include "text/reading.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <ranges>
#include <unordered_map>
#include <unordered_set>
#include <utility>

namespace perfeng::tools {
namespace {

constexpr std::string_view google_aggregates[] = {"mean", "median", "stddev", "cv", "BigO", "RMS"};

/// "BM_sort" and "median" of "BM_sort_median"; the second empty for a name of no aggregate.
std::pair<std::string_view, std::string_view> split_aggregate(std::string_view name) {
    const auto underscore = name.rfind('_');
    if (underscore == std::string_view::npos)
        return {name, {}};
    const auto aggregate = name.substr(underscore + 1);
    if (std::ranges::find(google_aggregates, aggregate) == std::ranges::end(google_aggregates))
        return {name, {}};
    return {name.substr(0, underscore), aggregate};
}

bool is_run(const GoogleRun& run) { return run.aggregate.empty(); }

} // namespace

void GoogleRuns::add_error(const std::string& name, const std::string& message) {
    if (errors_++ == 0)
        first_error_ = message.empty() ? name : name + ": " + message;
}

void GoogleRuns::add_unreadable(std::string_view row) {
    if (unreadable_++ == 0)
        first_unreadable_ = row.substr(0, 60);
}

void GoogleRuns::tell_aggregates_by_name() {
    std::unordered_set<std::string_view> names;
    std::unordered_map<std::string_view, std::set<std::string_view>> aggregates;
    for (const auto& run : runs_) {
        names.insert(run.name);
        const auto [base, aggregate] = split_aggregate(run.name);
        if (!aggregate.empty())
            aggregates[base].insert(aggregate);
    }
    std::vector<std::pair<GoogleRun*, std::pair<std::string, std::string>>> renamed;
    for (auto& run : runs_) {
        const auto [base, aggregate] = split_aggregate(run.name);
        if (is_run(run) && !aggregate.empty() && (names.contains(base) || aggregates[base].size() > 1))
            renamed.push_back({&run, {std::string(base), std::string(aggregate)}});
    }
    for (auto& [run, name] : renamed)
        std::tie(run->name, run->aggregate) = std::move(name);
}

void GoogleRuns::add_figures(BenchmarkFigures& figures, const GoogleRun& run) const {
    figures.add_trial(benchmark_metric("wall_time", run.name), Unit::seconds, run.real);
    figures.add_trial(benchmark_metric("cpu_time", run.name), Unit::seconds, run.cpu);
    if (run.allocations >= 0)
        figures.add_trial(benchmark_metric("allocations", run.name), Unit::count, run.allocations);
    if (run.peak_heap >= 0)
        figures.add_trial(benchmark_metric("peak_heap", run.name), Unit::bytes, run.peak_heap);
}

/// Runs are told: their aggregates say nothing more. Else the median has to do.
void GoogleRuns::add_aggregates(BenchmarkFigures& figures, std::vector<std::string>& warnings) const {
    std::uint64_t left_out = 0;
    std::uint64_t medians = 0;
    for (const auto& run : runs_) {
        if (is_run(run))
            continue;
        if (run.aggregate == "median" && !figures.has(benchmark_metric("wall_time", run.name))) {
            add_figures(figures, run);
            ++medians;
        } else {
            ++left_out;
        }
    }
    if (medians > 0)
        warnings.push_back(fmt::format("{} told by aggregates alone: the median stands for one trial. Run without "
                                       "--benchmark_report_aggregates_only for each repetition",
                                       amount_of(medians, "benchmark")));
    if (left_out > 0)
        warnings.push_back(
            fmt::format("{} (mean, stddev and the like) left out: perfeng makes its own of the repetitions",
                        amount_of(left_out, "aggregate")));
}

void GoogleRuns::warn(std::vector<std::string>& warnings) const {
    constexpr std::size_t shown = 8;
    if (errors_ > 0)
        warnings.push_back(
            fmt::format("{} without a time for an error, the first: {}", amount_of(errors_, "run"), first_error_));
    if (!counters_.empty())
        warnings.push_back(fmt::format("{} left out: {}{}", amount_of(counters_.size(), "counter"),
                                       fmt::join(counters_ | std::views::take(shown), ", "),
                                       counters_.size() > shown ? ", ..." : ""));
    if (unreadable_ > 0)
        warnings.push_back(
            fmt::format("{} passed over as no run, the first: {}", amount_of(unreadable_, "row"), first_unreadable_));
}

tl::expected<Read<Contents>, ReadError> GoogleRuns::into(Read<Contents> read) {
    BenchmarkFigures figures;
    for (const auto& run : runs_)
        if (is_run(run))
            add_figures(figures, run);
    add_aggregates(figures, read.warnings);
    if (figures.empty())
        return refuse(0,
                      errors_ > 0       ? "errors alone"
                      : unreadable_ > 0 ? first_unreadable_
                                        : "no run",
                      "a run of Google Benchmark with its time, or a median of several");
    warn(read.warnings);
    figures.warn(read.warnings);
    read.value.metrics = figures.take();
    return read;
}

} // namespace perfeng::tools
