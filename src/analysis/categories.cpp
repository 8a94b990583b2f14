#include "perfeng/analysis/categories.hpp"

#include "category_table.hpp"
#include "whole.hpp"

#include "perfeng/analysis/own_code.hpp"
#include "perfeng/stats/proportion.hpp"

#include <algorithm>
#include <functional>
#include <map>

namespace perfeng::analysis {
namespace {

using Categories = std::map<std::string, CategoryShare, std::less<>>;

std::vector<const StackPattern*> patterns_of_categories() {
    std::vector<const StackPattern*> patterns;
    for (const auto& category : category_table())
        patterns.push_back(&category.pattern);
    return patterns;
}

std::string category_on_top(const Frame& frame) {
    if (frame.kernel)
        return "kernel";
    if (frame.name == "[unknown]")
        return "unknown";
    return is_own_code(frame) ? "own code" : "other libraries";
}

/// The share whose function stands on top, for a stack that fits nothing.
CategoryShare& category_of(Categories& categories, const StackMatcher& matcher, const std::vector<Frame>& frames,
                           const std::vector<std::uint32_t>& stack) {
    const auto match = matcher.match(stack);
    const auto name = match           ? category_table()[match->pattern].name
                      : stack.empty() ? std::string("unknown")
                                      : category_on_top(frames[stack.front()]);
    return categories[name];
}

void add_allocations(Categories& categories, const Allocations& allocations) {
    const auto frames = as_frames(allocations.frames);
    const StackMatcher matcher(patterns_of_categories(), frames);
    for (const auto& stack : allocations.stacks) {
        auto& category = category_of(categories, matcher, frames, stack.frames);
        category.allocations += stack.calls;
        category.allocated_bytes += stack.bytes;
        category.temporary += stack.temporary;
    }
}

} // namespace

void categorise(Profile& profile, const Allocations* allocations) {
    profile.categories.clear();
    if (profile.stacks.empty())
        return;
    Categories categories;
    const StackMatcher matcher(patterns_of_categories(), profile.frames);
    for (const auto& stack : profile.stacks) {
        auto& category = category_of(categories, matcher, profile.frames, stack.frames);
        category.share += stack.weight;
        category.samples += stack.samples;
    }
    const auto whole = whole_of(profile);
    if (allocations != nullptr)
        add_allocations(categories, *allocations);
    for (auto& [name, category] : categories) {
        category.category = name;
        category.share = whole > 0 ? category.share / whole : 0;
        category.ci = profile.samples > 0 ? stats::wilson(category.samples, profile.samples)
                                          : Interval{category.share, category.share};
        profile.categories.push_back(std::move(category));
    }
    std::ranges::stable_sort(profile.categories, std::greater{}, &CategoryShare::share);
}

} // namespace perfeng::analysis
