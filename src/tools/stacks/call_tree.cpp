#include "call_tree.hpp"

#include <fmt/format.h>

namespace perfeng::tools {
namespace {

constexpr double rounding = 0.01; // of figures such as "429.93 MB"

} // namespace

void CallTree::add(std::size_t depth, std::uint32_t frame, double total, std::optional<double> self) {
    close(depth);
    open(depth, total, self);
    open_.back().has_frame = true;
    frames_.push_back(frame);
}

void CallTree::add_root(std::size_t depth, std::string_view thread, double total, std::optional<double> self) {
    close(depth);
    set_thread(thread);
    open(depth, total, self);
}

void CallTree::open(std::size_t depth, double total, std::optional<double> self) {
    if (!open_.empty())
        open_.back().callees += total;
    open_.push_back({.depth = depth, .total = total, .self = self});
}

void CallTree::close(std::size_t depth) {
    while (!open_.empty() && open_.back().depth >= depth)
        close_last();
}

void CallTree::close_last() {
    const auto last = open_.back();
    open_.pop_back();
    const auto weight = last.self.value_or(last.total - last.callees);
    if (weight < -last.total * rounding)
        ++contradictions_;
    if (weight > last.total * 1e-9) { // what subtracting fractions leaves of nothing
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
