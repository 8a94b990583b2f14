#pragma once

#include "perfeng/model/measurement.hpp"
#include "perfeng/stats/summary.hpp"

#include <algorithm>
#include <string>
#include <vector>

/// Profiles and measurements made by hand.
namespace made {

inline perfeng::Frame frame(std::string name, std::string module = "/home/user/project/app") {
    perfeng::Frame made;
    made.name = std::move(name);
    made.kernel = module == "[kernel]";
    made.module = std::move(module);
    return made;
}

inline perfeng::Frame inlined(std::string name) {
    auto made = frame(std::move(name));
    made.inlined = true;
    return made;
}

inline perfeng::Frame at_line(std::string name, int line) {
    auto made = frame(std::move(name));
    made.file = "src/app.cpp";
    made.line = line;
    return made;
}

inline std::uint32_t intern(perfeng::Profile& profile, const perfeng::Frame& wanted) {
    const auto found = std::ranges::find(profile.frames, wanted);
    if (found != profile.frames.end())
        return static_cast<std::uint32_t>(found - profile.frames.begin());
    profile.frames.push_back(wanted);
    return static_cast<std::uint32_t>(profile.frames.size() - 1);
}

/// Adds a stack of these frames, LEAF FIRST, one second of weight a sample unless told.
inline void add(perfeng::Profile& profile, const std::vector<perfeng::Frame>& leaf_first, std::uint64_t samples,
                double weight_each = 1) {
    perfeng::Stack stack;
    for (const auto& frame : leaf_first)
        stack.frames.push_back(intern(profile, frame));
    stack.samples = samples;
    stack.weight = weight_each * static_cast<double>(samples);
    profile.samples += samples;
    profile.weight += stack.weight;
    profile.stacks.push_back(std::move(stack));
}

/// The same with plain names in one module.
inline void add_names(perfeng::Profile& profile, const std::vector<std::string>& leaf_first, std::uint64_t samples) {
    std::vector<perfeng::Frame> frames;
    for (const auto& name : leaf_first)
        frames.push_back(frame(name));
    add(profile, frames, samples);
}

inline perfeng::Metric metric(const std::string& name, std::vector<double> trials) {
    perfeng::Metric made;
    made.name = name;
    if (const auto* kind = perfeng::find_metric_kind(name)) {
        made.unit = kind->unit;
        made.better = kind->better;
    }
    made.summary = perfeng::stats::summarise(trials);
    made.trials = std::move(trials);
    return made;
}

inline perfeng::Measurement measurement(std::vector<perfeng::Metric> metrics = {}) {
    perfeng::Measurement made;
    made.id = "0190-base";
    made.workload.argv = {"./app", "--size", "10 MB"};
    made.metrics = std::move(metrics);
    made.output.digest = "d1";
    made.environment.os = "Debian GNU/Linux 12 (bookworm)";
    made.environment.cpu_model = "AMD EPYC";
    made.environment.cpu_flags = "fpu sse2 avx2";
    made.environment.cores = 4;
    made.environment.memory = std::uint64_t{8} << 30;
    made.executable.path = "/home/user/project/app";
    made.executable.sha256 = "aa";
    made.executable.format = "elf";
    made.executable.debug_info = true;
    return made;
}

} // namespace made
