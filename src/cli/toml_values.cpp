#include "toml_values.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace perfeng::cli {
namespace {

/// `example` stands behind the key.
struct KindWords {
    ValueKind kind;
    std::string_view expected;
    std::string_view example;
};
constexpr std::array words_of_kinds{
    KindWords{ValueKind::text, "a text", R"("...")"},
    KindWords{ValueKind::quantity, "a text or a number", R"("...")"},
    KindWords{ValueKind::number, "a number", "0.5"},
    KindWords{ValueKind::whole, "a whole number from 0", "10"},
    KindWords{ValueKind::flag, "true or false", "true"},
    KindWords{ValueKind::path, "a path", R"("data/input.csv")"},
    KindWords{ValueKind::command, "a shell command", R"("make -j2")"},
    KindWords{ValueKind::words, "a command, as a text or a list of its words", R"("./app input.csv")"},
    KindWords{ValueKind::list, "a text or a list of texts", R"(["...", "..."])"},
    KindWords{ValueKind::paths, "a path or a list of paths", R"(["a.txt", "b.txt"])"},
    KindWords{ValueKind::commands, "a shell command or a list of them", R"(["make check"])"},
    KindWords{ValueKind::variables, "a table of environment variables", R"({ NAME = "value" })"},
    KindWords{ValueKind::inputs, "a table of sizes and paths", R"({ 500 = "data/500.csv" })"},
    KindWords{ValueKind::thresholds, "a table of metrics and limits", R"({ cpu_time = "3%" })"},
    KindWords{ValueKind::budgets, "a table of metrics and limits", R"({ peak_rss = "200MB" })"},
};

const KindWords& words_of_kind(ValueKind kind) { return *std::ranges::find(words_of_kinds, kind, &KindWords::kind); }

std::string spelled_scalar(const toml::node& node) {
    if (const auto text = node.value_exact<std::string>())
        return *text;
    if (const auto flag = node.value_exact<bool>())
        return *flag ? "true" : "false";
    if (const auto whole = node.value_exact<std::int64_t>())
        return std::to_string(*whole);
    return fmt::format("{}", node.value_or(0.0));
}

} // namespace

bool is_of_kind(const toml::node& node, ValueKind kind) {
    switch (kind) {
    case ValueKind::text:
    case ValueKind::path:
    case ValueKind::command:
        return node.is_string();
    case ValueKind::quantity:
        return node.is_string() || node.is_number();
    case ValueKind::number:
        return node.is_number();
    case ValueKind::whole:
        return node.is_integer() && node.value_or(std::int64_t{-1}) >= 0;
    case ValueKind::flag:
        return node.is_boolean();
    case ValueKind::words:
    case ValueKind::list:
    case ValueKind::paths:
    case ValueKind::commands:
        return node.is_string() || node.is_array();
    default:
        return node.is_table();
    }
}

ValueKind entry_kind(ValueKind kind) {
    switch (kind) {
    case ValueKind::variables:
    case ValueKind::thresholds:
    case ValueKind::budgets:
        return ValueKind::quantity;
    case ValueKind::inputs:
    case ValueKind::paths:
        return ValueKind::path;
    default:
        return ValueKind::text;
    }
}

std::string expected(ValueKind kind) { return std::string(words_of_kind(kind).expected); }

std::string example(std::string_view key, ValueKind kind) {
    return fmt::format("{} = {}", key, words_of_kind(kind).example);
}

std::string found_instead(const toml::node& node) {
    if (node.is_table())
        return "a table";
    if (node.is_array())
        return "a list";
    if (node.is_string())
        return fmt::format("the text \"{}\"", *node.value_exact<std::string>());
    return node.is_boolean() || node.is_number() ? spelled_scalar(node) : "a date or time";
}

std::vector<std::string> spelled(const toml::node& node) {
    std::vector<std::string> words;
    if (const auto* const list = node.as_array())
        for (const auto& element : *list)
            words.push_back(spelled_scalar(element));
    else if (const auto* const table = node.as_table())
        for (const auto& [name, value] : *table)
            words.push_back(std::string(name.str()) + "=" + spelled_scalar(value));
    else
        words.push_back(spelled_scalar(node));
    return words;
}

} // namespace perfeng::cli
