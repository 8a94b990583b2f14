#include "perfeng/analysis/functions.hpp"

#include "perfeng/stats/false_discovery.hpp"
#include "perfeng/stats/proportion.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <string_view>
#include <tuple>

namespace perfeng::analysis {
namespace {

constexpr std::uint64_t testable = 10;
constexpr double countable_share = 0.001;

using Changes = std::vector<FunctionChange>;

/// Both sides by name, with samples and shares of weight.
Changes matched_by_name(const Profile& base, const Profile& candidate) {
    std::map<std::string_view, FunctionChange> by_name;
    for (const auto& cost : base.functions) {
        by_name[cost.name].base_samples += cost.self_samples;
        by_name[cost.name].base_self += cost.self_share;
    }
    for (const auto& cost : candidate.functions) {
        by_name[cost.name].candidate_samples += cost.self_samples;
        by_name[cost.name].candidate_self += cost.self_share;
    }
    Changes changes;
    for (auto& [name, change] : by_name) {
        change.name = name;
        changes.push_back(std::move(change));
    }
    return changes;
}

void compare_counts(Changes& changes) {
    std::erase_if(changes, [](const FunctionChange& change) {
        return std::max(change.base_self, change.candidate_self) < countable_share;
    });
    for (auto& change : changes)
        change.change = change.candidate_self - change.base_self;
}

void compare_samples(Changes& changes, std::uint64_t base, std::uint64_t candidate) {
    std::erase_if(changes, [](const FunctionChange& change) {
        return change.base_samples + change.candidate_samples < testable;
    });
    std::vector<double> p_values;
    for (auto& change : changes) {
        const auto test = stats::two_proportions(change.base_samples, base, change.candidate_samples, candidate);
        change.base_self = static_cast<double>(change.base_samples) / static_cast<double>(base);
        change.candidate_self = static_cast<double>(change.candidate_samples) / static_cast<double>(candidate);
        change.change = test.change;
        change.ci = test.ci;
        p_values.push_back(test.p_value);
    }
    const auto discovered = stats::benjamini_hochberg(p_values);
    for (std::size_t i = 0; i < changes.size(); ++i)
        changes[i].significant = discovered[i];
}

/// How many samples a side had in all, from any function that has some.
std::optional<std::uint64_t> all_samples(std::uint64_t samples, double share) {
    if (samples == 0 || share <= 0)
        return std::nullopt;
    return static_cast<std::uint64_t>(std::llround(static_cast<double>(samples) / share));
}

} // namespace

std::vector<FunctionChange> compare_functions(const Profile& base, const Profile& candidate) {
    if ((base.samples == 0) != (candidate.samples == 0))
        return {};
    auto changes = matched_by_name(base, candidate);
    if (base.samples > 0)
        compare_samples(changes, base.samples, candidate.samples);
    else
        compare_counts(changes);
    std::ranges::stable_sort(changes, [](const FunctionChange& a, const FunctionChange& b) {
        return std::tuple(a.significant, std::abs(a.change)) > std::tuple(b.significant, std::abs(b.change));
    });
    return changes;
}

std::optional<double> smallest_change_shown(std::span<const FunctionChange> changes, double share) {
    std::optional<std::uint64_t> base;
    std::optional<std::uint64_t> candidate;
    for (const auto& change : changes) {
        base = base ? base : all_samples(change.base_samples, change.base_self);
        candidate = candidate ? candidate : all_samples(change.candidate_samples, change.candidate_self);
    }
    if (!base || !candidate)
        return std::nullopt;
    return stats::smallest_change_shown(share, *base, *candidate);
}

} // namespace perfeng::analysis
