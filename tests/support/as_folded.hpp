#pragma once

#include "perfeng/model/profile.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <string>

/// Weights by stack, root first: "main;parse;read". With threads: "[worker];main".
inline std::map<std::string, double> folded_weights(const perfeng::Profile& profile, bool threads = false) {
    std::map<std::string, double> weights;
    for (const auto& stack : profile.stacks) {
        std::string key = threads && !stack.thread.empty() ? "[" + stack.thread + "]" : "";
        for (auto id = stack.frames.rbegin(); id != stack.frames.rend(); ++id)
            key += (key.empty() ? "" : ";") + profile.frames.at(*id).name;
        weights[key] += stack.weight;
    }
    return weights;
}

/// The same as sorted folded text, one stack a line: "main;parse;read 3".
inline std::string as_folded(const perfeng::Profile& profile, bool threads = false) {
    std::string text;
    for (const auto& [stack, weight] : folded_weights(profile, threads))
        text += fmt::format("{} {:.9g}\n", stack, weight);
    return text;
}
