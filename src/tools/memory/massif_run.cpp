#include "massif_run.hpp"

#include "heap_stacks.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

namespace perfeng::tools {
namespace {

/// The peak's own, else the largest; null where there is none.
const MassifSnapshot* best_tree(const std::vector<MassifSnapshot>& snapshots) {
    const MassifSnapshot* best = nullptr;
    for (const auto& snapshot : snapshots)
        if (snapshot.has_tree &&
            (best == nullptr || std::pair(snapshot.is_peak, snapshot.held()) > std::pair(best->is_peak, best->held())))
            best = &snapshot;
    return best;
}

std::vector<std::string> massif_warnings(const MassifRun& run, const MassifSnapshot& peak, const MassifSnapshot* tree,
                                         std::uint64_t cut_off) {
    std::vector<std::string> warnings;
    if (tree == nullptr)
        warnings.emplace_back("massif made no detailed snapshot, so that no place is known: run it with "
                              "--detailed-freq=1");
    else if (static_cast<double>(tree->held()) < 0.99 * static_cast<double>(peak.held()))
        warnings.push_back(fmt::format("the places are those of a snapshot that holds {} bytes of the peak's {}: run "
                                       "massif with --detailed-freq=1 --peak-inaccuracy=0",
                                       tree->held(), peak.held()));
    if (cut_off > 0)
        warnings.push_back(fmt::format("{} bytes at the peak have no place, as each place holds less than the "
                                       "threshold: run massif and ms_print with --threshold=0",
                                       cut_off));
    if (peak.stacks > 0)
        warnings.push_back(fmt::format("{} bytes of stacks are not counted in the heap", peak.stacks));
    if (run.pages)
        warnings.emplace_back("massif counted pages of memory, code and stacks among them, not blocks of the heap "
                              "(--pages-as-heap=yes)");
    return warnings;
}

} // namespace

tl::expected<Read<Contents>, ReadError> MassifRun::contents(ReadTree read_tree) const {
    if (snapshots.empty())
        return refuse(0, "no snapshot", "a snapshot of massif");
    const auto& peak = *std::ranges::max_element(snapshots, {}, &MassifSnapshot::held);
    if (peak.held() == 0)
        return refuse(0, "no byte of heap", "a snapshot of massif that holds something");
    const auto* const best = best_tree(snapshots);
    HeapStacks stacks;
    HeapTree tree(stacks);
    const auto cut_off = best != nullptr ? read_tree(best->tree, tree) : 0;
    if (!cut_off)
        return tl::unexpected(cut_off.error());
    tree.finish();
    Read<Contents> read{.value = {}, .warnings = massif_warnings(*this, peak, best, *cut_off)};
    auto& contents = read.value;
    contents.command = command;
    contents.metrics.push_back(heap_metric("peak_heap", peak.held()));
    contents.allocations = Allocations{.tool = "massif", .peak_bytes = peak.held(), .functions = stacks.sites()};
    if (auto profile = stacks.profile("massif"); !profile.stacks.empty())
        contents.profile = std::move(profile);
    return read;
}

bool is_cut_off(std::string_view node) {
    return skip(node, "in ") && !take_word(node).empty() && node.starts_with("place");
}

} // namespace perfeng::tools
