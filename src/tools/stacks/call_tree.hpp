#pragma once

#include "named_stacks.hpp"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace perfeng::tools {

/// Stacks of a tree that a tool printed line by line, callers before what they call: each line with the weight of the
/// frame and all that it called. A frame's own weight is that without its callees'.
class CallTree {
public:
    /// A frame, called by the last one before it that stands at a smaller depth. `self` where the tool tells it.
    void add(std::size_t depth, std::uint32_t frame, double total, std::optional<double> self = {});
    /// What stands deeper is of a thread, or of a process, which is no frame.
    void add_root(std::size_t depth, std::string_view thread, double total, std::optional<double> self = {});
    /// The lines that follow are another tree.
    void end_tree() { close(0); }
    void set_thread(std::string_view thread) { thread_ = thread; }

    /// Frames whose callees weigh more than they: their own weight is taken as none.
    [[nodiscard]] std::size_t contradictions() const { return contradictions_; }

    NamedStacks stacks;

private:
    struct Open {
        std::size_t depth = 0;
        double total = 0;
        double callees = 0;
        std::optional<double> self;
        bool has_frame = false;
    };

    void open(std::size_t depth, double total, std::optional<double> self);
    void close(std::size_t depth);
    void close_last();

    std::vector<Open> open_;
    std::vector<std::uint32_t> frames_; ///< of `open_`, root first
    std::vector<std::uint32_t> leaf_first_;
    std::string thread_;
    std::size_t contradictions_ = 0;
};

/// For the user; empty where there are none.
[[nodiscard]] std::vector<std::string> warnings_of(const CallTree& tree);

} // namespace perfeng::tools
