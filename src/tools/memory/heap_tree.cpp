#include "heap_tree.hpp"

#include "text/reading.hpp"

#include <algorithm>

namespace perfeng::tools {

bool HeapTree::add(std::size_t depth, std::uint64_t bytes, std::string_view description) {
    if (depth > path_.size() || (depth == 0 && !path_.empty()))
        return false;
    close(depth);
    Node node{.bytes = bytes};
    const auto end = std::min(description.find(": "), description.size());
    node.address = description.substr(0, end);
    node.function = trim(description.substr(std::min(end + 1, description.size())));
    if (!path_.empty()) {
        auto& above = path_.back(); // it is called by this one: at the same address where it is part of it
        above.children += bytes;
        above.inlined = above.address == node.address && above.function != node.function;
    }
    path_.push_back(node);
    return true;
}

void HeapTree::close(std::size_t depth) {
    for (; path_.size() > depth; path_.pop_back())
        if (const auto& node = path_.back(); node.bytes > node.children)
            hold(node.bytes - node.children);
}

/// Names may be long, and a node near the root stands in many stacks.
std::uint32_t HeapTree::frame_of(Node& node) {
    auto& known = node.frame.at(node.inlined ? 1 : 0);
    if (!known)
        known = stacks_->frame(node.function, node.inlined);
    return *known;
}

void HeapTree::hold(std::uint64_t bytes) {
    frames_.clear();
    for (std::size_t at = 1; at < path_.size(); ++at)
        frames_.push_back(frame_of(path_[at]));
    stacks_->add(frames_, {.peak_bytes = bytes});
}

} // namespace perfeng::tools
