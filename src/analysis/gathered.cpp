#include "gathered.hpp"

#include "whole.hpp"

#include <algorithm>
#include <array>
#include <functional>
#include <map>
#include <optional>
#include <set>
#include <span>
#include <string_view>
#include <tuple>
#include <unordered_map>
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
    std::uint64_t copying = 0;
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

constexpr std::array<std::string_view, 5> gives_memory_back_patterns{
    "free", "_int_free", "operator delete*", "__rustc::__rust_dealloc*", "core::ptr::drop_in_place*"};

std::vector<bool> which_fit(const std::vector<Frame>& frames, std::span<const std::string_view> patterns) {
    std::vector<bool> fitting;
    for (const auto& frame : frames)
        fitting.push_back(
            std::ranges::any_of(patterns, [&](std::string_view pattern) { return fits(frame.name, pattern); }));
    return fitting;
}

constexpr std::array<std::string_view, 8> kernel_copy_patterns{
    "*copy_to_iter", "*copy_from_iter*",   "copy_page_to_iter*",   "copy_page_from_iter*",
    "copy_folio_*",  "copy_user_generic*", "rep_movs_alternative", "__arch_copy_*_user"};

/// To free a block, and to map and clear its pages, costs at most about twice what it takes to fill it.
constexpr double followers_a_taker = 2;

/// Which rule has each stack. What only follows goes to the rule that takes most memory in the same function, where it
/// is not far more than that; what is given back, else to that of the function's caller, which handed it over.
class RuleAssignment {
public:
    RuleAssignment(const Profile& profile, const std::vector<const Rule*>& rules)
        : profile_(profile), rules_(rules), matcher_(patterns_of_rules(rules), profile.frames) {
        for (const auto& stack : profile.stacks)
            matches_.push_back(matcher_.match(stack.frames));
        note_takers();
        note_followers();
    }

    [[nodiscard]] const Frame* place_of(std::size_t stack) const {
        const auto& match = matches_[stack];
        return match && match->place ? &profile_.frames[profile_.stacks[stack].frames[*match->place]] : nullptr;
    }

    [[nodiscard]] std::optional<std::size_t> rule_of(std::size_t stack) const {
        const auto& match = matches_[stack];
        if (!match)
            return std::nullopt;
        const auto upkeep = followed_.find(stack);
        return upkeep == followed_.end() ? match->pattern : taker_in(*upkeep->second).value_or(match->pattern);
    }

private:
    [[nodiscard]] bool follows(std::size_t stack) const { return rules_[matches_[stack]->pattern]->follows; }

    [[nodiscard]] Owner owner_at(std::size_t stack, std::size_t place) const {
        const auto& frame = profile_.frames[profile_.stacks[stack].frames[place]];
        return {frame.name, frame.file};
    }

    void note_takers() {
        const auto taking = which_fit(profile_.frames, takes_memory_patterns);
        std::set<std::pair<Owner, std::size_t>> takers;
        for (std::size_t stack = 0; stack < matches_.size(); ++stack) {
            const auto& match = matches_[stack];
            if (!match || !match->place || follows(stack))
                continue;
            const auto owner = owner_at(stack, *match->place);
            upkeep_[owner].takers[match->pattern] += profile_.stacks[stack].weight;
            const std::span frames(profile_.stacks[stack].frames);
            if (std::ranges::any_of(frames.first(*match->place), [&](std::uint32_t frame) { return taking[frame]; }))
                takers.insert({owner, match->pattern});
        }
        for (auto& [owner, upkeep] : upkeep_)
            std::erase_if(upkeep.takers, [&](const auto& taker) { return !takers.contains({owner, taker.first}); });
        std::erase_if(upkeep_, [](const auto& each) { return each.second.takers.empty(); });
    }

    void note_followers() {
        const auto giving = which_fit(profile_.frames, gives_memory_back_patterns);
        for (std::size_t stack = 0; stack < matches_.size(); ++stack) {
            if (!matches_[stack] || !matches_[stack]->place || !follows(stack))
                continue;
            if (auto* const upkeep = upkeep_for(stack, giving)) {
                upkeep->followers += profile_.stacks[stack].weight;
                followed_[stack] = upkeep;
            }
        }
    }

    Upkeep* upkeep_for(std::size_t stack, const std::vector<bool>& giving) {
        const std::span frames(profile_.stacks[stack].frames);
        const auto place = *matches_[stack]->place;
        if (const auto own = upkeep_.find(owner_at(stack, place)); own != upkeep_.end())
            return &own->second;
        if (std::ranges::none_of(frames.first(place), [&](std::uint32_t frame) { return giving[frame]; }))
            return nullptr;
        const auto above = matcher_.place_of(frames.subspan(place + 1));
        const auto callers = above ? upkeep_.find(owner_at(stack, place + 1 + *above)) : upkeep_.end();
        return callers == upkeep_.end() ? nullptr : &callers->second;
    }

    static std::optional<std::size_t> taker_in(const Upkeep& upkeep) {
        const auto most = std::ranges::max_element(upkeep.takers, {}, [](const auto& taker) { return taker.second; });
        return upkeep.followers <= most->second * followers_a_taker ? std::optional(most->first) : std::nullopt;
    }

    const Profile& profile_;
    const std::vector<const Rule*>& rules_;
    StackMatcher matcher_;
    std::vector<std::optional<StackMatcher::Match>> matches_;
    std::map<Owner, Upkeep> upkeep_;                          ///< of functions in which memory is taken
    std::unordered_map<std::size_t, const Upkeep*> followed_; ///< by stack
};

} // namespace

std::vector<Gathered> gather(const Measurement& measurement, const std::vector<const Rule*>& rules) {
    const auto& profile = *measurement.profile;
    const RuleAssignment assignment(profile, rules);
    const auto whole = whole_of(profile);
    const auto copies = which_fit(profile.frames, kernel_copy_patterns);
    std::vector<Sum> sums(rules.size());
    for (std::size_t index = 0; index < profile.stacks.size(); ++index) {
        const auto& stack = profile.stacks[index];
        const auto rule = assignment.rule_of(index);
        if (!rule)
            continue;
        add_sample(sums[*rule], stack, assignment.place_of(index));
        sums[*rule].copying += copies[stack.frames.front()] ? stack.samples : 0;
    }
    std::vector<Gathered> gathered;
    for (std::size_t index = 0; index < rules.size(); ++index)
        gathered.push_back({.rule = rules[index],
                            .share = whole > 0 ? sums[index].weight / whole : 0,
                            .samples = sums[index].samples,
                            .copying = sums[index].copying,
                            .sites = largest_sites(std::move(sums[index].sites), whole)});
    if (measurement.allocations)
        add_heap_blocks(gathered, *measurement.allocations, rules);
    std::erase_if(gathered, [](const Gathered& each) { return each.share <= 0; });
    return gathered;
}

} // namespace perfeng::analysis
