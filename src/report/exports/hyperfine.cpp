// What `hyperfine --export-json` writes (BenchmarkResult of github.com/sharkdp/hyperfine, by its version 1.15): a
// result for each command, in seconds, of the wall times of single trials. A metric of which no trial is known has no
// result. `user` and `system` are means, null where they were not measured; so is an exit status that may be another
// than 0.
#include "exports.hpp"
#include "told.hpp"

#include "perfeng/process/program.hpp"
#include "perfeng/stats/summary.hpp"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <map>

namespace perfeng::report {
namespace {

using Figures = nlohmann::ordered_json;
using Parameters = std::map<std::string, std::string>;

/// Trials of one side, by metric.
using Trials = std::map<std::string, std::vector<double>>;

Figures mean_of(const Trials& trials, const std::string& metric) {
    const auto found = trials.find(metric);
    if (found == trials.end() || found->second.empty() || !all_finite(found->second))
        return nullptr;
    return stats::summarise(found->second).mean;
}

/// "user_time[BM_sort/64]" beside "wall_time[BM_sort/64]".
std::string beside(const std::string& wall_time, const std::string& family) {
    return family + wall_time.substr(metric_family(wall_time).size());
}

Figures hyperfine_result(const std::string& command, const Trials& trials, const std::string& wall_time,
                         const Figures& exit_status) {
    const auto& times = trials.at(wall_time);
    const auto summary = stats::summarise(times);
    return {{"command", exportable(command)},
            {"mean", summary.mean},
            {"stddev", summary.n > 1 ? Figures(summary.stddev) : Figures()},
            {"median", summary.median},
            {"user", mean_of(trials, beside(wall_time, "user_time"))},
            {"system", mean_of(trials, beside(wall_time, "system_time"))},
            {"min", summary.min},
            {"max", summary.max},
            {"times", times},
            {"exit_codes", std::vector<Figures>(times.size(), exit_status)}};
}

/// `parameters` tell results apart, as those of hyperfine's --parameter-list do.
void add_results(Figures& results, const std::string& command, const Trials& trials, const Parameters& parameters,
                 const Figures& exit_status = 0) {
    for (const auto& [metric, times] : trials) {
        if (metric_family(metric) != "wall_time" || times.empty() || !all_finite(times))
            continue;
        results.push_back(hyperfine_result(command, trials, metric, exit_status));
        auto all = parameters;
        if (metric != "wall_time")
            all["benchmark"] = metric.substr(metric.find('[') + 1, metric.size() - metric.find('[') - 2);
        for (const auto& [name, value] : all)
            results.back()["parameters"][name] = exportable(value);
    }
}

} // namespace

std::string hyperfine_json(const Judgement& judgement, const Style& /*style*/) {
    auto results = Figures::array();
    for (const auto& workload : judgement.workloads) {
        if (!workload.comparison)
            continue;
        Trials base;
        Trials candidate;
        for (const auto& metric : workload.comparison->metrics) {
            base[metric.name] = metric.base_trials;
            candidate[metric.name] = metric.candidate_trials;
        }
        add_results(results, workload.comparison->base.command, base, {{"side", "base"}, {"workload", workload.name}});
        add_results(results, workload.comparison->candidate.command, candidate,
                    {{"side", "candidate"}, {"workload", workload.name}});
    }
    return written_json({{"results", results}});
}

std::string hyperfine_json(const Measurement& measurement, const Style& /*style*/) {
    auto results = Figures::array();
    Trials trials;
    for (const auto& metric : measurement.metrics)
        trials[metric.name] = metric.trials;
    add_results(results, process::join_words(measurement.workload.argv), trials, {},
                measurement.workload.ignore_failure ? Figures() : Figures(0));
    return written_json({{"results", results}});
}

} // namespace perfeng::report
