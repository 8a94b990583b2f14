#include "perfeng/analysis/growth_changes.hpp"

#include "note.hpp"

#include <algorithm>
#include <limits>
#include <optional>
#include <string_view>

namespace perfeng::analysis {
namespace {

struct Exponent {
    double value = 0;
    Interval ci;
};

const MetricGrowth* growth_of(const Growth& growth, std::string_view metric) {
    const auto found = std::ranges::find(growth.metrics, metric, &MetricGrowth::name);
    return found == growth.metrics.end() ? nullptr : &*found;
}

std::optional<Exponent> exponent_of(const MetricGrowth& growth) {
    const auto& fit = growth.fit;
    if (fit.classes.empty())
        return std::nullopt;
    if (fit.classes.front().growth == GrowthClass::constant)
        return Exponent{};
    return fit.power ? std::optional(Exponent{fit.power->exponent, fit.power->ci}) : std::nullopt;
}

void judge_exponents(MetricChange& change, const Exponent& base, const Exponent& candidate,
                     const Threshold& threshold) {
    change.base = base.value;
    change.candidate = candidate.value;
    const auto allowed = std::max(threshold.limit * base.value, threshold.at_least);
    const Interval difference{candidate.ci.lo - base.ci.hi, candidate.ci.hi - base.ci.lo};
    if (base.value > 0) {
        change.change = candidate.value / base.value - 1;
        change.ci = Interval{difference.lo / base.value, difference.hi / base.value};
        change.threshold = allowed / base.value;
    } else {
        change.change = candidate.value > 0 ? std::numeric_limits<double>::infinity() : 0;
    }
    change.not_worse = difference.hi <= allowed;
    if (difference.lo > allowed)
        change.verdict = Verdict::regressed;
    else if (difference.hi < -allowed)
        change.verdict = Verdict::improved;
    else if (change.not_worse && difference.lo >= -allowed)
        change.verdict = Verdict::unchanged;
}

std::string why_refused(const MetricGrowth& base, const MetricGrowth& candidate) {
    const auto& why = base.fit.refused.empty() ? candidate.fit.refused : base.fit.refused;
    return why.empty() ? "its exponent could not be told" : why;
}

void add_change(std::vector<MetricChange>& changes, std::string_view name, const MetricGrowth* base,
                const MetricGrowth* candidate, std::span<const Threshold> given) {
    if (base == nullptr || candidate == nullptr)
        return;
    const auto threshold = threshold_for(name, given);
    MetricChange change{.name = std::string(name), .unit = Unit::count};
    change.threshold = threshold.limit;
    change.gated = true;
    const auto from = exponent_of(*base);
    const auto to = exponent_of(*candidate);
    if (from && to) {
        judge_exponents(change, *from, *to, threshold);
        add_note(change, "exponent of n over " + std::to_string(base->sizes.size()) + " sizes: " + base->fit.words +
                             " before, " + candidate->fit.words + " now");
    } else {
        add_note(change, why_refused(*base, *candidate));
    }
    changes.push_back(std::move(change));
}

} // namespace

std::vector<MetricChange> growth_changes(const Growth& base, const Growth& candidate,
                                         std::span<const Threshold> given) {
    const std::string_view time =
        growth_of(base, "cpu_time") && growth_of(candidate, "cpu_time") ? "cpu_time" : "wall_time";
    std::vector<MetricChange> changes;
    add_change(changes, "time_growth", growth_of(base, time), growth_of(candidate, time), given);
    add_change(changes, "memory_growth", growth_of(base, "peak_rss"), growth_of(candidate, "peak_rss"), given);
    return changes;
}

} // namespace perfeng::analysis
