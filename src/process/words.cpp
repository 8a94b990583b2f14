#include "perfeng/model/error.hpp"
#include "perfeng/process/program.hpp"

#include <cctype>

namespace perfeng::process {
namespace {

constexpr std::string_view blanks = " \t\n";

/// Reads one word from the front of `line`, which does not begin with a blank.
std::string take_word(std::string_view& line, std::string_view whole) {
    std::string word;
    char quote = 0;
    std::size_t i = 0;
    for (; i < line.size() && (quote != 0 || blanks.find(line[i]) == blanks.npos); i++) {
        const char c = line[i];
        if (c == quote)
            quote = 0;
        else if (quote == 0 && (c == '\'' || c == '"'))
            quote = c;
        else if (c == '\\' && quote != '\'' && i + 1 < line.size() &&
                 (quote == 0 || line[i + 1] == '"' || line[i + 1] == '\\' || line[i + 1] == '$'))
            word += line[++i];
        else
            word += c;
    }
    if (quote != 0)
        throw Error("unclosed quote in the command: " + std::string(whole), std::string("add the closing ") + quote);
    line.remove_prefix(i);
    return word;
}

bool is_plain(std::string_view word) {
    constexpr std::string_view harmless = "_@%+=:,./-";
    for (const char c : word)
        if (std::isalnum(static_cast<unsigned char>(c)) == 0 && harmless.find(c) == harmless.npos)
            return false;
    return !word.empty();
}

std::string quoted(const std::string& word) {
    if (is_plain(word))
        return word;
    std::string text = "'";
    for (const char c : word)
        text += c == '\'' ? std::string("'\\''") : std::string(1, c);
    return text + "'";
}

} // namespace

std::vector<std::string> split_words(std::string_view line) {
    const auto whole = line;
    std::vector<std::string> words;
    while (true) {
        const auto start = line.find_first_not_of(blanks);
        if (start == line.npos)
            return words;
        line.remove_prefix(start);
        words.push_back(take_word(line, whole));
    }
}

std::string join_words(const std::vector<std::string>& words) {
    std::string line;
    for (const auto& word : words)
        line += (line.empty() ? "" : " ") + quoted(word);
    return line;
}

} // namespace perfeng::process
