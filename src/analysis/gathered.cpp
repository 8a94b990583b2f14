#include "gathered.hpp"

#include <algorithm>
#include <functional>
#include <map>
#include <tuple>

namespace perfeng::analysis {
namespace {

using SiteKey = std::tuple<std::string, std::string, int>;

std::vector<const StackPattern*> patterns_of_rules(const std::vector<const Rule*>& rules) {
    std::vector<const StackPattern*> patterns;
    for (const auto* const rule : rules)
        patterns.push_back(&rule->pattern);
    return patterns;
}

/// Samples of one rule by place, in weight; made shares at the end.
struct Sum {
    double weight = 0;
    std::uint64_t samples = 0;
    std::map<SiteKey, CallSite> sites;
};

void add_sample(Sum& sum, const Stack& stack, const Frame* place) {
    sum.weight += stack.weight;
    sum.samples += stack.samples;
    if (place == nullptr || place->name == "[unknown]")
        return;
    auto& site = sum.sites[{place->name, place->file, place->line}];
    site.share += stack.weight;
    site.samples += stack.samples;
}

std::vector<CallSite> largest_sites(std::map<SiteKey, CallSite> sites, double whole) {
    std::vector<CallSite> sorted;
    for (auto& [key, site] : sites) {
        std::tie(site.function, site.file, site.line) = key;
        site.share /= whole;
        sorted.push_back(std::move(site));
    }
    std::ranges::stable_sort(sorted, std::greater{}, &CallSite::share);
    return sorted;
}

void add_heap_blocks(std::vector<Gathered>& gathered, const Allocations& allocations,
                     const std::vector<const Rule*>& rules) {
    const auto frames = as_frames(allocations.frames);
    const StackMatcher matcher(patterns_of_rules(rules), frames);
    for (const auto& stack : allocations.stacks) {
        const auto match = matcher.match(stack.frames);
        if (!match)
            continue;
        auto& rule = gathered[match->pattern];
        rule.allocations += stack.calls;
        rule.allocated_bytes += stack.bytes;
        rule.held_at_peak += stack.peak_bytes;
    }
}

} // namespace

std::vector<Gathered> gather(const Measurement& measurement, const std::vector<const Rule*>& rules) {
    const auto& profile = *measurement.profile;
    const StackMatcher matcher(patterns_of_rules(rules), profile.frames);
    std::vector<Sum> sums(rules.size());
    double whole = 0;
    for (const auto& stack : profile.stacks) {
        whole += stack.weight;
        if (const auto match = matcher.match(stack.frames))
            add_sample(sums[match->pattern], stack,
                       match->place ? &profile.frames[stack.frames[*match->place]] : nullptr);
    }
    std::vector<Gathered> gathered;
    for (std::size_t index = 0; index < rules.size(); ++index)
        gathered.push_back({.rule = rules[index],
                            .share = whole > 0 ? sums[index].weight / whole : 0,
                            .samples = sums[index].samples,
                            .sites = largest_sites(std::move(sums[index].sites), whole)});
    if (measurement.allocations)
        add_heap_blocks(gathered, *measurement.allocations, rules);
    std::erase_if(gathered, [](const Gathered& each) { return each.share <= 0; });
    return gathered;
}

} // namespace perfeng::analysis
