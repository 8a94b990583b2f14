#pragma once

#include "text/interner.hpp"

#include "perfeng/model/profile.hpp"

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace perfeng::tools {

/// A frame of a format that gives a function's name alone or with its place: demangled and shortened for people, but
/// for those of interpreters ("<module>", "(anonymous)"). An empty name is "[unknown]".
[[nodiscard]] Frame frame_of_symbol(std::string_view raw_name, std::string_view file = {}, std::uint64_t line = 0);

/// Gathers the stacks of a tool that describes its frames by their fields; equal frames become one, and so do the equal
/// stacks of a thread.
class FrameStacks {
public:
    [[nodiscard]] std::uint32_t frame(Frame frame);
    [[nodiscard]] const Frame& frame_of(std::uint32_t id) const { return frames_[id]; }
    /// `frames` leaf first.
    void add(std::span<const std::uint32_t> frames, double weight, std::uint64_t samples, std::string_view thread = {});
    [[nodiscard]] bool empty() const { return stacks_.empty(); }
    /// Gives `profile` its frames, stacks, weight and samples. Spent afterwards.
    void move_to(Profile& profile);

private:
    Interner frame_keys_;
    Interner stack_keys_;
    std::vector<Frame> frames_;
    std::vector<Stack> stacks_;
    std::string key_;
};

} // namespace perfeng::tools
