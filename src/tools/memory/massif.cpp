#include "perfeng/tools/memory/massif.hpp"

#include "massif_run.hpp"
#include "text/looks.hpp"
#include "text/reading.hpp"

#include <algorithm>
#include <array>
#include <optional>

namespace perfeng::tools {
namespace {

using MassifChecked = tl::expected<void, ReadError>;

/// Of a snapshot, in the order in which they stand; all of a snapshot's.
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

tl::expected<std::uint64_t, ReadError> read_massif_tree(Lines lines, HeapTree& tree) {
    std::uint64_t cut_off = 0;
    for (std::uint64_t nodes = 1; nodes > 0; --nodes) {
        const bool more = lines.next();
        const auto node = more ? massif_node(lines.line()) : std::nullopt;
        if (!node)
            return refuse(lines.number(), more ? lines.line() : "the end",
                          "a line of massif's tree: n2: 4096 0x109271: f (f.c:9)");
        if (is_cut_off(node->what))
            cut_off += node->depth == 1 ? node->bytes : 0;
        else if (!tree.add(node->depth, node->bytes, node->what))
            return refuse(lines.number(), lines.line(), "a line of massif's tree, indented by one more at most");
        nodes += std::min<std::uint64_t>(node->children, UINT32_MAX);
    }
    return cut_off;
}

class MassifReader {
public:
    tl::expected<MassifRun, ReadError> read(std::string_view text) {
        Lines lines(text);
        while (lines.next())
            if (auto read = read_line(lines); !read)
                return tl::unexpected(read.error());
        if (auto whole = whole_snapshot(lines.number(), "the end"); !whole)
            return tl::unexpected(whole.error());
        return std::move(run_);
    }

private:
    MassifChecked read_line(const Lines& lines) {
        auto line = lines.line();
        if (skip(line, "snapshot=")) {
            if (auto whole = whole_snapshot(lines.number(), lines.line()); !whole)
                return whole;
            run_.snapshots.emplace_back();
            fields_ = 0;
            return {};
        }
        if (!run_.snapshots.empty() && fields_ < massif_fields.size())
            return read_field(lines);
        return read_head(lines.number(), line);
    }

    /// In a record of heaptrack it stands at the end.
    MassifChecked read_head(std::size_t number, std::string_view line) {
        if (skip(line, "cmd: ")) {
            run_.command = line;
        } else if (skip(line, "desc: ")) {
            if (line.starts_with("xtree."))
                return refuse(number, line,
                              "a record of --tool=massif itself: of an extended tree give the form of "
                              "callgrind (--xtree-memory-file=NAME.kcg)");
            if (line == "heaptrack")
                return refuse(number, line,
                              "a record of massif itself: of heaptrack give its own, which tells more "
                              "(heaptrack.NAME.zst, without heaptrack_print -M)");
            run_.pages = line.find("--pages-as-heap=yes") != line.npos;
        } else if (skip(line, "time_unit: ") && line != "i" && line != "ms" && line != "B") {
            return refuse(number, line, "a time unit of massif: i, ms or B");
        }
        return {};
    }

    MassifChecked whole_snapshot(std::size_t number, std::string_view found) {
        if (run_.snapshots.empty() || fields_ == massif_fields.size())
            return {};
        return refuse(number, found, massif_fields.at(fields_));
    }

    MassifChecked read_field(const Lines& lines) {
        auto line = lines.line();
        if (line.starts_with('#'))
            return {};
        const auto field = massif_fields.at(fields_);
        if (!skip(line, field))
            return refuse(lines.number(), line, field);
        ++fields_;
        if (field != "heap_tree=")
            return read_number(lines, field, line);
        auto& snapshot = run_.snapshots.back();
        snapshot.is_peak = line == "peak";
        snapshot.has_tree = snapshot.is_peak || line == "detailed";
        snapshot.tree = lines;
        if (!snapshot.has_tree && line != "empty")
            return refuse(lines.number(), line, "heap_tree=empty, detailed or peak");
        return {};
    }

    MassifChecked read_number(const Lines& lines, std::string_view field, std::string_view text) {
        const auto number = whole_number(text);
        if (field == "time=" ? !decimal_number(text) : !number || *number > most_massif_bytes)
            return refuse(lines.number(), lines.line(), "a number of massif");
        auto& snapshot = run_.snapshots.back();
        if (field == "mem_heap_B=")
            snapshot.heap = *number;
        else if (field == "mem_heap_extra_B=")
            snapshot.extra = *number;
        else if (field == "mem_stacks_B=")
            snapshot.stacks = *number;
        return {};
    }

    MassifRun run_;
    std::size_t fields_ = 0; ///< of massif_fields that the last snapshot has
};

} // namespace

tl::expected<Read<Contents>, ReadError> read_massif(std::string_view text) {
    return MassifReader().read(text).and_then([](const MassifRun& run) { return run.contents(read_massif_tree); });
}

Recognition recognise_massif(Head head) {
    constexpr std::array<std::string_view, 5> beginning{"desc:", "cmd:", "time_unit: ", "#-----------", "snapshot="};
    const bool headless = head.text.starts_with("#-"); // of heaptrack_print -M
    std::size_t at = headless ? 3 : 0;
    if (const auto first = begins_with(head, beginning.at(at)); first != Recognition::yes)
        return first;
    for (Lines lines(whole_lines(head)); at < beginning.size(); ++at) {
        if (!lines.next())
            return not_yet(head);
        if (!lines.line().starts_with(beginning.at(at)))
            return Recognition::no;
    }
    return Recognition::yes;
}

} // namespace perfeng::tools
