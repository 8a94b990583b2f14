#pragma once

#include "perfeng/report/style.hpp"

#include <initializer_list>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

/// What a report says, apart from how a format writes it: a page of sections of facts, lists and tables.
namespace perfeng::report {

/// `code` is to be copied as it is (a command, a path, an id) and never broken; `quoted` is code amid prose, which a
/// plain text has to tell from it; `name` is a function's name, the only thing that may be cut; `good` and `bad` are
/// verdicts.
enum class Mark { plain, code, quoted, name, good, bad };

struct Span {
    std::string text;
    Mark mark = Mark::plain;
};

/// Any bytes may stand in it: formats escape what they can't show.
struct Text {
    std::vector<Span> spans;

    Text() = default;
    Text(std::string plain) : spans{{std::move(plain), Mark::plain}} {}
    Text(const char* plain) : Text(std::string(plain)) {}
    Text(std::string text, Mark mark) : spans{{std::move(text), mark}} {}

    Text& operator+=(const Text& more);
    [[nodiscard]] bool empty() const;
};
[[nodiscard]] Text operator+(Text left, const Text& right);
[[nodiscard]] Text code(std::string text);
[[nodiscard]] Text name(std::string text);
/// Text with `code` between backticks, as findings write it.
[[nodiscard]] Text prose(std::string_view text);

struct Fact {
    std::string label;
    Text value;
};
using Facts = std::vector<Fact>;

struct Item {
    Text text;
    std::vector<Text> below; ///< details, one a line
};
using List = std::vector<Item>;

enum class Align { left, right };
struct Column {
    std::string title;
    Align align = Align::left;
};
/// Every row has a cell for every column.
struct Table {
    std::vector<Column> columns;
    std::vector<std::vector<Text>> rows;
};

/// Lines to be shown as they are: neither wrapped nor cut, blanks kept. Marks colour a terminal only.
struct Listing {
    std::vector<Text> lines;
    [[nodiscard]] bool empty() const { return lines.empty(); }
};

/// `folded` blocks are long: a format that can opens them on demand.
struct Block {
    std::string heading; ///< empty: none; a folded block must have one
    std::variant<Facts, List, Table, Listing> content;
    bool folded = false;
};

struct Section {
    std::string title; ///< empty: none
    std::vector<Block> blocks;
};

struct Page {
    Text title;
    std::vector<Section> sections;
};

/// For a terminal or a plain file: titles in capitals, aligned columns.
[[nodiscard]] std::string as_text(const Page& page, const Style& style);
/// GitHub-flavoured Markdown: names in code spans, folded blocks under <details>, nothing cut.
[[nodiscard]] std::string as_markdown(const Page& page);

} // namespace perfeng::report
