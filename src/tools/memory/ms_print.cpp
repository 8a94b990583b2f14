#include "perfeng/tools/memory/ms_print.hpp"

#include "massif_run.hpp"
#include "text/looks.hpp"
#include "text/reading.hpp"
#include "valgrind_frames.hpp"

#include <array>
#include <optional>

namespace perfeng::tools {
namespace {

/// "  7    810,373,567        1,342,584        1,137,728       204,856            0": number, time, total, heap, extra,
/// stacks.
std::optional<MassifSnapshot> ms_print_row(std::string_view line) {
    std::array<std::uint64_t, 6> numbers{};
    for (auto& number : numbers) {
        const auto word = grouped_number(take_word(line));
        if (!word || *word > most_massif_bytes)
            return std::nullopt;
        number = *word;
    }
    if (!line.empty())
        return std::nullopt;
    return MassifSnapshot{.heap = numbers[3], .extra = numbers[4], .stacks = numbers[5]};
}

struct MsPrintNode {
    std::size_t depth = 0;
    std::uint64_t bytes = 0;
    std::string_view what;
};

/// "| ->61.02% (819,232B) 0x10DE09: HashSet<int>::insert(int) (hash_set.h:271)", below the root, which has no arrow.
/// Two columns a level.
std::optional<MsPrintNode> ms_print_node(std::string_view line) {
    MsPrintNode node;
    const auto bars = std::min(line.find_first_not_of("| "), line.size());
    line.remove_prefix(bars);
    if (skip(line, "->"))
        node.depth = bars / 2 + 1;
    else if (bars > 0)
        return std::nullopt;
    const auto share = take_word(line);
    const auto size = take_word(line);
    if (!share.ends_with('%') || !size.starts_with('(') || !size.ends_with("B)"))
        return std::nullopt;
    const auto bytes = grouped_number(size.substr(1, size.size() - 3));
    if (!bytes)
        return std::nullopt;
    node.bytes = *bytes;
    node.what = line;
    return node;
}

/// Up to the next table; lines of bars alone stand between.
tl::expected<std::uint64_t, ReadError> read_ms_print_tree(Lines lines, HeapTree& tree) {
    std::uint64_t cut_off = 0;
    while (lines.next() && !lines.line().starts_with("---") && !ms_print_row(lines.line())) {
        const auto node = ms_print_node(lines.line());
        if (!node && lines.line().find_first_not_of("| ") != std::string_view::npos)
            return refuse(lines.number(), lines.line(), "a line of ms_print's tree: ->12.50% (4,096B) 0x109271: f");
        if (!node)
            continue;
        if (is_cut_off(node->what))
            cut_off += node->depth == 1 ? node->bytes : 0;
        else if (!tree.add(node->depth, node->bytes, node->what))
            return refuse(lines.number(), lines.line(), "a line of ms_print's tree, indented by one more at most");
    }
    return cut_off;
}

/// "69" of " Detailed snapshots: [5, 7, 69 (peak), 79]"
std::optional<std::uint64_t> numbered_peak(std::string_view line) {
    const auto end = line.find(" (peak)");
    if (end == std::string_view::npos)
        return std::nullopt;
    line = line.substr(0, end);
    return whole_number(line.substr(line.find_last_of(" [") + 1));
}

} // namespace

tl::expected<Read<Contents>, ReadError> read_ms_print(std::string_view text) {
    MassifRun run;
    std::optional<std::uint64_t> peak;
    for (Lines lines(text); lines.next();) {
        auto line = lines.line();
        if (skip(line, "Command:")) {
            run.command = trim(line);
        } else if (skip(line, "Massif arguments:")) {
            run.pages = line.find("--pages-as-heap=yes") != line.npos;
        } else if (trim(line).starts_with("Detailed snapshots: [")) {
            peak = numbered_peak(line);
        } else if (auto row = ms_print_row(line)) {
            row->is_peak = peak == run.snapshots.size();
            run.snapshots.push_back(*row);
        } else if (!run.snapshots.empty() && !run.snapshots.back().has_tree) {
            run.snapshots.back().has_tree = ms_print_node(line).has_value();
        }
        if (!run.snapshots.empty() && !run.snapshots.back().has_tree)
            run.snapshots.back().tree = lines;
    }
    return run.contents(read_ms_print_tree);
}

Recognition recognise_ms_print(Head head) {
    constexpr std::array<std::string_view, 3> beginning{"-----", "Command:", "Massif arguments:"};
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
