#pragma once

#include "heap_stacks.hpp"

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

namespace perfeng::tools {

/// Puts a tree of massif together, whose nodes come one below the other: the root is all of the heap, below it stand
/// the places that allocated, below each of these its callers. What a node's children do not hold (they are below a
/// threshold, or too deep) is held by the node's own path.
class HeapTree {
public:
    explicit HeapTree(HeapStacks& stacks) : stacks_(&stacks) {}

    /// "0x109271: leak_it(unsigned long) (leak.cpp:9)" at a depth, 0 for the root. False where no node stands above it.
    /// The description must outlive the tree.
    bool add(std::size_t depth, std::uint64_t bytes, std::string_view description);
    void finish() { close(0); }

private:
    struct Node {
        std::uint64_t bytes = 0;
        std::uint64_t children = 0; ///< bytes
        std::string_view address;
        std::string_view function;
        bool inlined = false;
        std::array<std::optional<std::uint32_t>, 2> frame; ///< as it stands, and inlined
    };

    void close(std::size_t depth);
    void hold(std::uint64_t bytes);
    std::uint32_t frame_of(Node& node);

    HeapStacks* stacks_;
    std::vector<Node> path_; ///< root first
    std::vector<std::uint32_t> frames_;
};

} // namespace perfeng::tools
