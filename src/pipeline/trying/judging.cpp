#include "judging.hpp"

#include "pairing.hpp"
#include "stopping.hpp"

#include "perfeng/analysis/verdicts.hpp"
#include "perfeng/measure/metrics.hpp"
#include "perfeng/process/file.hpp"
#include "perfeng/stats/sequential.hpp"
#include "perfeng/tools/symbols/elf.hpp"

#include <algorithm>
#include <array>
#include <tuple>

namespace perfeng::pipeline {
namespace {

constexpr std::array<std::string_view, 3> told_always{"cpu_time", "wall_time", "peak_rss"};

bool is_told(const MetricChange& change, std::span<const analysis::Threshold> thresholds) {
    return change.gated || std::ranges::find(told_always, change.name) != told_always.end() ||
           std::ranges::find(thresholds, change.name, &analysis::Threshold::metric) != thresholds.end();
}

MetricChange size_change(const Built& base, const Built& candidate, std::span<const analysis::Threshold> thresholds) {
    const auto size = [](const Built& built) { return static_cast<double>(std::filesystem::file_size(built.file)); };
    auto change = analysis::judge_deterministic({"file_size", Unit::bytes, Better::lower}, size(base), size(candidate),
                                                analysis::threshold_for("file_size", thresholds));
    change.gated = analysis::is_gated("file_size", "", thresholds);
    return change;
}

MetricChange build_time_change(const Built& base, const Built& candidate,
                               std::span<const analysis::Threshold> thresholds) {
    MetricChange change{.name = "build_time", .unit = Unit::seconds};
    change.base = *base.build_time;
    change.candidate = *candidate.build_time;
    change.change = change.candidate / change.base - 1;
    change.threshold = analysis::threshold_for("build_time", thresholds).limit;
    change.note = "one build each: told, not judged";
    return change;
}

bool any_gated(const Variant& variant, Verdict verdict) {
    return std::ranges::any_of(variant.metrics,
                               [&](const MetricChange& change) { return change.gated && change.verdict == verdict; });
}

bool none_worse(const Variant& variant) {
    return std::ranges::all_of(variant.metrics,
                               [](const MetricChange& change) { return !change.gated || change.not_worse; });
}

bool is_smaller(const Variant& variant) {
    return std::ranges::any_of(variant.metrics, [](const MetricChange& change) {
        return change.name == "file_size" && change.verdict == Verdict::improved;
    });
}

Worth worth_of(const Variant& variant) {
    if (variant.output_identical == false)
        return Worth::nothing;
    const bool better = any_gated(variant, Verdict::improved);
    const bool worse = any_gated(variant, Verdict::regressed);
    if (worse)
        return better || is_smaller(variant) ? Worth::trades : Worth::nothing;
    return better || (is_smaller(variant) && none_worse(variant)) ? Worth::helps : Worth::nothing;
}

/// Whether every trial of the candidate ended and wrote as the base's did. None where the base does not repeat itself.
std::optional<bool> same_behaviour(const std::vector<measure::TrialPair>& pairs) {
    const auto told = [](const Trial& trial) { return std::pair(trial.output_digest, trial.status.code); };
    const auto wanted = told(pairs.front().base);
    if (!std::ranges::all_of(pairs, [&](const auto& pair) { return told(pair.base) == wanted; }))
        return std::nullopt;
    return std::ranges::all_of(pairs, [&](const auto& pair) { return told(pair.candidate) == wanted; });
}

} // namespace

const MetricChange* gate_of_time(const Variant& variant) {
    for (const auto* const name : {"cpu_time", "wall_time"}) // where the user gates both, the steadier
        for (const auto& change : variant.metrics)
            if (change.gated && change.name == name)
                return &change;
    return nullptr;
}

bool same_code(const std::string& a, const std::string& b) {
    const auto first = process::read_file(a);
    const auto second = process::read_file(b);
    const auto first_elf = tools::read_elf(first);
    const auto second_elf = tools::read_elf(second);
    return first_elf && second_elf ? first_elf->code == second_elf->code : first == second;
}

void judge_variant(Variant& variant, const Built& base, const Built& candidate,
                   const std::vector<measure::TrialPair>& pairs, std::span<const analysis::Threshold> thresholds,
                   double alpha) {
    variant.status = TryStatus::tried;
    variant.output_identical = same_behaviour(pairs);
    const auto metrics = [&](Trial measure::TrialPair::* side) { return measure::metrics_of(side_of(pairs, side)); };
    variant.metrics = judge_paired_metrics(metrics(&measure::TrialPair::base), metrics(&measure::TrialPair::candidate),
                                           thresholds, alpha);
    std::erase_if(variant.metrics, [&](const MetricChange& change) { return !is_told(change, thresholds); });
    if (base.build_time && candidate.build_time) {
        variant.metrics.push_back(size_change(base, candidate, thresholds));
        variant.metrics.push_back(build_time_change(base, candidate, thresholds));
    }
    if (const auto* const gate = gate_of_time(variant))
        variant.verdict = gate->verdict;
    variant.worth = worth_of(variant);
}

std::size_t pairs_to_decide(double alpha) {
    stats::SequentialTest test(0, alpha);
    while (!test.better())
        test.add(-1);
    return test.size();
}

void sort_variants(std::vector<Variant>& variants) {
    constexpr std::array order{TryStatus::tried, TryStatus::failed, TryStatus::applies, TryStatus::not_tried};
    const auto rank = [&](const Variant& variant) {
        const auto* const gate = gate_of_time(variant);
        return std::tuple(std::ranges::find(order, variant.status) - order.begin(), static_cast<int>(variant.worth),
                          gate != nullptr ? gate->change : 0.0);
    };
    std::ranges::stable_sort(variants, {}, rank);
}

} // namespace perfeng::pipeline
