#pragma once

#include "text/interner.hpp"

#include "perfeng/model/profile.hpp"

#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

namespace perfeng::tools {

/// What a frame of folded stacks or of a flame graph is by its name; the rules are in folded.hpp.
[[nodiscard]] Frame named_frame(std::string_view name);

/// Gathers the stacks of a tool that knows frames by their names alone; equal stacks are merged.
class NamedStacks {
public:
    [[nodiscard]] std::uint32_t frame(std::string_view name);
    /// Of a tool that tells more than names.
    [[nodiscard]] std::uint32_t frame(Frame frame);
    /// `frames` leaf first.
    void add(std::span<const std::uint32_t> frames, double weight, std::string_view thread = {});
    /// Gives `profile` its frames, stacks and weight and, where a sample weighs 1, its samples. Spent afterwards.
    void move_to(Profile& profile, bool weights_are_samples);

private:
    Interner names_;
    std::vector<std::uint32_t> frame_of_name_;
    Interner keys_; ///< frames by their fields: different names may mean the same frame
    std::vector<Frame> frames_;
    Interner threads_;
    Interner stacks_;
    struct Cost {
        double weight = 0;
        std::uint32_t thread = 0;
    };
    std::vector<Cost> costs_; ///< of stacks
};

} // namespace perfeng::tools
