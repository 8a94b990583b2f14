#include "gathered.hpp"

#include "whole.hpp"

#include <algorithm>
#include <array>
#include <functional>
#include <map>
#include <optional>
#include <set>
#include <string_view>
#include <tuple>
#include <utility>

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

/// The user's function that a sample belongs to.
using Owner = std::pair<std::string_view, std::string_view>;

/// Samples of one of the user's functions: of rules that take memory there, and of those that only follow.
struct Upkeep {
    std::map<std::size_t, double> takers; ///< weight by rule
    double followers = 0;
};

constexpr std::array<std::string_view, 7> takes_memory_patterns{
    "malloc", "calloc", "realloc", "operator new*", "__rustc::__rust_*alloc*", "__rust_*alloc*", "_int_malloc"};

std::vector<bool> which_take_memory(const std::vector<Frame>& frames) {
    std::vector<bool> taking;
    for (const auto& frame : frames)
        taking.push_back(std::ranges::any_of(takes_memory_patterns,
                                             [&](std::string_view pattern) { return fits(frame.name, pattern); }));
    return taking;
}

/// To free a block, and to map and clear its pages, costs at most about twice what it takes to fill it.
constexpr double followers_a_taker = 2;

/// Which rule has each stack. What only follows goes to the rule that takes most memory in the same function, where
/// it is not far more than that.
class RuleAssignment {
public:
    RuleAssignment(const Profile& profile, const std::vector<const Rule*>& rules) : profile_(profile), rules_(rules) {
        const StackMatcher matcher(patterns_of_rules(rules), profile.frames);
        const auto taking = which_take_memory(profile.frames);
        for (const auto& stack : profile.stacks) {
            matches_.push_back(matcher.match(stack.frames));
            note(stack, matches_.back(), taking);
        }
        for (auto& [owner, upkeep] : upkeep_)
            std::erase_if(upkeep.takers, [&](const auto& taker) { return !takers_.contains({owner, taker.first}); });
    }

    [[nodiscard]] const Frame* place_of(std::size_t stack) const {
        const auto& match = matches_[stack];
        return match && match->place ? &profile_.frames[profile_.stacks[stack].frames[*match->place]] : nullptr;
    }

    [[nodiscard]] std::optional<std::size_t> rule_of(std::size_t stack) const {
        const auto& match = matches_[stack];
        if (!match)
            return std::nullopt;
        const auto* const place = place_of(stack);
        return place != nullptr && rules_[match->pattern]->follows
                   ? taker_in(upkeep_.at({place->name, place->file})).value_or(match->pattern)
                   : match->pattern;
    }

private:
    void note(const Stack& stack, const std::optional<StackMatcher::Match>& match, const std::vector<bool>& taking) {
        if (!match || !match->place)
            return;
        const auto& place = profile_.frames[stack.frames[*match->place]];
        const Owner owner{place.name, place.file};
        auto& upkeep = upkeep_[owner];
        if (rules_[match->pattern]->follows) {
            upkeep.followers += stack.weight;
            return;
        }
        upkeep.takers[match->pattern] += stack.weight;
        if (std::any_of(stack.frames.begin(), stack.frames.begin() + static_cast<std::ptrdiff_t>(*match->place),
                        [&](std::uint32_t frame) { return taking[frame]; }))
            takers_.insert({owner, match->pattern});
    }

    static std::optional<std::size_t> taker_in(const Upkeep& upkeep) {
        const auto most = std::ranges::max_element(upkeep.takers, {}, [](const auto& taker) { return taker.second; });
        return most != upkeep.takers.end() && upkeep.followers <= most->second * followers_a_taker
                   ? std::optional(most->first)
                   : std::nullopt;
    }

    const Profile& profile_;
    const std::vector<const Rule*>& rules_;
    std::vector<std::optional<StackMatcher::Match>> matches_;
    std::map<Owner, Upkeep> upkeep_;
    std::set<std::pair<Owner, std::size_t>> takers_;
};

} // namespace

std::vector<Gathered> gather(const Measurement& measurement, const std::vector<const Rule*>& rules) {
    const auto& profile = *measurement.profile;
    const RuleAssignment assignment(profile, rules);
    const auto whole = whole_of(profile);
    std::vector<Sum> sums(rules.size());
    for (std::size_t index = 0; index < profile.stacks.size(); ++index) {
        const auto& stack = profile.stacks[index];
        if (const auto rule = assignment.rule_of(index))
            add_sample(sums[*rule], stack, assignment.place_of(index));
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
