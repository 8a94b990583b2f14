#include "v8_samples.hpp"

#include "text/reading.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <utility>

namespace perfeng::tools {
namespace {

constexpr double v8_second = 1e-6; ///< of a microsecond
constexpr std::string_view whole_v8 = "a whole CPU profile of V8";

} // namespace

V8Samples::Done V8Samples::add(V8Chunk chunk) {
    for (const auto& node : chunk.nodes)
        if (node_of_id_.try_emplace(node.id, static_cast<std::uint32_t>(tree_.size())).second) {
            tree_.add(0, node.frame);
            hits_.resize(tree_.size());
            hits_.back() = node.hits;
        }
    const auto join = [&](std::uint32_t parent, std::uint32_t child) {
        const auto above = node_of_id_.find(parent);
        const auto below = node_of_id_.find(child);
        if (above != node_of_id_.end() && below != node_of_id_.end())
            tree_.set_parent(below->second, above->second);
    };
    for (const auto& node : chunk.nodes)
        join(node.parent, node.id);
    for (const auto& edge : chunk.children)
        join(edge.parent, edge.child);
    for (const auto id : chunk.samples) {
        const auto node = node_of_id_.find(id);
        if (node == node_of_id_.end())
            return refuse(0, fmt::format("a sample in node {}, which there is not", id), whole_v8);
        samples_.push_back(node->second);
    }
    if (deltas_.empty())
        deltas_ = std::move(chunk.deltas);
    else
        deltas_.insert(deltas_.end(), chunk.deltas.begin(), chunk.deltas.end());
    if (!std::isnan(chunk.start))
        start_ = chunk.start;
    if (!std::isnan(chunk.end))
        end_ = chunk.end;
    return {};
}

double V8Samples::last_length(std::size_t last, double clock) const {
    const auto to_end = end_ - start_ - clock; // not a number where one is unknown
    return to_end >= 0 ? to_end : std::max(deltas_[last], 0.0);
}

void V8Samples::read_stack(std::uint32_t node, const V8Marks& marks) {
    cut_ += tree_.stack(node, frames_) ? 0U : 1U;
    if (!frames_.empty() && frames_.back() == marks.root)
        frames_.pop_back();
}

V8Samples::Done V8Samples::finish(FrameStacks& stacks, std::string_view thread, const V8Marks& marks) {
    if (samples_.size() != deltas_.size())
        return refuse(0, fmt::format("{} samples with {} times", samples_.size(), deltas_.size()), whole_v8);
    std::vector<double> lengths(tree_.size());
    std::vector<std::uint64_t> counts(tree_.size());
    double clock = 0;
    double latest = 0;
    for (std::size_t i = 0; i < samples_.size(); ++i) {
        clock += deltas_[i];
        const bool last = i + 1 == samples_.size();
        const auto from = std::max(clock, latest);
        const auto to = last ? from + last_length(i, from) : std::max(clock + deltas_[i + 1], from);
        lengths[samples_[i]] += to - from;
        ++counts[samples_[i]];
        latest = from;
    }
    for (std::uint32_t node = 1; node < tree_.size(); ++node) {
        const auto samples = timed() ? counts[node] : hits_[node];
        if (tree_.frame(node) == marks.idle) {
            idle_ += lengths[node] * v8_second;
        } else if (samples > 0) {
            read_stack(node, marks);
            stacks.add(frames_, timed() ? lengths[node] * v8_second : static_cast<double>(samples), samples, thread);
        }
    }
    return {};
}

} // namespace perfeng::tools
