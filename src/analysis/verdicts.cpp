#include "perfeng/analysis/verdicts.hpp"

#include "note.hpp"
#include "words.hpp"

#include "perfeng/stats/noise_floor.hpp"
#include "perfeng/stats/paired.hpp"
#include "perfeng/stats/sequential.hpp"
#include "perfeng/stats/summary.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <stdexcept>

namespace perfeng::analysis {
namespace {

double relative_change(double base, double candidate) {
    if (base == candidate)
        return 0;
    return base == 0 ? std::numeric_limits<double>::infinity() : candidate / base - 1;
}

/// ln(candidate / base) of each pair; empty where a pair has no ratio.
std::vector<double> log_ratios(Unit unit, std::span<const double> base, std::span<const double> candidate) {
    if (base.empty())
        return {};
    const auto least = std::min(std::ranges::min(base), std::ranges::min(candidate));
    const double shift = unit == Unit::count && least == 0 ? 1 : 0;
    if (least + shift <= 0)
        return {};
    std::vector<double> ratios;
    for (std::size_t i = 0; i < base.size(); ++i)
        ratios.push_back(std::log((candidate[i] + shift) / (base[i] + shift)));
    return ratios;
}

void judge_ratios(MetricChange& metric, std::span<const double> ratios, double alpha) {
    const auto estimate = stats::paired_change(ratios);
    metric.change = estimate.change;
    metric.ci = estimate.ci;
    stats::SequentialTest test(metric.threshold, alpha);
    for (const auto ratio : ratios)
        test.add(metric.better == Better::lower ? ratio : -ratio);
    metric.verdict = test.verdict();
    metric.not_worse = test.not_worse();
}

bool contradict(const MetricChange& a, const MetricChange& b) {
    return a.verdict != b.verdict && a.verdict != Verdict::inconclusive && b.verdict != Verdict::inconclusive;
}

void note_disagreement(MetricChange& metric, const MetricChange& other) {
    const auto note = "disagrees with " + label(other.name) + ", which is " + std::string(to_string(other.verdict));
    if (metric.note.find(note) == std::string::npos)
        add_note(metric, note);
}

} // namespace

MetricChange judge_pairs(const MetricIdentity& metric, std::span<const double> base, std::span<const double> candidate,
                         const Threshold& threshold, double alpha) {
    if (base.size() != candidate.size())
        throw std::invalid_argument("judge_pairs: the sides differ in length");
    MetricChange judged;
    judged.name = metric.name;
    judged.unit = metric.unit;
    judged.better = metric.better;
    judged.pairs = base.size();
    judged.base_trials.assign(base.begin(), base.end());
    judged.noise_floor = stats::noise_floor(base);
    judged.candidate_trials.assign(candidate.begin(), candidate.end());
    judged.threshold = threshold.limit;
    if (base.empty())
        return judged;
    judged.base = stats::median(base);
    judged.candidate = stats::median(candidate);
    judged.change = relative_change(judged.base, judged.candidate);
    judged.threshold = threshold.relative_to(judged.base);
    const auto ratios = log_ratios(metric.unit, base, candidate);
    if (ratios.empty())
        add_note(judged, "not comparable: a trial reads 0, below what the clock resolves");
    else
        judge_ratios(judged, ratios, alpha);
    return judged;
}

MetricChange judge_deterministic(const MetricIdentity& metric, double base, double candidate,
                                 const Threshold& threshold) {
    constexpr double rounding = 1e-9; // 102 / 100 - 1 is a little over 0.02
    MetricChange judged;
    judged.name = metric.name;
    judged.unit = metric.unit;
    judged.better = metric.better;
    judged.base = base;
    judged.candidate = candidate;
    judged.change = relative_change(base, candidate);
    judged.threshold = threshold.relative_to(base);
    const auto worse_by = metric.better == Better::lower ? judged.change : -judged.change;
    judged.not_worse = worse_by <= judged.threshold + rounding;
    if (!judged.not_worse)
        judged.verdict = Verdict::regressed;
    else
        judged.verdict = worse_by < -judged.threshold - rounding ? Verdict::improved : Verdict::unchanged;
    return judged;
}

void mark_gated(std::vector<MetricChange>& metrics, std::span<const Threshold> given) {
    const auto cpu = std::ranges::find(metrics, "cpu_time", &MetricChange::name);
    const auto wall = std::ranges::find(metrics, "wall_time", &MetricChange::name);
    auto gate = std::string_view(wall == metrics.end() ? "cpu_time" : "wall_time");
    if (cpu != metrics.end() && wall != metrics.end()) {
        gate = time_gate({cpu->base, wall->base}, {cpu->candidate, wall->candidate});
        if (contradict(*cpu, *wall)) {
            note_disagreement(*cpu, *wall);
            note_disagreement(*wall, *cpu);
        }
    }
    for (auto& metric : metrics)
        metric.gated = is_gated(metric.name, gate, given);
}

} // namespace perfeng::analysis
