#include "perfeng/pipeline/noise.hpp"

#include "pairing.hpp"

#include "perfeng/analysis/limits.hpp"
#include "perfeng/measure/machine_watch.hpp"
#include "perfeng/measure/metrics.hpp"
#include "perfeng/measure/pairs.hpp"
#include "perfeng/process/file.hpp"
#include "perfeng/stats/paired.hpp"
#include "perfeng/stats/resolution.hpp"
#include "perfeng/stats/summary.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <random>

namespace perfeng::pipeline {
namespace {

constexpr std::size_t noise_pairs = 60;
constexpr double longest_noise_run = 60;                       // seconds
constexpr std::array<std::size_t, 2> limits_of_pairs{30, 100}; // the usual one, and --thorough
constexpr const char* counting = "i=0; while [ $i -lt 20000 ]; do i=$((i+1)); done";

std::vector<measure::TrialPair> pairs_with_itself(process::Runner& runner, measure::Progress& progress) {
    const process::TemporaryDirectory scratch;
    Workload workload;
    workload.argv = {"/bin/sh", "-c", counting};
    workload.cwd = scratch.path().string();
    const measure::TrialSetup setup{runner, measure::own_timer(runner), workload, "/bin/sh", scratch.path()};
    std::vector<measure::TrialPair> pairs;
    measure::run_pairs(
        setup, setup, {.limit = noise_pairs, .time_limit = longest_noise_run, .seed = std::random_device{}()},
        [](const measure::TrialPair&) { return false; }, progress, pairs);
    progress.finish();
    return pairs;
}

std::vector<double> ratios_of(const std::vector<measure::TrialPair>& pairs, const std::string& metric) {
    std::vector<double> ratios;
    for (const auto& pair : pairs) {
        const auto base = measure::value_of(pair.base.usage, metric);
        const auto candidate = measure::value_of(pair.candidate.usage, metric);
        if (base.value_or(0) > 0 && candidate.value_or(0) > 0)
            ratios.push_back(std::log(*candidate / *base));
    }
    return ratios;
}

double median_seconds(const std::vector<measure::TrialPair>& pairs) {
    std::vector<double> seconds;
    for (const auto& pair : pairs)
        seconds.push_back(pair.base.usage.wall_time + pair.candidate.usage.wall_time);
    return stats::median(seconds);
}

} // namespace

NoiseDiagnosis diagnose_noise(process::Runner& runner, measure::Progress& progress, double alpha,
                              Environment& environment) {
    const measure::MachineWatch watch;
    const auto pairs = pairs_with_itself(runner, progress);
    watch.tell(environment);
    NoiseDiagnosis noise;
    noise.pairs = pairs.size();
    noise.seconds_a_pair = median_seconds(pairs);
    for (const auto* const metric : {"cpu_time", "wall_time"}) {
        const auto ratios = ratios_of(pairs, metric);
        if (ratios.size() < 6)
            continue;
        noise.floors.push_back({metric, *stats::paired_change(ratios).ci});
        const auto threshold = analysis::threshold_for(metric, {}).limit;
        for (const auto most : limits_of_pairs)
            noise.resolved.push_back(
                {metric, threshold, most, stats::smallest_change_found(ratios, {threshold, alpha, most}, 1)});
    }
    return noise;
}

} // namespace perfeng::pipeline
