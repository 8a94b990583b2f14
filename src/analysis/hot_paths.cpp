#include "perfeng/analysis/handoff.hpp"
#include "perfeng/analysis/hotspots.hpp"
#include "perfeng/analysis/own_code.hpp"

#include <algorithm>
#include <array>
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
    for (const auto& function : profile.functions) {
        if (hot.size() == top || function.self_share < least_path_share)
            break;
        if (!is_own_code(function))
            continue;
        hot.push_back({function.name, language_of(function.file), function.file, function.line, function.self_share,
                       function.total_share, function.self_samples, heaviest_path(profile, paths, function)});
    }
    return hot;
}

} // namespace perfeng::analysis
