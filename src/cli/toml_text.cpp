#include "toml_text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cctype>

namespace perfeng::cli {
namespace {

std::string escaped(char c) {
    if (c == '"' || c == '\\')
        return std::string("\\") + c;
    const auto code = static_cast<unsigned char>(c);
    return code < 0x20 || code == 0x7f ? fmt::format("\\u{:04x}", code) : std::string(1, c);
}

std::string toml_list(const std::vector<std::string>& words) {
    std::string list;
    for (const auto& word : words)
        list += (list.empty() ? "" : ", ") + toml_text(word);
    return "[" + list + "]";
}

/// Words "NAME=value": a value may hold the sign, a metric's name too.
std::string toml_table(const std::vector<std::string>& words, bool of_metrics) {
    std::string table;
    for (const auto& word : words) {
        const auto equals = of_metrics ? word.rfind('=') : word.find('=');
        table +=
            (table.empty() ? "" : ", ") + toml_key(word.substr(0, equals)) + " = " + toml_text(word.substr(equals + 1));
    }
    return "{ " + table + " }";
}

} // namespace

std::string toml_text(std::string_view text) {
    std::string quoted = "\"";
    for (const char c : text)
        quoted += escaped(c);
    return quoted + "\"";
}

std::string toml_key(std::string_view key) {
    const bool bare = !key.empty() && std::ranges::all_of(key, [](unsigned char c) {
        return (std::isalnum(c) != 0 && c < 0x80) || c == '_' || c == '-';
    });
    return bare ? std::string(key) : toml_text(key);
}

std::string toml_value(ValueKind kind, const std::vector<std::string>& words) {
    switch (kind) {
    case ValueKind::flag:
    case ValueKind::whole:
    case ValueKind::number:
        return words.front();
    case ValueKind::words:
    case ValueKind::list:
    case ValueKind::paths:
    case ValueKind::commands:
        return toml_list(words);
    case ValueKind::variables:
    case ValueKind::inputs:
        return toml_table(words, false);
    case ValueKind::thresholds:
    case ValueKind::budgets:
        return toml_table(words, true);
    default:
        return toml_text(words.front());
    }
}

} // namespace perfeng::cli
