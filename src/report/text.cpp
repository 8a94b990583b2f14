#include "paint.hpp"

#include "perfeng/report/page.hpp"
#include "perfeng/report/table.hpp"

#include <algorithm>
#include <cctype>
#include <string_view>

namespace perfeng::report {
namespace {

std::string capitals(std::string text) {
    std::ranges::transform(text, text.begin(),
                           [](unsigned char letter) { return static_cast<char>(std::toupper(letter)); });
    return text;
}

/// What is never broken over two lines, with the blank behind it: words of prose, whole names, whole pieces of code,
/// and what touches them.
std::vector<Text> words_of(const Text& text) {
    std::vector<Text> words;
    bool open = false;
    for (const auto& span : text.spans) {
        std::string_view rest = span.text;
        while (!rest.empty()) {
            const bool prose = span.mark == Mark::plain;
            const auto end = prose ? std::min(rest.find(' '), rest.size() - 1) + 1 : rest.size();
            const Text piece(std::string(rest.substr(0, end)), span.mark);
            if (open)
                words.back() += piece;
            else
                words.push_back(piece);
            open = !prose || rest[end - 1] != ' ';
            rest.remove_prefix(end);
        }
    }
    return words;
}

class Writer {
public:
    explicit Writer(const Style& style) : style_(style) {}

    void title(const Text& text) { lines_ += bold(painted(text, false), style_.color) + "\n"; }

    void section(const Section& section) {
        if (!section.title.empty())
            lines_ += "\n" + bold(capitals(section.title), style_.color) + "\n";
        for (const auto& block : section.blocks) {
            if (&block != &section.blocks.front())
                lines_ += "\n";
            if (!block.heading.empty())
                lines_ += "  " + printable(block.heading) + "\n";
            std::visit([&](const auto& content) { write(content); }, block.content);
        }
    }

    [[nodiscard]] std::string take() { return std::move(lines_); }

private:
    void write(const Facts& facts) {
        std::size_t widest = 0;
        for (const auto& fact : facts)
            widest = std::max(widest, display_width(fact.label));
        for (const auto& fact : facts) {
            const std::string padding(widest - display_width(fact.label) + 2, ' ');
            wrapped("  " + fact.label + padding, fact.value, widest + 4);
        }
    }

    void write(const List& list) {
        for (const auto& item : list) {
            wrapped("  ", item.text, 4);
            for (const auto& line : item.below)
                wrapped("      ", line, 8);
        }
    }

    void write(const Listing& listing) {
        for (const auto& line : listing.lines)
            finish("    " + painted(line, style_.color));
    }

    void write(const Table& table) {
        auto inner = style_;
        inner.width = std::max(0, style_.width - 2);
        for (const auto& line : lay_out(table, inner))
            lines_ += "  " + line + "\n";
    }

    /// `start` and the text, broken at the style's width; further lines are indented by `indent`.
    void wrapped(const std::string& start, const Text& text, std::size_t indent) {
        std::string line = start;
        auto used = display_width(start);
        bool fresh = true;
        for (const auto& word : words_of(text)) {
            const auto plain = painted(word, false);
            const auto needed = used + display_width(plain) - (plain.ends_with(' ') ? 1 : 0);
            if (style_.width > 0 && !fresh && needed > static_cast<std::size_t>(style_.width)) {
                finish(line);
                line.assign(indent, ' ');
                used = indent;
            }
            line += painted(word, style_.color);
            used += display_width(plain);
            fresh = false;
        }
        finish(line);
    }

    void finish(std::string line) {
        line.erase(line.find_last_not_of(' ') + 1);
        lines_ += line + "\n";
    }

    const Style& style_;
    std::string lines_;
};

constexpr std::string_view sequence_of(Mark mark) {
    switch (mark) {
    case Mark::good:
        return "\x1b[32m";
    case Mark::bad:
        return "\x1b[31m";
    default:
        return "";
    }
}

} // namespace

std::string painted(const Text& text, bool color) {
    std::string line;
    for (const auto& span : text.spans) {
        const std::string_view quote = span.mark == Mark::quoted ? "`" : "";
        const auto sequence = color ? sequence_of(span.mark) : std::string_view{};
        line.append(sequence).append(quote).append(printable(span.text)).append(quote);
        line.append(sequence.empty() ? "" : "\x1b[0m");
    }
    return line;
}

std::string bold(const std::string& text, bool color) { return color ? "\x1b[1m" + text + "\x1b[0m" : text; }

std::string as_text(const Page& page, const Style& style) {
    Writer writer(style);
    writer.title(page.title);
    for (const auto& section : page.sections)
        writer.section(section);
    return writer.take();
}

} // namespace perfeng::report
