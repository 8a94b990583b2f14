#include "perfeng/analysis/function_extent.hpp"

#include <algorithm>
#include <cctype>
#include <string>
#include <vector>

namespace perfeng::analysis {
namespace {

constexpr int furthest = 3000; // lines from the signature to a line inside

bool is_word(char letter) { return std::isalnum(static_cast<unsigned char>(letter)) != 0 || letter == '_'; }

std::vector<std::string_view> lines_of(std::string_view text) {
    std::vector<std::string_view> lines;
    while (!text.empty()) {
        const auto end = std::min(text.find('\n'), text.size());
        lines.push_back(text.substr(0, end));
        text.remove_prefix(std::min(end + 1, text.size()));
    }
    return lines;
}

/// Columns before the first letter, a tab counted as four.
int indent_of(std::string_view line) {
    int columns = 0;
    for (const char letter : line) {
        if (letter != ' ' && letter != '\t')
            break;
        columns += letter == '\t' ? 4 : 1;
    }
    return columns;
}

/// "next" of "parse::Parser::next"; of closures and lambdas the function around.
std::string_view plain_name(std::string_view name) {
    for (const std::string_view inner : {"::{", "{{", "::$", ".func", "::<lambda", "::operator()"})
        name = name.substr(0, name.find(inner));
    name = name.substr(0, name.find_first_of("(<"));
    while (!name.empty() && !is_word(name.back()))
        name.remove_suffix(1);
    auto begin = name.size();
    while (begin > 0 && is_word(name[begin - 1]))
        --begin;
    return name.substr(begin);
}

/// What stands before a name where it is called, not defined.
bool leads_to_call(std::string_view before) {
    while (before.ends_with(' '))
        before.remove_suffix(1);
    return before.find('=') != before.npos || before.ends_with("return") || before.ends_with('.') ||
           before.ends_with("->");
}

/// Whether `word` stands in the line as a whole word, with a parenthesis or bracket behind it, and is not called.
bool names_function(std::string_view line, std::string_view word) {
    for (auto at = line.find(word); at != line.npos; at = line.find(word, at + 1)) {
        if ((at > 0 && is_word(line[at - 1])) || leads_to_call(line.substr(0, at)))
            continue;
        const auto rest = line.substr(at + word.size());
        const auto next = rest.find_first_not_of(" \t");
        if (next != rest.npos && (rest[next] == '(' || rest[next] == '<' || rest[next] == '['))
            return true;
    }
    return false;
}

std::string_view unindented(std::string_view line) {
    line.remove_prefix(std::min(line.find_first_not_of(" \t\r"), line.size()));
    return line;
}

/// Blank, for the preprocessor, or a label of C: says nothing by its indentation.
bool is_outside_order(std::string_view line) {
    const auto text = unindented(line);
    if (text.empty() || text.starts_with('#'))
        return true;
    return indent_of(line) <= 1 && text.ends_with(':') && std::ranges::all_of(text.substr(0, text.size() - 1), is_word);
}

/// A line at the signature's own indentation that still belongs to the signature.
bool continues_signature(std::string_view line) {
    const auto text = unindented(line);
    return std::string_view("{):>").find(text.front()) != std::string_view::npos || text.starts_with("where");
}

int end_of(const std::vector<std::string_view>& lines, int first, int inside) {
    const auto indent = indent_of(lines[static_cast<std::size_t>(first) - 1]);
    int last = std::max(first, inside);
    for (int number = last + 1; number <= static_cast<int>(lines.size()); ++number) {
        const auto line = lines[static_cast<std::size_t>(number) - 1];
        if (is_outside_order(line))
            continue;
        if (indent_of(line) == indent && unindented(line).front() == '}')
            return number;
        if (indent_of(line) < indent || (indent_of(line) == indent && !continues_signature(line)))
            return last;
        last = number;
    }
    return last;
}

/// The line that names the function; 0 where none does.
int signature_of(const std::vector<std::string_view>& lines, std::string_view word, int inside) {
    const auto own_line = lines[static_cast<std::size_t>(inside) - 1];
    int enclosing = indent_of(own_line);
    for (int number = inside - 1; number > std::max(0, inside - furthest) && enclosing > 0; --number) {
        const auto line = lines[static_cast<std::size_t>(number) - 1];
        if (is_outside_order(line) || indent_of(line) >= enclosing)
            continue;
        if (names_function(line, word) && !line.ends_with(';'))
            return number;
        enclosing = indent_of(line) + (continues_signature(line) ? 1 : 0);
    }
    return names_function(own_line, word) ? inside : 0;
}

} // namespace

std::optional<LineRange> function_extent(std::string_view source, std::string_view name, LineRange inside) {
    const auto lines = lines_of(source);
    const auto word = plain_name(name);
    if (word.empty() || inside.first < 1 || inside.last > static_cast<int>(lines.size()))
        return std::nullopt;
    auto first = signature_of(lines, word, inside.first);
    // On the brace below its signature, or on the signature's second line.
    for (int above = inside.first - 1; first == 0 && above > 0 && above > inside.first - 4; --above)
        if (names_function(lines[static_cast<std::size_t>(above) - 1], word))
            first = above;
    if (first == 0)
        return std::nullopt;
    return LineRange{first, std::max(end_of(lines, first, inside.last), inside.last)};
}

} // namespace perfeng::analysis
