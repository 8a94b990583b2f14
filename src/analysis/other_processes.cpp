#include "other_processes.hpp"

#include "doubt.hpp"
#include "words.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>

namespace perfeng::analysis {
namespace {

std::string file_name(const std::string& path) { return path.substr(path.rfind('/') + 1); }

bool is_library(std::string_view module) {
    return module.find(".so") != std::string_view::npos || module.ends_with(".dylib") || module == "dyld" ||
           module.starts_with("[");
}

/// The executable that a stack ran in: the outermost module that is neither a library nor the kernel; empty where all
/// are.
std::string executable_of(const Profile& profile, const Stack& stack) {
    for (auto frame = stack.frames.rbegin(); frame != stack.frames.rend(); ++frame) {
        const auto module = file_name(profile.frames[*frame].module);
        if (!module.empty() && !is_library(module))
            return module;
    }
    return {};
}

} // namespace

std::optional<Finding> other_processes(const Measurement& measurement, const Profile& profile) {
    constexpr double worth_telling = 0.05;
    const bool memory = measurement.allocations || measurement.leaks;
    if (!memory || measurement.executable.path.empty())
        return std::nullopt;
    std::map<std::string, double> weights;
    for (const auto& stack : profile.stacks)
        weights[executable_of(profile, stack)] += stack.weight;
    weights.erase("");
    weights.erase(file_name(measurement.executable.path));
    const auto largest = std::ranges::max_element(weights, {}, [](const auto& entry) { return entry.second; });
    if (largest == weights.end() || profile.weight <= 0 || largest->second / profile.weight < worth_telling)
        return std::nullopt;
    const auto own = file_name(measurement.executable.path);
    return doubt(
        "memory/other-processes",
        fmt::format("Allocations and leaks are those of {} alone, not of {}, which it runs", own, largest->first),
        fmt::format("{} of the CPU profile is in {}", percent(largest->second / profile.weight), largest->first),
        fmt::format("Measure {} itself, with the arguments that {} gives it", largest->first, own));
}

} // namespace perfeng::analysis
