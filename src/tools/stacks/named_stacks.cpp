#include "named_stacks.hpp"

#include "text/reading.hpp"

#include "perfeng/tools/symbols/demangle.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <cstring>

namespace perfeng::tools {
namespace {

std::string_view as_bytes(std::span<const std::uint32_t> ids) {
    return {reinterpret_cast<const char*>(ids.data()), ids.size_bytes()};
}

bool cut_ending(std::string_view& text, std::string_view ending) {
    if (!text.ends_with(ending))
        return false;
    text.remove_suffix(ending.size());
    return true;
}

/// "fit (implicit/als.py:130)"; "operator() (int)" is none.
void take_place(std::string_view& name, Frame& frame) {
    const auto open = name.rfind(" (");
    const auto colon = name.rfind(':');
    if (!name.ends_with(')') || open == std::string_view::npos || colon == std::string_view::npos || colon <= open + 2)
        return;
    const auto line = whole_number(name.substr(colon + 1, name.size() - colon - 2));
    if (!line || *line > INT32_MAX)
        return;
    frame.file = name.substr(open + 2, colon - open - 2);
    frame.line = static_cast<int>(*line);
    name = name.substr(0, open);
}

/// "libc.so.1`malloc"; "A::`anonymous namespace'::f" is none.
void take_module(std::string_view& name, Frame& frame) {
    const auto quote = name.find('`');
    if (quote == std::string_view::npos || quote == 0 || quote + 1 == name.size())
        return;
    const auto module = name.substr(0, quote);
    if (module.find_first_of(":(<") != std::string_view::npos)
        return;
    frame.module = module;
    name.remove_prefix(quote + 1);
}

/// Names of interpreters and threads ("<module>", "Web Content") would lose what looks like a type in C++.
std::string name_for_people(std::string_view name) {
    const auto plain = demangle(name);
    const bool interpreted = name.starts_with('<') && name.ends_with('>');
    const bool compiled =
        plain != name || plain.find("::") != std::string::npos || plain.ends_with(')') || plain.ends_with('>');
    return compiled && !interpreted ? short_name(plain) : plain;
}

std::uint64_t as_samples(double weight) {
    constexpr double most = 9e18; // below 2^63, which llround reaches
    return static_cast<std::uint64_t>(std::llround(std::clamp(weight, 0.0, most)));
}

} // namespace

Frame named_frame(std::string_view name) {
    Frame frame;
    frame.kernel = cut_ending(name, "_[k]");
    frame.inlined = cut_ending(name, "_[i]");
    for (const auto* ending : {"_[j]", "_[w]", "_[0]", "_[1]"})
        if (cut_ending(name, ending))
            break;
    if (frame.kernel)
        frame.module = "[kernel]";
    take_place(name, frame);
    take_module(name, frame);
    const bool unknown = name.empty() || name == "[unknown]";
    frame.name = unknown ? "[unknown]" : frame.file.empty() ? name_for_people(name) : std::string(name);
    frame.raw_name = unknown ? "" : name;
    return frame;
}

std::uint32_t NamedStacks::frame(std::string_view name) {
    const auto [id, added] = names_.intern(name);
    if (added)
        frame_of_name_.push_back(frame(named_frame(name)));
    return frame_of_name_[id];
}

std::uint32_t NamedStacks::frame(Frame frame) {
    const auto key = fmt::format("{};{};{};{};{:d}{:d}", frame.raw_name, frame.module, frame.file, frame.line,
                                 frame.kernel, frame.inlined);
    const auto [id, added] = keys_.intern(key);
    if (added)
        frames_.push_back(std::move(frame));
    return id;
}

void NamedStacks::add(std::span<const std::uint32_t> frames, double weight, std::string_view thread) {
    const auto of_thread = threads_.intern(thread).id;
    const auto [id, added] = stacks_.intern(as_bytes(frames), of_thread);
    if (added)
        costs_.push_back({.thread = of_thread});
    costs_[id].weight += weight;
}

void NamedStacks::move_to(Profile& profile, bool weights_are_samples) {
    profile.frames = std::move(frames_);
    profile.stacks.reserve(costs_.size());
    double before = 0; // weights are rounded by their running sum, so that fractions do not add up to extra samples
    for (std::uint32_t id = 0; id < costs_.size(); ++id) {
        const auto bytes = stacks_[id];
        const auto& cost = costs_[id];
        Stack stack{.frames = std::vector<std::uint32_t>(bytes.size() / sizeof(std::uint32_t)),
                    .weight = cost.weight,
                    .samples = weights_are_samples ? as_samples(before + cost.weight) - as_samples(before) : 0,
                    .thread = std::string(threads_[cost.thread])};
        if (!bytes.empty())
            std::memcpy(stack.frames.data(), bytes.data(), bytes.size());
        before += stack.weight;
        profile.samples += stack.samples;
        profile.stacks.push_back(std::move(stack));
    }
    profile.weight = before;
}

} // namespace perfeng::tools
