#include "perfeng/analysis/hot_places.hpp"

#include "numbering.hpp"
#include "whole.hpp"

#include "perfeng/analysis/own_code.hpp"
#include "perfeng/analysis/stack_matcher.hpp"
#include "perfeng/stats/proportion.hpp"

#include <algorithm>
#include <functional>
#include <map>
#include <tuple>

namespace perfeng::analysis {
namespace {

struct RecursionSum {
    std::uint32_t frame = 0; ///< one of the function's
    std::uint32_t max_depth = 0;
    double depth = 0; ///< times weight
    double weight = 0;
    double recursive = 0; ///< weight
};

/// Adds up, for each function that stands in a stack, how often it does.
std::vector<RecursionSum> sum_recursion(const Profile& profile) {
    const auto symbols = by_symbol(profile.frames);
    std::vector<RecursionSum> sums(symbols.count);
    std::vector<std::uint32_t> depth(symbols.count);
    const auto is_counted = [&](std::uint32_t frame) {
        return !profile.frames[frame].inlined && profile.frames[frame].name != "[unknown]";
    };
    for (const auto& stack : profile.stacks) {
        for (const auto frame : stack.frames)
            if (is_counted(frame))
                ++depth[symbols.of_frame[frame]];
        for (const auto frame : stack.frames) {
            const auto times = std::exchange(depth[symbols.of_frame[frame]], 0);
            if (times == 0)
                continue;
            auto& sum = sums[symbols.of_frame[frame]];
            sum.frame = frame;
            sum.max_depth = std::max(sum.max_depth, times);
            sum.depth += stack.weight * times;
            sum.weight += stack.weight;
            sum.recursive += times > 1 ? stack.weight : 0;
        }
    }
    return sums;
}

/// "src/lexer.rs::next_token()" in its two parts, each with a star in front where it may begin anywhere.
struct WatchPattern {
    std::string file;
    std::string function;
};

bool looks_like_a_file(std::string_view text) {
    return text.find('/') != std::string_view::npos || text.find('.') != std::string_view::npos;
}

WatchPattern watch_parts_of(std::string_view pattern) {
    WatchPattern parts;
    const auto border = pattern.find("::");
    const auto first = pattern.substr(0, border);
    if (looks_like_a_file(first)) {
        parts.file = first;
        pattern = border == std::string_view::npos ? std::string_view{} : pattern.substr(border + 2);
    }
    if (pattern.ends_with("()"))
        pattern.remove_suffix(2);
    parts.function = pattern;
    return parts;
}

bool is_watched(const FunctionCost& function, const WatchPattern& parts) {
    const bool named = parts.function.empty() || fits(function.name, parts.function) ||
                       fits(function.name, "*::" + parts.function) || fits(function.name, "*." + parts.function);
    return named && (parts.file.empty() || fits(function.file, parts.file) || fits(function.file, "*/" + parts.file));
}

Watched watched_entry(const Profile& profile, const std::string& pattern, const FunctionCost& function) {
    return {.pattern = pattern,
            .function = function.name,
            .file = function.file,
            .line = function.line,
            .self_share = function.self_share,
            .total_share = function.total_share,
            .samples = function.total_samples,
            .most =
                profile.samples > 0 ? stats::wilson(function.total_samples, profile.samples).hi : function.total_share};
}

} // namespace

void find_hot_lines(Profile& profile, std::size_t top, double floor) {
    profile.hot_lines.clear();
    std::vector<bool> own;
    for (const auto& frame : profile.frames)
        own.push_back(is_own_code(frame) && frame.line > 0);
    std::map<std::tuple<std::string, std::string, int>, HotLine> lines;
    for (const auto& stack : profile.stacks) {
        const auto at = std::ranges::find_if(stack.frames, [&](std::uint32_t frame) { return own[frame]; });
        if (at == stack.frames.end())
            continue;
        const auto& frame = profile.frames[*at];
        auto& line = lines[{frame.name, frame.file, frame.line}];
        line.share += stack.weight;
        line.samples += stack.samples;
    }
    const auto whole = whole_of(profile);
    if (whole <= 0)
        return;
    for (auto& [key, line] : lines) {
        std::tie(line.function, line.file, line.line) = key;
        line.share /= whole;
        if (line.share >= floor)
            profile.hot_lines.push_back(std::move(line));
    }
    std::ranges::stable_sort(profile.hot_lines, std::greater{}, &HotLine::share);
    profile.hot_lines.resize(std::min(profile.hot_lines.size(), top));
}

void find_recursion(Profile& profile, double floor) {
    profile.recursion.clear();
    const auto whole = whole_of(profile);
    if (whole <= 0)
        return;
    for (const auto& sum : sum_recursion(profile)) {
        if (sum.max_depth < 2 || sum.recursive / whole < floor)
            continue;
        const auto& frame = profile.frames[sum.frame];
        profile.recursion.push_back({.function = frame.name,
                                     .file = frame.file,
                                     .line = frame.line,
                                     .max_depth = sum.max_depth,
                                     .mean_depth = sum.depth / sum.weight,
                                     .share = sum.weight / whole,
                                     .recursive_share = sum.recursive / whole});
    }
    std::ranges::stable_sort(profile.recursion, std::greater{}, &Recursion::recursive_share);
}

void find_watched(Profile& profile, const std::vector<std::string>& patterns) {
    profile.watched.clear();
    for (const auto& pattern : patterns) {
        const auto parts = watch_parts_of(pattern);
        const auto before = profile.watched.size();
        for (const auto& function : profile.functions)
            if (is_watched(function, parts))
                profile.watched.push_back(watched_entry(profile, pattern, function));
        if (profile.watched.size() == before)
            profile.watched.push_back({.pattern = pattern, .most = stats::wilson(0, profile.samples).hi});
    }
}

} // namespace perfeng::analysis
