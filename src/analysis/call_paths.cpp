#include "numbering.hpp"
#include "whole.hpp"

#include "perfeng/analysis/hotspots.hpp"

#include <algorithm>
#include <functional>
#include <map>
#include <ranges>

namespace perfeng::analysis {
namespace {

using Frames = std::vector<std::uint32_t>;

/// Turns stacks into paths without recursion. A stack that comes back to a function is cut back to where that function
/// first stood, so that each function stands once and each step is a real call. Frames without a name are told
/// apart by nothing: only a run of them is folded.
class Folding {
public:
    explicit Folding(const Profile& profile)
        : profile_(profile), symbols_(by_symbol(profile.frames)), place_(symbols_.count, absent) {}

    /// Root first, as frames.
    Frames fold(const Frames& leaf_first) {
        Frames path;
        for (const auto frame : leaf_first | std::views::reverse) {
            cut_back(path, frame);
            place_[symbol(frame)] = path.size();
            path.push_back(frame);
        }
        for (const auto frame : path)
            place_[symbol(frame)] = absent;
        return path;
    }

    /// The same path as numbers of functions: equal for all lines of a function.
    [[nodiscard]] Frames symbols(Frames path) const {
        for (auto& frame : path)
            frame = symbol(frame);
        return path;
    }

private:
    static constexpr auto absent = static_cast<std::size_t>(-1);

    [[nodiscard]] std::uint32_t symbol(std::uint32_t frame) const { return symbols_.of_frame[frame]; }

    void cut_back(Frames& path, std::uint32_t frame) {
        const auto place = place_[symbol(frame)];
        const bool named = profile_.frames[frame].name != "[unknown]";
        if (place == absent || (!named && place + 1 != path.size()))
            return;
        while (path.size() > place) {
            place_[symbol(path.back())] = absent;
            path.pop_back();
        }
    }

    const Profile& profile_;
    Numbering symbols_;
    std::vector<std::size_t> place_; ///< of each symbol in the path being folded
};

/// Paths that differ only in lines are one; it shows the lines of its heaviest stack.
struct MergedPath {
    CallPath path;
    double heaviest = -1;
};

} // namespace

std::vector<CallPath> hottest_paths(const Profile& profile, std::size_t top) {
    Folding folding(profile);
    std::map<Frames, MergedPath> merged;
    for (const auto& stack : profile.stacks) {
        if (stack.frames.empty())
            continue;
        auto frames = folding.fold(stack.frames);
        auto& [path, heaviest] = merged[folding.symbols(frames)];
        path.weight += stack.weight;
        path.samples += stack.samples;
        if (stack.weight > heaviest) {
            heaviest = stack.weight;
            path.frames = std::move(frames);
        }
    }
    std::vector<CallPath> paths;
    for (auto& entry : merged)
        paths.push_back(std::move(entry.second.path));
    std::ranges::stable_sort(paths, std::greater{}, &CallPath::weight);
    paths.resize(std::min(top, paths.size()));
    const auto whole = whole_of(profile);
    for (auto& path : paths)
        path.share = whole > 0 ? path.weight / whole : 0;
    return paths;
}

} // namespace perfeng::analysis
