#include "paint.hpp"

#include "perfeng/report/page.hpp"
#include "perfeng/report/table.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <string_view>

namespace perfeng::report {
namespace {

/// HTML is escaped as HTML, what Markdown would obey by a backslash; "@name" and "#1" would call people and issues.
std::string markdown_escaped(std::string_view text) {
    std::string safe;
    for (const char letter : printable(text)) {
        switch (letter) {
        case '<':
            safe += "&lt;";
            break;
        case '>':
            safe += "&gt;";
            break;
        case '&':
            safe += "&amp;";
            break;
        case '@':
            safe += "&#64;";
            break;
        default:
            if (std::string_view("\\`*_[]|~#").find(letter) != std::string_view::npos)
                safe += '\\';
            safe += letter;
        }
    }
    return safe;
}

/// Within a line of HTML, where Markdown is not read.
std::string html_escaped(std::string_view text) {
    std::string safe;
    for (const char letter : printable(text))
        if (std::string_view("<>&@#").find(letter) != std::string_view::npos)
            safe += fmt::format("&#{};", static_cast<int>(letter));
        else
            safe += letter;
    return safe;
}

/// Longest run of backticks: a code span is fenced by one more.
std::size_t longest_fence(std::string_view text) {
    std::size_t longest = 0;
    std::size_t run = 0;
    for (const char letter : text) {
        run = letter == '`' ? run + 1 : 0;
        longest = std::max(longest, run);
    }
    return longest;
}

std::string code_span(const std::string& text) {
    if (text.empty())
        return text;
    const auto longest = longest_fence(text);
    const std::string fence(longest + 1, '`');
    const auto* const blank = longest == 0 ? "" : " ";
    return fence + blank + text + blank + fence;
}

bool is_verbatim(Mark mark) { return mark == Mark::code || mark == Mark::quoted || mark == Mark::name; }

std::string inline_of(const Text& text) {
    std::string line;
    for (const auto& [words, mark] : text.spans) {
        if (words.empty())
            continue;
        const bool verdict = mark == Mark::good || mark == Mark::bad;
        line += is_verbatim(mark) ? code_span(printable(words))
                : verdict         ? "**" + markdown_escaped(words) + "**"
                                  : markdown_escaped(words);
    }
    return line;
}

/// A table's cell ends at a bar even within code; there the bar is escaped, and GitHub takes the backslash
/// away.
std::string cell_of(const Text& text) {
    std::string cell;
    for (const auto& span : text.spans) {
        auto piece = inline_of(Text(span.text, span.mark));
        if (is_verbatim(span.mark))
            for (auto at = piece.find('|'); at != std::string::npos; at = piece.find('|', at + 2))
                piece.insert(at, 1, '\\');
        cell += piece;
    }
    return cell;
}

std::string written(const Facts& facts) {
    std::string lines;
    for (const auto& fact : facts)
        lines += fmt::format("- {}: {}\n", markdown_escaped(fact.label), inline_of(fact.value));
    return lines;
}

std::string written(const List& list) {
    std::string lines;
    for (const auto& item : list) {
        lines += fmt::format("- {}\n", inline_of(item.text));
        for (const auto& line : item.below)
            lines += fmt::format("  - {}\n", inline_of(line));
    }
    return lines;
}

std::string written(const Table& table) {
    std::string titles = "|";
    std::string rule = "|";
    for (const auto& column : table.columns) {
        titles += fmt::format(" {} |", markdown_escaped(column.title));
        rule += column.align == Align::right ? " ---: |" : " --- |";
    }
    auto lines = titles + "\n" + rule + "\n";
    for (const auto& row : table.rows) {
        lines += "|";
        for (const auto& cell : row)
            lines += fmt::format(" {} |", cell_of(cell));
        lines += "\n";
    }
    return lines;
}

std::string written(const Listing& listing) {
    std::string lines;
    for (const auto& line : listing.lines)
        lines += painted(line, false) + "\n";
    const std::string fence(std::max<std::size_t>(3, longest_fence(lines) + 1), '`');
    return fence + "text\n" + lines + fence + "\n";
}

std::string written(const Block& block) {
    const auto content = std::visit([](const auto& each) { return written(each); }, block.content);
    if (block.folded)
        return fmt::format("<details><summary>{}</summary>\n\n{}\n</details>\n", html_escaped(block.heading), content);
    return block.heading.empty() ? content : fmt::format("**{}**\n\n{}", markdown_escaped(block.heading), content);
}

} // namespace

std::string as_markdown(const Page& page) {
    auto document = fmt::format("## {}\n", inline_of(page.title));
    for (const auto& section : page.sections) {
        if (!section.title.empty())
            document += fmt::format("\n### {}\n", markdown_escaped(section.title));
        for (const auto& block : section.blocks)
            document += "\n" + written(block);
    }
    return document;
}

} // namespace perfeng::report
