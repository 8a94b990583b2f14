#include "perfeng/report/table.hpp"

#include "paint.hpp"
#include "utf8.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <span>

namespace perfeng::report {
namespace {

struct Range {
    char32_t first;
    char32_t last;
};

// Unicode's East Asian Width W and F, and emoji, in blocks.
constexpr std::array wide{Range{0x1100, 0x115F},   Range{0x2E80, 0xA4CF},   Range{0xAC00, 0xD7A3},
                          Range{0xF900, 0xFAFF},   Range{0xFE30, 0xFE6F},   Range{0xFF00, 0xFF60},
                          Range{0xFFE0, 0xFFE6},   Range{0x1F300, 0x1F64F}, Range{0x1F680, 0x1F6FF},
                          Range{0x1F900, 0x1FAFF}, Range{0x20000, 0x3FFFD}};
constexpr std::array combining{Range{0x0300, 0x036F}, Range{0x1AB0, 0x1AFF}, Range{0x1DC0, 0x1DFF},
                               Range{0x200B, 0x200F}, Range{0x20D0, 0x20FF}, Range{0xFE00, 0xFE0F},
                               Range{0xFE20, 0xFE2F}};

bool within(char32_t point, std::span<const Range> ranges) {
    return std::ranges::any_of(ranges, [&](Range range) { return point >= range.first && point <= range.last; });
}

std::size_t columns_of(const Character& character) {
    if (within(character.point, combining))
        return 0;
    return within(character.point, wide) ? 2 : 1;
}

std::vector<std::string_view> characters_of(std::string_view text) {
    std::vector<std::string_view> characters;
    while (!text.empty())
        characters.push_back(take_character(text).bytes);
    return characters;
}

/// As many characters as fit into `width` columns.
template <typename Characters> std::vector<std::string_view> fitting(const Characters& characters, std::size_t width) {
    std::vector<std::string_view> kept;
    for (const auto& character : characters) {
        const auto columns = display_width(character);
        if (columns > width)
            break;
        width -= columns;
        kept.push_back(character);
    }
    return kept;
}

std::size_t width_of(const Text& cell) {
    std::size_t width = 0;
    for (const auto& span : cell.spans)
        width += display_width(printable(span.text));
    return width;
}

bool holds_name(const Text& cell) {
    return std::ranges::any_of(cell.spans, [](const Span& span) { return span.mark == Mark::name; });
}

std::vector<std::size_t> widths_of(const Table& table) {
    std::vector<std::size_t> widths;
    for (std::size_t column = 0; column < table.columns.size(); ++column) {
        auto width = display_width(table.columns[column].title);
        for (const auto& row : table.rows)
            width = std::max(width, width_of(row.at(column)));
        widths.push_back(width);
    }
    return widths;
}

constexpr std::size_t gap = 2;

std::size_t line_width(const std::vector<std::size_t>& widths) {
    std::size_t sum = 0;
    for (const auto width : widths)
        sum += width + gap;
    return sum < gap ? 0 : sum - gap;
}

/// Takes what is too wide from the widest column that holds names.
void narrow(const Table& table, std::size_t available, std::vector<std::size_t>& widths) {
    constexpr std::size_t least = 24;
    const auto total = line_width(widths);
    auto widest = widths.end();
    for (std::size_t column = 0; column < widths.size(); ++column) {
        const auto at = widths.begin() + static_cast<std::ptrdiff_t>(column);
        const auto named = std::ranges::any_of(table.rows, [&](const auto& row) { return holds_name(row[column]); });
        if (named && (widest == widths.end() || *at > *widest))
            widest = at;
    }
    if (total <= available || widest == widths.end() || *widest <= least)
        return;
    const auto excess = total - available;
    *widest = excess >= *widest ? least : std::max(least, *widest - excess);
}

/// The cell with its names cut, so that it is `width` wide where cutting names can achieve it.
Text fitted(Text cell, std::size_t width) {
    for (auto& span : cell.spans) {
        const auto total = width_of(cell);
        const auto own = display_width(printable(span.text));
        if (span.mark == Mark::name && total > width)
            span.text = cut_middle(printable(span.text), total - own < width ? width - (total - own) : 1);
    }
    return cell;
}

std::string line_of(const std::vector<Text>& cells, const Table& table, const std::vector<std::size_t>& widths,
                    bool color) {
    std::string line;
    for (std::size_t column = 0; column < cells.size(); ++column) {
        const auto cell = fitted(cells[column], widths[column]);
        const auto used = width_of(cell);
        const std::string padding(used < widths[column] ? widths[column] - used : 0, ' ');
        const bool right = table.columns[column].align == Align::right;
        line += right ? padding + painted(cell, color) : painted(cell, color) + padding;
        line.append(gap, ' ');
    }
    line.erase(line.find_last_not_of(' ') + 1);
    return line;
}

} // namespace

std::size_t display_width(std::string_view text) {
    std::size_t width = 0;
    while (!text.empty())
        width += columns_of(take_character(text));
    return width;
}

std::string cut_middle(std::string_view text, std::size_t width) {
    if (display_width(text) <= width)
        return std::string(text);
    if (width == 0)
        return {};
    auto characters = characters_of(text);
    const auto head = fitting(characters, width / 2);
    std::ranges::reverse(characters);
    auto tail = fitting(characters, width - 1 - width / 2);
    std::ranges::reverse(tail);
    return fmt::format("{}…{}", fmt::join(head, ""), fmt::join(tail, ""));
}

std::string printable(std::string_view text) {
    std::string clean;
    while (!text.empty()) {
        const auto [bytes, point, valid] = take_character(text);
        // The last two are no characters, and forbidden in XML.
        const bool control = point < 0x20 || (point >= 0x7F && point < 0xA0) || point == 0xFFFE || point == 0xFFFF;
        if (valid && !control)
            clean += bytes;
        else if (bytes == "\n")
            clean += "\\n";
        else
            for (const char byte : bytes)
                clean += fmt::format("\\x{:02x}", static_cast<unsigned char>(byte));
    }
    return clean;
}

std::vector<std::string> lay_out(const Table& table, const Style& style) {
    auto widths = widths_of(table);
    if (style.width > 0)
        narrow(table, static_cast<std::size_t>(style.width), widths);
    std::vector<Text> titles;
    for (const auto& column : table.columns)
        titles.emplace_back(column.title);
    std::vector<std::string> lines{line_of(titles, table, widths, style.color)};
    for (const auto& row : table.rows)
        lines.push_back(line_of(row, table, widths, style.color));
    return lines;
}

} // namespace perfeng::report
