#pragma once

#include "frame_stacks.hpp"
#include "stack_tree.hpp"

#include "perfeng/model/error.hpp"
#include "perfeng/model/profile.hpp"
#include "perfeng/tools/read.hpp"

#include <tl/expected.hpp>

#include <cstdint>
#include <limits>
#include <string>
#include <unordered_map>
#include <vector>

namespace perfeng::tools {

struct V8Node {
    std::uint32_t id = 0;
    std::uint32_t parent = 0; ///< its id; 0: the root, or told by V8Chunk::children
    std::uint32_t frame = 0;  ///< of the FrameStacks
    std::uint64_t hits = 0;
};

struct V8Edge {
    std::uint32_t parent = 0;
    std::uint32_t child = 0;
};

/// A part of a profile, or the whole of it. Times in microseconds.
struct V8Chunk {
    std::vector<V8Node> nodes;
    std::vector<V8Edge> children;
    std::vector<std::uint32_t> samples; ///< ids of nodes
    std::vector<double> deltas;         ///< before each sample
    double start = std::numeric_limits<double>::quiet_NaN();
    double end = std::numeric_limits<double>::quiet_NaN();

    [[nodiscard]] bool empty() const { return nodes.empty() && samples.empty() && deltas.empty(); }
};

/// Frames that V8 puts where there is no function.
struct V8Marks {
    std::uint32_t root = std::numeric_limits<std::uint32_t>::max();
    std::uint32_t idle = std::numeric_limits<std::uint32_t>::max();
};

/// Gathers the chunks of one thread.
class V8Samples {
public:
    using Done = tl::expected<void, ReadError>;

    Done add(V8Chunk chunk);
    [[nodiscard]] bool timed() const { return !samples_.empty(); }
    /// Adds seconds, or hit counts where there are no samples, to `stacks`.
    Done finish(FrameStacks& stacks, std::string_view thread, const V8Marks& marks);

    [[nodiscard]] double idle() const { return idle_; } ///< seconds left out
    [[nodiscard]] std::uint64_t cut() const { return cut_; }

private:
    [[nodiscard]] double last_length(std::size_t last, double clock) const;
    void read_stack(std::uint32_t node, const V8Marks& marks);

    StackTree tree_;
    std::unordered_map<std::uint32_t, std::uint32_t> node_of_id_;
    std::vector<std::uint64_t> hits_; ///< by node
    std::vector<std::uint32_t> samples_;
    std::vector<double> deltas_;
    double start_ = std::numeric_limits<double>::quiet_NaN();
    double end_ = std::numeric_limits<double>::quiet_NaN();
    double idle_ = 0;
    std::uint64_t cut_ = 0;
    std::vector<std::uint32_t> frames_;
};

} // namespace perfeng::tools
