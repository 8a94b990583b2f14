#include "perfeng/analysis/hotspots.hpp"

#include "numbering.hpp"
#include "quality.hpp"
#include "whole.hpp"

#include <algorithm>
#include <functional>
#include <numeric>
#include <tuple>

namespace perfeng::analysis {
namespace {

/// What one frame (a line of a function) holds, to tell which line speaks for its function.
struct FrameWeight {
    double self = 0;
    double total = 0;
};

/// Adds each stack to the costs of its functions; a function counts once a stack.
void add_stacks(const Profile& profile, const Numbering& functions, std::vector<FunctionCost>& costs) {
    std::vector<bool> seen(functions.count);
    for (const auto& stack : profile.stacks) {
        if (stack.frames.empty())
            continue;
        auto& leaf = costs[functions.of_frame[stack.frames.front()]];
        leaf.self += stack.weight;
        leaf.self_samples += stack.samples;
        for (const auto frame : stack.frames) {
            const auto function = functions.of_frame[frame];
            if (seen[function])
                continue;
            seen[function] = true;
            costs[function].total += stack.weight;
            costs[function].total_samples += stack.samples;
        }
        for (const auto frame : stack.frames)
            seen[functions.of_frame[frame]] = false;
    }
}

/// Frames without a name may be any function, so that two of them are no recursion. Neither are inlined ones: a
/// compiler splits one inlined body into several, and a true recursion has a frame that is not inlined.
void measure_recursion(const Profile& profile, const Numbering& functions, std::vector<FunctionCost>& costs) {
    const auto symbols = by_symbol(profile.frames);
    std::vector<std::uint32_t> depth(symbols.count);
    for (const auto& stack : profile.stacks) {
        for (const auto frame : stack.frames) {
            if (profile.frames[frame].inlined)
                continue;
            auto& cost = costs[functions.of_frame[frame]];
            const auto times = ++depth[symbols.of_frame[frame]];
            if (cost.name != "[unknown]")
                cost.max_depth = std::max(cost.max_depth, times);
        }
        for (const auto frame : stack.frames)
            depth[symbols.of_frame[frame]] = 0;
    }
}

std::vector<FrameWeight> weigh_frames(const Profile& profile) {
    std::vector<FrameWeight> weights(profile.frames.size());
    for (const auto& stack : profile.stacks) {
        for (const auto frame : stack.frames)
            weights[frame].total += stack.weight;
        if (!stack.frames.empty())
            weights[stack.frames.front()].self += stack.weight;
    }
    return weights;
}

/// Names each function and places it at its hottest line: the one most often on top, else the one most often passed.
void describe(const Profile& profile, const Numbering& functions, std::vector<FunctionCost>& costs) {
    const auto weights = weigh_frames(profile);
    std::vector<std::tuple<bool, double, double>> best(functions.count, {false, -1, -1});
    for (auto& cost : costs)
        cost.inlined = true;
    for (std::size_t i = 0; i < profile.frames.size(); ++i) {
        const auto& frame = profile.frames[i];
        auto& cost = costs[functions.of_frame[i]];
        cost.inlined = cost.inlined && frame.inlined;
        const std::tuple rank(!frame.file.empty(), weights[i].self, weights[i].total);
        if (rank <= best[functions.of_frame[i]])
            continue;
        best[functions.of_frame[i]] = rank;
        cost.name = frame.name;
        cost.raw_name = frame.raw_name;
        cost.module = frame.module;
        cost.file = frame.file;
        cost.line = frame.line;
        cost.kernel = frame.kernel;
    }
}

std::vector<FunctionCost> costs_of(const Profile& profile) {
    const auto functions = by_name(profile.frames);
    std::vector<FunctionCost> costs(functions.count);
    describe(profile, functions, costs);
    add_stacks(profile, functions, costs);
    measure_recursion(profile, functions, costs);
    std::erase_if(costs, [](const FunctionCost& cost) { return cost.total_samples == 0 && cost.total == 0; });
    return costs;
}

} // namespace

void tally(Profile& profile) {
    if (!profile.stacks.empty())
        profile.functions = costs_of(profile);
    const auto whole = whole_of(profile);
    for (auto& cost : profile.functions) {
        cost.self_share = whole > 0 ? cost.self / whole : 0;
        cost.total_share = whole > 0 ? cost.total / whole : 0;
    }
    std::ranges::stable_sort(profile.functions, [](const FunctionCost& a, const FunctionCost& b) {
        return std::tuple(-a.self, -a.total, std::string_view(a.name)) <
               std::tuple(-b.self, -b.total, std::string_view(b.name));
    });
    profile.quality = quality_of(profile, whole);
}

std::vector<const FunctionCost*> bottlenecks(const Profile& profile, std::size_t top, double floor) {
    std::vector<const FunctionCost*> by_self;
    for (const auto& cost : profile.functions)
        by_self.push_back(&cost);
    std::ranges::stable_sort(by_self, std::greater{}, &FunctionCost::self);
    auto by_total = by_self;
    std::ranges::stable_sort(by_total, std::greater{}, &FunctionCost::total);
    by_total.resize(std::min(top, by_total.size()));

    std::vector<const FunctionCost*> chosen;
    for (std::size_t rank = 0; rank < by_self.size(); ++rank) {
        const auto* cost = by_self[rank];
        const bool large = cost->self_share >= floor || cost->total_share >= floor;
        if (rank < top || large || std::ranges::find(by_total, cost) != by_total.end())
            chosen.push_back(cost);
    }
    return chosen;
}

} // namespace perfeng::analysis
