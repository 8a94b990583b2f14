#include "perfeng/tools/stacks/folded.hpp"

#include "named_stacks.hpp"
#include "passed_lines.hpp"
#include "text/looks.hpp"
#include "text/reading.hpp"
#include "text/utf16.hpp"

#include <algorithm>

namespace perfeng::tools {
namespace {

struct FoldedLine {
    std::string_view stack; ///< root first, separated by ';'
    double count = 0;
    std::optional<double> base;
};

/// Cuts the last word off `text` where it is a count. A comma is no part of one: it would be a thousands separator in
/// one file and a decimal point in another.
std::optional<double> take_count(std::string_view& text) {
    constexpr double most = 1e15; // a double tells whole numbers apart up to 2^53
    text = text.substr(0, text.find_last_not_of(" \t\r") + 1);
    const auto space = text.find_last_of(" \t");
    if (space == std::string_view::npos)
        return std::nullopt;
    const auto word = text.substr(space + 1);
    const auto count = decimal_number(word);
    if (!count || *count > most || word.find(',') != std::string_view::npos)
        return std::nullopt;
    text = text.substr(0, text.find_last_not_of(" \t", space) + 1);
    return count;
}

std::optional<FoldedLine> parse_line(std::string_view line, bool differential) {
    FoldedLine result{.stack = line};
    const auto count = take_count(result.stack);
    if (!count || result.stack.empty())
        return std::nullopt;
    result.count = *count;
    if (differential)
        result.base = take_count(result.stack);
    if (result.stack.size() > 1 && result.stack.ends_with(';')) // heaptrack_print -F puts one behind every frame
        result.stack.remove_suffix(1);
    return result;
}

bool is_comment(std::string_view line) { return trim(line).empty() || line == "#" || line.starts_with("# "); }

/// A single count after a name that ends with a number looks like two counts: all lines must have them.
bool is_differential(std::string_view text) {
    bool any = false;
    for (Lines lines(text); lines.next();) {
        const auto line = is_comment(lines.line()) ? std::nullopt : parse_line(lines.line(), true);
        if (line && !line->base)
            return false;
        any = any || line.has_value();
    }
    return any;
}

/// The end of the first frame. The semicolon of Rust's "[T; 4]" is none.
std::size_t end_of_frame(std::string_view stack) {
    int open = 0;
    for (std::size_t i = 0; i < stack.size(); ++i) {
        if (stack[i] == '[')
            ++open;
        else if (stack[i] == ']' && open > 0)
            --open;
        else if (stack[i] == ';' && (open == 0 || !stack.substr(i + 1).starts_with(' ')))
            return i;
    }
    return stack.size();
}

/// Into `frames`, leaf first.
void split(std::string_view stack, NamedStacks& stacks, std::vector<std::uint32_t>& frames) {
    frames.clear();
    for (bool more = true; more;) {
        const auto end = end_of_frame(stack);
        frames.push_back(stacks.frame(stack.substr(0, end)));
        more = end < stack.size();
        stack.remove_prefix(more ? end + 1 : end);
    }
    std::ranges::reverse(frames);
}

Profile profile_of(NamedStacks& stacks) {
    Profile profile{.tool = "folded", .event = "samples", .unit = Unit::count};
    stacks.move_to(profile, true);
    return profile;
}

constexpr std::string_view folded_wanted = "a stack and its count after the last space";

} // namespace

tl::expected<Read<FoldedProfiles>, ReadError> read_folded(std::string_view text) {
    const auto converted = utf8_of_utf16(text);
    if (converted)
        text = *converted;
    skip(text, "\xef\xbb\xbf");
    if (looks_binary(text))
        return refuse(0, "a binary file", "folded stacks: FRAME;FRAME;FRAME COUNT on each line");
    const bool differential = is_differential(text);
    NamedStacks stacks;
    NamedStacks base;
    PassedLines bad;
    std::vector<std::uint32_t> frames;
    for (Lines lines(text); lines.next();) {
        if (is_comment(lines.line()))
            continue;
        const auto line = parse_line(lines.line(), differential);
        if (!line) {
            bad.add(lines.number(), lines.line());
            continue;
        }
        split(line->stack, stacks, frames);
        stacks.add(frames, line->count);
        if (differential) {
            split(line->stack, base, frames);
            base.add(frames, *line->base);
        }
    }
    Read<FoldedProfiles> result{.value = {.profile = profile_of(stacks), .base = std::nullopt}, .warnings = {}};
    if (differential)
        result.value.base = profile_of(base);
    if (result.value.profile.weight <= 0 && (!differential || result.value.base->weight <= 0))
        return refuse(bad.first_line(), bad.first_text("no count above 0"),
                      "folded stacks: FRAME;FRAME;FRAME COUNT on each line");
    bad.tell(result.warnings, folded_wanted);
    return result;
}

Recognition recognise_folded(Head head) {
    const auto converted = utf8_of_utf16(head.text);
    const auto text = whole_lines({converted ? *converted : head.text, head.whole});
    if (looks_binary(text) || without_lead(text).starts_with('<') || without_lead(text).starts_with('{'))
        return Recognition::no;
    std::size_t lines_seen = 0;
    std::size_t stacks = 0;
    std::size_t deep = 0;
    for (Lines lines(text); lines.next();) {
        if (is_comment(lines.line()))
            continue;
        ++lines_seen;
        const auto line = parse_line(lines.line(), false);
        if (!line)
            continue;
        ++stacks;
        if (line->stack.find(';') != std::string_view::npos)
            ++deep;
    }
    if (lines_seen == 0)
        return not_yet(head);
    return 10 * stacks >= 6 * lines_seen && 2 * deep >= stacks && deep > 0 ? Recognition::yes : Recognition::no;
}

} // namespace perfeng::tools
