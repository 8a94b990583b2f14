#include "frame_stacks.hpp"

#include "perfeng/tools/symbols/demangle.hpp"

#include <algorithm>
#include <limits>
#include <utility>

namespace perfeng::tools {
namespace {

std::string symbol_for_people(std::string_view raw_name) {
    const bool interpreted = raw_name.starts_with('<') || raw_name.starts_with('(');
    const auto plain = demangle(raw_name);
    const bool compiled =
        plain != raw_name || plain.find("::") != std::string::npos || plain.ends_with(')') || plain.ends_with('>');
    return compiled && (!interpreted || plain.find("::") != std::string::npos) ? short_name(plain) : plain;
}

void append_field(std::string& key, std::string_view field) {
    key += field;
    key += '\0';
}

} // namespace

Frame frame_of_symbol(std::string_view raw_name, std::string_view file, std::uint64_t line) {
    constexpr std::uint64_t most = std::numeric_limits<int>::max();
    Frame frame;
    frame.name = raw_name.empty() ? "[unknown]" : symbol_for_people(raw_name);
    frame.raw_name = raw_name;
    frame.file = file;
    frame.line = file.empty() || line > most ? 0 : static_cast<int>(line);
    return frame;
}

std::uint32_t FrameStacks::frame(Frame frame) {
    key_.clear();
    for (const std::string_view field : {std::string_view(frame.raw_name), std::string_view(frame.name),
                                         std::string_view(frame.module), std::string_view(frame.file)})
        append_field(key_, field);
    append_field(key_, std::to_string(frame.line));
    key_ += frame.kernel ? 'k' : 'u';
    key_ += frame.inlined ? 'i' : 'f';
    const auto [id, added] = frame_keys_.intern(key_);
    if (added)
        frames_.push_back(std::move(frame));
    return id;
}

void FrameStacks::add(std::span<const std::uint32_t> frames, double weight, std::uint64_t samples,
                      std::string_view thread) {
    key_.assign(reinterpret_cast<const char*>(frames.data()), frames.size_bytes());
    key_ += thread;
    const auto [id, added] = stack_keys_.intern(key_, frames.size());
    if (added)
        stacks_.push_back({.frames = {frames.begin(), frames.end()}, .thread = std::string(thread)});
    stacks_[id].weight += weight;
    stacks_[id].samples += samples;
}

void FrameStacks::move_to(Profile& profile) {
    profile.frames = std::move(frames_);
    profile.stacks = std::move(stacks_);
    for (const auto& stack : profile.stacks) {
        profile.weight += stack.weight;
        profile.samples += stack.samples;
    }
}

} // namespace perfeng::tools
