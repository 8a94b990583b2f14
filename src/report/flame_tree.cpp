#include "flame_tree.hpp"

#include <algorithm>
#include <cmath>
#include <ranges>

namespace perfeng::report {
namespace {

double positive(double weight) { return std::isfinite(weight) && weight > 0 ? weight : 0; }

class Tree {
public:
    explicit Tree(const Profile& profile)
        : profile_(profile),
          weighed_(std::ranges::any_of(profile.stacks, [](const Stack& each) { return positive(each.weight) > 0; })) {}

    void add(const Stack& stack) {
        count(0, stack);
        if (stack.frames.empty())
            count(child(0, nullptr), stack);
        std::size_t node = 0;
        for (const auto frame : std::views::reverse(stack.frames)) {
            node = child(node, &profile_.frames.at(frame));
            count(node, stack);
        }
    }

    [[nodiscard]] std::vector<FlameNode> take() { return std::move(nodes_); }

private:
    void count(std::size_t node, const Stack& stack) {
        nodes_[node].weight += weighed_ ? positive(stack.weight) : static_cast<double>(stack.samples);
        nodes_[node].samples += stack.samples;
    }

    std::size_t child(std::size_t parent, const Frame* frame) {
        const auto key =
            frame == nullptr ? FlameNode::Key{} : FlameNode::Key{frame->name, frame->module, frame->inlined};
        const auto [found, fresh] = nodes_[parent].children.try_emplace(key, nodes_.size());
        const auto index = found->second;
        if (fresh)
            nodes_.emplace_back().frame = frame;
        return index;
    }

    const Profile& profile_;
    bool weighed_;
    std::vector<FlameNode> nodes_ = std::vector<FlameNode>(1);
};

} // namespace

std::vector<FlameNode> flame_tree(const Profile& profile) {
    Tree tree(profile);
    for (const auto& stack : profile.stacks)
        tree.add(stack);
    return tree.take();
}

} // namespace perfeng::report
