#include "call_tree.hpp"

#include <fmt/format.h>

namespace perfeng::tools {

void CallTree::add(std::size_t depth, std::optional<std::uint32_t> frame, double total, std::optional<double> self) {
    close(depth);
    if (!open_.empty())
        open_.back().callees += total;
    open_.push_back({.depth = depth, .total = total, .self = self, .has_frame = frame.has_value()});
    if (frame)
        frames_.push_back(*frame);
}

void CallTree::close(std::size_t depth) {
    while (!open_.empty() && open_.back().depth >= depth)
        close_last();
}

void CallTree::close_last() {
    const auto last = open_.back();
    open_.pop_back();
    const auto weight = last.self.value_or(last.total - last.callees);
    if (weight < 0)
        ++contradictions_;
    if (weight > 0) {
        leaf_first_.assign(frames_.rbegin(), frames_.rend());
        stacks.add(leaf_first_, weight, thread_);
    }
    if (last.has_frame)
        frames_.pop_back();
}

std::vector<std::string> warnings_of(const CallTree& tree) {
    if (tree.contradictions() == 0)
        return {};
    return {fmt::format("what was called by {} weighs more than the caller itself: the tree contradicts itself there",
                        tree.contradictions() == 1 ? "1 frame" : fmt::format("{} frames", tree.contradictions()))};
}

} // namespace perfeng::tools
