#include "perfeng/tools/memory/massif.hpp"

#include "heap_stacks.hpp"
#include "heap_tree.hpp"
#include "text/looks.hpp"
#include "text/reading.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <utility>

namespace perfeng::tools {
namespace {

using Checked = tl::expected<void, ReadError>;

struct MassifSnapshot {
    std::uint64_t heap = 0;   ///< bytes that the program asked for
    std::uint64_t extra = 0;  ///< bytes that the allocator needs for them
    std::uint64_t stacks = 0; ///< bytes
    std::size_t fields = 0;   ///< of massif_fields that it has
    bool is_peak = false;
    bool has_tree = false;
    Lines tree{""}; ///< begins with the line after this one

    [[nodiscard]] std::uint64_t held() const { return heap + extra; }
};

/// In the order in which they stand; all of a snapshot's.
constexpr std::array<std::string_view, 5> massif_fields{
    "time=", "mem_heap_B=", "mem_heap_extra_B=", "mem_stacks_B=", "heap_tree="};

struct MassifNode {
    std::size_t depth = 0;
    std::uint64_t children = 0;
    std::uint64_t bytes = 0;
    std::string_view what;
};

/// "  n2: 4096 0x109271: leak_it(unsigned long) (leak.cpp:9)": the depth is that of the indentation.
std::optional<MassifNode> massif_node(std::string_view line) {
    MassifNode node;
    node.depth = std::min(line.find_first_not_of(' '), line.size());
    line.remove_prefix(node.depth);
    auto children = take_word(line);
    if (!skip(children, "n") || !children.ends_with(':'))
        return std::nullopt;
    const auto count = whole_number(children.substr(0, children.size() - 1));
    const auto bytes = whole_number(take_word(line));
    if (!count || !bytes)
        return std::nullopt;
    node.children = *count;
    node.bytes = *bytes;
    node.what = line;
    return node;
}

/// "in 5 places, all below massif's threshold (1.00%)"
bool is_cut_off(std::string_view what) { return skip(what, "in ") && whole_number(take_word(what)); }

class MassifReader {
public:
    Checked read(std::string_view text) {
        Lines lines(text);
        while (lines.next())
            if (auto read = read_line(lines); !read)
                return read;
        if (snapshots_.empty())
            return refuse(lines.number(), "the end", "a snapshot of massif");
        return whole_snapshot(lines);
    }

    tl::expected<Read<Contents>, ReadError> finish() {
        const auto& peak = *std::ranges::max_element(snapshots_, {}, &MassifSnapshot::held);
        if (peak.held() == 0)
            return refuse(0, "no byte of heap", "a snapshot of massif that holds something");
        const auto* const tree = best_tree();
        if (tree != nullptr)
            if (const auto read = read_tree(*tree); !read)
                return tl::unexpected(read.error());
        warn(peak, tree);
        fill(peak);
        return std::move(read_);
    }

private:
    Checked read_line(const Lines& lines) {
        auto line = lines.line();
        if (skip(line, "snapshot=")) {
            if (auto whole = whole_snapshot(lines); !whole)
                return whole;
            snapshots_.emplace_back();
        } else if (!snapshots_.empty()) {
            return read_field(lines);
        } else if (skip(line, "cmd: ")) {
            read_.value.command = line;
        } else if (skip(line, "desc: ")) {
            if (line.starts_with("xtree."))
                return refuse(lines.number(), line,
                              "a record of --tool=massif itself: of an extended tree give the "
                              "form of callgrind (--xtree-memory-file=NAME.kcg)");
            pages_ = line.find("--pages-as-heap=yes") != line.npos;
        } else if (skip(line, "time_unit: ") && line != "i" && line != "ms" && line != "B") {
            return refuse(lines.number(), line, "a time unit of massif: i, ms or B");
        }
        return {};
    }

    Checked whole_snapshot(const Lines& lines) {
        if (snapshots_.empty() || snapshots_.back().fields == massif_fields.size())
            return {};
        return refuse(lines.number(), lines.line(), massif_fields.at(snapshots_.back().fields));
    }

    Checked read_field(const Lines& lines) {
        auto& snapshot = snapshots_.back();
        auto line = lines.line();
        if (snapshot.fields == massif_fields.size() || line.starts_with('#'))
            return {}; // a tree, which is read where it is needed
        const auto field = massif_fields.at(snapshot.fields);
        if (!skip(line, field))
            return refuse(lines.number(), line, field);
        ++snapshot.fields;
        if (field == "heap_tree=") {
            snapshot.is_peak = line == "peak";
            snapshot.has_tree = snapshot.is_peak || line == "detailed";
            snapshot.tree = lines;
            if (!snapshot.has_tree && line != "empty")
                return refuse(lines.number(), line, "heap_tree=empty, detailed or peak");
            return {};
        }
        return read_number(lines, field, line);
    }

    Checked read_number(const Lines& lines, std::string_view field, std::string_view text) {
        constexpr std::uint64_t most = std::uint64_t{1} << 62U; // two of them can be added
        const auto number = whole_number(text);
        if (field == "time=" ? !decimal_number(text) : !number || *number > most)
            return refuse(lines.number(), lines.line(), "a number of massif");
        auto& snapshot = snapshots_.back();
        if (field == "mem_heap_B=")
            snapshot.heap = *number;
        else if (field == "mem_heap_extra_B=")
            snapshot.extra = *number;
        else if (field == "mem_stacks_B=")
            snapshot.stacks = *number;
        return {};
    }

    /// The peak's own, else the largest.
    [[nodiscard]] const MassifSnapshot* best_tree() const {
        const MassifSnapshot* best = nullptr;
        for (const auto& snapshot : snapshots_)
            if (snapshot.has_tree && (best == nullptr || std::pair(snapshot.is_peak, snapshot.held()) >
                                                             std::pair(best->is_peak, best->held())))
                best = &snapshot;
        return best;
    }

    Checked read_tree(const MassifSnapshot& snapshot) {
        HeapTree tree(stacks_);
        Lines lines = snapshot.tree;
        for (std::uint64_t nodes = 1; nodes > 0; --nodes) {
            const bool more = lines.next();
            const auto node = more ? massif_node(lines.line()) : std::nullopt;
            if (!node)
                return refuse(lines.number(), more ? lines.line() : "the end",
                              "a line of massif's tree: n2: 4096 0x109271: f (f.c:9)");
            if (is_cut_off(node->what))
                cut_off_ += node->depth == 1 ? node->bytes : 0;
            else if (!tree.add(node->depth, node->bytes, node->what))
                return refuse(lines.number(), lines.line(), "a line of massif's tree, indented by one more at most");
            nodes += std::min<std::uint64_t>(node->children, UINT32_MAX);
        }
        tree.finish();
        return {};
    }

    void warn(const MassifSnapshot& peak, const MassifSnapshot* tree) {
        auto& warnings = read_.warnings;
        if (tree == nullptr)
            warnings.emplace_back("massif made no detailed snapshot, so that no place is known: run it with "
                                  "--detailed-freq=1");
        else if (static_cast<double>(tree->held()) < 0.99 * static_cast<double>(peak.held()))
            warnings.push_back(fmt::format("the places are those of a snapshot that holds {} bytes of the peak's {}: "
                                           "run massif with --detailed-freq=1 --peak-inaccuracy=0",
                                           tree->held(), peak.held()));
        if (cut_off_ > 0)
            warnings.push_back(fmt::format("{} bytes at the peak have no place, as each place holds less than "
                                           "massif's threshold: run it with --threshold=0",
                                           cut_off_));
        if (peak.stacks > 0)
            warnings.push_back(fmt::format("{} bytes of stacks are not counted in the heap", peak.stacks));
        if (pages_)
            warnings.emplace_back("massif counted pages of memory, code and stacks among them, not blocks of the "
                                  "heap (--pages-as-heap=yes)");
    }

    void fill(const MassifSnapshot& peak) {
        auto& contents = read_.value;
        contents.metrics.push_back(heap_metric("peak_heap", peak.held()));
        contents.allocations = Allocations{.tool = "massif", .peak_bytes = peak.held(), .functions = stacks_.sites()};
        contents.profile = stacks_.profile("massif");
        if (contents.profile->stacks.empty())
            contents.profile.reset();
    }

    Read<Contents> read_;
    std::vector<MassifSnapshot> snapshots_;
    HeapStacks stacks_;
    std::uint64_t cut_off_ = 0; ///< bytes at no place at all
    bool pages_ = false;
};

} // namespace

tl::expected<Read<Contents>, ReadError> read_massif(std::string_view text) {
    MassifReader reader;
    if (const auto read = reader.read(text); !read)
        return tl::unexpected(read.error());
    return reader.finish();
}

Recognition recognise_massif(Head head) {
    constexpr std::array<std::string_view, 5> beginning{"desc:", "cmd:", "time_unit: ", "#-----------", "snapshot="};
    if (const auto first = begins_with(head, beginning.front()); first != Recognition::yes)
        return first;
    Lines lines(whole_lines(head));
    for (const auto& start : beginning) {
        if (!lines.next())
            return not_yet(head);
        if (!lines.line().starts_with(start))
            return Recognition::no;
    }
    return Recognition::yes;
}

} // namespace perfeng::tools
