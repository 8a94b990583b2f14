#pragma once

#include <cstdint>
#include <string>
#include <unordered_map>
#include <vector>

namespace perfeng::tools {

/// Stacks as the nodes of a tree: each a frame and the node of its caller. Node 0 is the root, which is no frame.
class StackTree {
public:
    /// Deeper stacks lose the frames that are nearest the root: else a file of nothing but one deep recursion would
    /// take the square of its size.
    static constexpr std::size_t deepest = 1024;

    StackTree() { add(0, 0); }

    std::uint32_t add(std::uint32_t parent, std::uint32_t frame) {
        nodes_.push_back({parent, frame});
        return static_cast<std::uint32_t>(nodes_.size() - 1);
    }
    /// The one child of `parent` with this frame.
    std::uint32_t child(std::uint32_t parent, std::uint32_t frame) {
        const auto key = std::uint64_t{parent} << 32U | frame;
        const auto [at, added] = children_.try_emplace(key, static_cast<std::uint32_t>(nodes_.size()));
        return added ? add(parent, frame) : at->second;
    }
    void set_parent(std::uint32_t node, std::uint32_t parent) { nodes_[node].parent = parent; }

    [[nodiscard]] std::size_t size() const { return nodes_.size(); }
    [[nodiscard]] std::uint32_t parent(std::uint32_t node) const { return nodes_[node].parent; }
    [[nodiscard]] std::uint32_t frame(std::uint32_t node) const { return nodes_[node].frame; }

    /// The frames of a node's stack into `frames`, leaf first. False where it is cut.
    bool stack(std::uint32_t node, std::vector<std::uint32_t>& frames) const {
        frames.clear();
        for (; node != 0; node = nodes_[node].parent) {
            if (frames.size() == deepest)
                return false;
            frames.push_back(nodes_[node].frame);
        }
        return true;
    }

private:
    struct Node {
        std::uint32_t parent = 0;
        std::uint32_t frame = 0;
    };
    std::vector<Node> nodes_;
    std::unordered_map<std::uint64_t, std::uint32_t> children_;
};

/// "3 stacks of over 1024 frames were cut: ..."
[[nodiscard]] std::string cut_stacks_warning(std::uint64_t cut);

} // namespace perfeng::tools
