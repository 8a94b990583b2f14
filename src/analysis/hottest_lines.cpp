#include "perfeng/analysis/hot_places.hpp"

#include <algorithm>
#include <map>
#include <set>
#include <utility>

namespace perfeng::analysis {
namespace {

using FunctionKey = std::pair<std::string, std::string>;
using LinePlace = std::pair<std::string, int>;

struct PlaceWeight {
    double weight = 0;
    std::uint64_t samples = 0;
};

/// Of a function that stands in a stack several times, the frame nearest to the leaf counts.
std::map<FunctionKey, std::map<LinePlace, PlaceWeight>> weights_of(const Profile& profile) {
    std::map<FunctionKey, std::map<LinePlace, PlaceWeight>> weights;
    for (const auto& stack : profile.stacks) {
        std::set<FunctionKey> seen;
        for (const auto index : stack.frames) {
            const auto& frame = profile.frames[index];
            FunctionKey key{frame.name, frame.module};
            if (frame.line == 0 || !seen.insert(key).second)
                continue;
            auto& sum = weights[std::move(key)][{frame.file, frame.line}];
            sum.weight += stack.weight;
            sum.samples += stack.samples;
        }
    }
    return weights;
}

} // namespace

std::vector<HotLine> hottest_line_of_each(const Profile& profile) {
    const auto weights = weights_of(profile);
    std::vector<HotLine> lines;
    for (const auto& function : profile.functions) {
        auto& line = lines.emplace_back(HotLine{.function = function.name});
        const auto found = weights.find({function.name, function.module});
        if (found == weights.end())
            continue;
        const auto& [place, sum] =
            *std::ranges::max_element(found->second, {}, [](const auto& entry) { return entry.second.weight; });
        line.file = place.first;
        line.line = place.second;
        line.samples = sum.samples;
        line.share = profile.weight > 0 ? sum.weight / profile.weight : 0;
    }
    return lines;
}

} // namespace perfeng::analysis
