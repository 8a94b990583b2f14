#include "build_words.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <filesystem>

namespace perfeng::analysis {
namespace {

bool below_a_system_directory(std::string_view path) {
    constexpr std::array<std::string_view, 9> places{"/usr/",  "/bin/",       "/sbin/",   "/lib",          "/opt/",
                                                     "/snap/", "/nix/store/", "/System/", "/Applications/"};
    constexpr std::array<std::string_view, 2> users{"/usr/local/", "/usr/src/"};
    const auto starts = [path](std::string_view place) { return path.starts_with(place); };
    return std::ranges::any_of(places, starts) && std::ranges::none_of(users, starts);
}

} // namespace

BuildPlace build_place(const Executable& executable) {
    BuildPlace place;
    const auto& facts = executable.build_facts;
    const auto* const project = find_fact(facts, "project");
    place.profile = fact_value(facts, "profile");
    if (project == nullptr) {
        place.tool = fact_value(facts, "language") == "Go" ? BuildTool::go : BuildTool::other;
        return place;
    }
    const auto colon = project->value.find(": ");
    const auto tool = project->value.substr(0, colon);
    place.project = project->value.substr(colon + 2);
    place.tool = tool == "cargo" ? BuildTool::cargo : tool == "cmake" ? BuildTool::cmake : BuildTool::meson;
    place.build = std::filesystem::path(project->source).parent_path().string();
    return place;
}

bool is_own_program(const Measurement& measurement) {
    const auto& executable = measurement.executable;
    const bool script =
        std::ranges::any_of(executable.snapshots, [](const auto& file) { return file.role == "script"; });
    if (script || executable.build_facts.empty())
        return false;
    return find_fact(executable.build_facts, "project") != nullptr || !below_a_system_directory(executable.path);
}

std::string told(const Measurement& measurement, std::string_view what) {
    const auto* const fact = find_fact(measurement.executable.build_facts, what);
    return fact == nullptr ? std::string() : fmt::format("{}: {} ({})", what, fact->value, fact->source);
}

bool is_unoptimised(std::string_view optimisation) {
    return optimisation.starts_with("none") || optimisation.starts_with("debug");
}

} // namespace perfeng::analysis
