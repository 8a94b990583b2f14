#include "perfeng/tools/coverage/go_cover.hpp"

#include "coverage_files.hpp"
#include "passed_over.hpp"
#include "text/reading.hpp"

#include <algorithm>
#include <limits>
#include <map>
#include <optional>

namespace perfeng::tools {
namespace {

constexpr std::string_view go_expected = "a block of a Go cover profile: FILE:LINE.COLUMN,LINE.COLUMN STATEMENTS COUNT";

struct GoPlace {
    std::uint64_t line = 0;
    std::uint64_t column = 0;
    auto operator<=>(const GoPlace&) const = default;
};

struct GoBlock {
    GoPlace begin;
    GoPlace end;
    auto operator<=>(const GoBlock&) const = default;
};

struct GoRecord {
    std::string_view file;
    GoBlock block;
    std::uint64_t count = 0;
};

std::optional<GoPlace> go_place(std::string_view text) {
    const auto dot = text.find('.');
    const auto line = whole_number(text.substr(0, dot));
    const auto column = dot == std::string_view::npos ? std::nullopt : whole_number(text.substr(dot + 1));
    if (!line || !column)
        return std::nullopt;
    return GoPlace{*line, *column};
}

std::optional<GoRecord> go_record(std::string_view text) {
    const auto colon = text.rfind(':');
    if (colon == std::string_view::npos || colon == 0)
        return std::nullopt;
    auto rest = text.substr(colon + 1);
    const auto places = take_word(rest);
    const auto comma = places.find(',');
    const auto statements = whole_number(take_word(rest));
    const auto count = whole_number(take_word(rest));
    if (comma == std::string_view::npos || !statements || !count || !rest.empty())
        return std::nullopt;
    const auto begin = go_place(places.substr(0, comma));
    const auto end = go_place(places.substr(comma + 1));
    constexpr std::uint64_t most_line = std::numeric_limits<int>::max();
    if (!begin || !end || *end < *begin || begin->line == 0 || end->line > most_line)
        return std::nullopt;
    return GoRecord{text.substr(0, colon), {*begin, *end}, *count};
}

using GoBlocks = std::map<GoBlock, std::uint64_t>;

/// Adds the lines of the open file. False where they are more than the budget has.
bool add_block_lines(const GoBlocks& blocks, LineBudget& budget, CoverageFiles& files) {
    std::map<std::uint64_t, std::uint64_t> lines;
    for (const auto& [block, count] : blocks) {
        if (!budget.take(block.end.line - block.begin.line))
            return false;
        for (auto line = block.begin.line; line <= block.end.line; ++line)
            lines[line] = std::max(lines[line], count);
    }
    return std::ranges::all_of(lines, [&](const auto& line) { return files.add_line(line.first, line.second); });
}

std::optional<std::string_view> go_mode(std::string_view line) {
    if (!skip(line, "mode: ") || (line != "set" && line != "count" && line != "atomic"))
        return std::nullopt;
    return line;
}

} // namespace

Recognition recognise_go_cover(Head head) {
    Lines lines(head.text);
    const bool known = lines.next() && go_mode(lines.line()).has_value();
    if (!known || !lines.next())
        return known && !head.whole ? Recognition::need_more : Recognition::no;
    return go_record(lines.line()) ? Recognition::yes : Recognition::no;
}

tl::expected<Read<Coverage>, ReadError> read_go_cover(std::string_view text) {
    std::map<std::string_view, GoBlocks> blocks;
    PassedOver bad(go_expected);
    bool set = false;
    for (Lines lines(text); lines.next();) {
        const auto mode = go_mode(lines.line());
        set = mode ? *mode == "set" : set;
        const auto record = go_record(lines.line());
        if (record) {
            auto& count = blocks[record->file][record->block];
            count = set ? std::max(count, record->count) : saturated_sum(count, record->count);
        } else if (!mode && !trim(lines.line()).empty()) {
            bad.add(lines.number(), lines.line());
        }
    }
    CoverageFiles files;
    LineBudget budget(text.size());
    for (const auto& [file, of_file] : blocks) {
        files.open(file);
        if (!add_block_lines(of_file, budget, files))
            return refuse(0, file, "blocks of lines that a source has");
    }
    if (!files.any_lines())
        return bad.refusal();
    Read<Coverage> result{.value = files.take("go"), .warnings = {}};
    bad.warn(result.warnings);
    return result;
}

} // namespace perfeng::tools
