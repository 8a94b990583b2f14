#include "whole.hpp"

#include "perfeng/analysis/handoff.hpp"
#include "perfeng/analysis/hotspots.hpp"
#include "perfeng/analysis/stack_matcher.hpp"

#include <algorithm>
#include <array>
#include <functional>
#include <map>
#include <string_view>
#include <utility>

namespace perfeng::analysis {
namespace {

constexpr double least_path_share = 0.01;
constexpr std::array<std::pair<std::string_view, std::string_view>, 18> languages{{{".rs", "Rust"},
                                                                                   {".cpp", "C++"},
                                                                                   {".cc", "C++"},
                                                                                   {".cxx", "C++"},
                                                                                   {".hpp", "C++"},
                                                                                   {".hh", "C++"},
                                                                                   {".hxx", "C++"},
                                                                                   {".tcc", "C++"},
                                                                                   {".inl", "C++"},
                                                                                   {".C", "C++"},
                                                                                   {".c", "C"},
                                                                                   {".h", "C"},
                                                                                   {".go", "Go"},
                                                                                   {".py", "Python"},
                                                                                   {".js", "JavaScript"},
                                                                                   {".mjs", "JavaScript"},
                                                                                   {".ts", "JavaScript"},
                                                                                   {".java", "Java"}}};

struct OwnWeight {
    double weight = 0;
    std::uint64_t samples = 0;
};

/// Of functions by name and module: a sample counts for the user's function that it is in, or that called the library
/// code it is in.
std::map<std::pair<std::string_view, std::string_view>, OwnWeight> weights_by_place(const Profile& profile) {
    const StackMatcher matcher({}, profile.frames);
    std::map<std::pair<std::string_view, std::string_view>, OwnWeight> weights;
    for (const auto& stack : profile.stacks) {
        const auto place = matcher.place_of(stack.frames);
        if (!place)
            continue;
        const auto& frame = profile.frames[stack.frames[*place]];
        auto& own = weights[{frame.name, frame.module}];
        own.weight += stack.weight;
        own.samples += stack.samples;
    }
    return weights;
}

/// The heaviest way to the function, root first, down to it.
std::vector<std::string> heaviest_path(const Profile& profile, const std::vector<CallPath>& paths,
                                       const FunctionCost& function) {
    for (const auto& path : paths) {
        const auto leaf = std::ranges::find_if(path.frames, [&](std::uint32_t index) {
            return profile.frames[index].name == function.name && profile.frames[index].module == function.module;
        });
        if (leaf == path.frames.end())
            continue;
        std::vector<std::string> names;
        for (auto frame = path.frames.begin(); frame <= leaf; ++frame)
            names.push_back(profile.frames[*frame].name);
        return names;
    }
    return {};
}

} // namespace

std::string language_of(const std::string& file) {
    const auto dot = file.rfind('.');
    const std::string_view ending = dot == std::string::npos ? std::string_view() : std::string_view(file).substr(dot);
    const auto* const found =
        std::ranges::find(languages, ending, &std::pair<std::string_view, std::string_view>::first);
    return found == languages.end() ? "" : std::string(found->second);
}

std::vector<HotPath> hot_paths(const Measurement& measurement, std::size_t top) {
    std::vector<HotPath> hot;
    if (!measurement.profile)
        return hot;
    const auto& profile = *measurement.profile;
    const auto paths = hottest_paths(profile, profile.stacks.size());
    const auto own_weights = weights_by_place(profile);
    for (const auto& function : profile.functions)
        if (const auto own = own_weights.find({function.name, function.module}); own != own_weights.end())
            hot.push_back({function.name, language_of(function.file), function.file, function.line,
                           own->second.weight / whole_of(profile), function.self_share, function.total_share,
                           own->second.samples, heaviest_path(profile, paths, function)});
    std::erase_if(hot, [](const HotPath& path) { return path.own_share < least_path_share; });
    std::ranges::stable_sort(hot, std::greater{}, &HotPath::own_share);
    hot.resize(std::min(hot.size(), top));
    return hot;
}

} // namespace perfeng::analysis
