#include "markup.hpp"

#include "reading.hpp"

#include <algorithm>
#include <array>
#include <utility>

namespace perfeng::tools {
namespace {

constexpr std::string_view white = " \t\r\n";

/// Where a tag ends: the first '>' outside quotes.
std::size_t end_of_tag(std::string_view text) {
    char quote = 0;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const char c = text[i];
        if (quote != 0)
            quote = c == quote ? '\0' : quote;
        else if (c == '"' || c == '\'')
            quote = c;
        else if (c == '>')
            return i;
    }
    return std::string_view::npos;
}

std::optional<char> character(std::string_view entity) {
    constexpr std::array<std::pair<std::string_view, char>, 5> named{
        {{"lt", '<'}, {"gt", '>'}, {"amp", '&'}, {"quot", '"'}, {"apos", '\''}}};
    const auto* known = std::ranges::find(named, entity, &std::pair<std::string_view, char>::first);
    if (known != named.end())
        return known->second;
    if (!skip(entity, "#"))
        return std::nullopt;
    const bool hexadecimal = skip(entity, "x");
    const auto code = whole_number(entity, hexadecimal ? 16 : 10);
    if (!code || *code < ' ' || *code > '~')
        return std::nullopt;
    return static_cast<char>(*code);
}

} // namespace

bool MarkupTags::skip_past(std::string_view end) {
    const auto at = rest_.find(end);
    rest_.remove_prefix(at == std::string_view::npos ? rest_.size() : at + end.size());
    return at != std::string_view::npos;
}

bool MarkupTags::take_tag() {
    const auto end = end_of_tag(rest_);
    if (end == std::string_view::npos)
        return false;
    const auto tag = rest_.substr(0, end);
    rest_.remove_prefix(end + 1);
    const auto name_end = std::min(tag.find_first_of(white), tag.size());
    name_ = tag.substr(0, name_end);
    attributes_ = tag.substr(name_end);
    const bool closed = tag.ends_with('/');
    if (name_.size() > 1 && name_.ends_with('/'))
        name_.remove_suffix(1);
    if (!closed && (name_ == "script" || name_ == "style"))
        rest_.remove_prefix(std::min(rest_.find(name_ == "script" ? "</script" : "</style"), rest_.size()));
    text_ = rest_.substr(0, rest_.find('<'));
    return true;
}

bool MarkupTags::next() {
    while (skip_past("<")) {
        if (skip(rest_, "!--"))
            skip_past("-->");
        else if (skip(rest_, "![CDATA["))
            skip_past("]]>");
        else
            return take_tag();
    }
    return false;
}

std::optional<std::string_view> MarkupTags::attribute(std::string_view name) const {
    for (auto rest = attributes_;;) {
        const auto equals = rest.find('=');
        if (equals == std::string_view::npos)
            return std::nullopt;
        auto key = rest.substr(0, equals);
        key = key.substr(0, key.find_last_not_of(white) + 1);
        key.remove_prefix(std::min(key.find_last_of(white) + 1, key.size()));
        const auto open = rest.find_first_of("\"'", equals);
        if (open == std::string_view::npos)
            return std::nullopt;
        const auto close = rest.find(rest[open], open + 1);
        if (close == std::string_view::npos)
            return std::nullopt;
        if (key == name)
            return rest.substr(open + 1, close - open - 1);
        rest.remove_prefix(close + 1);
    }
}

std::string unescaped(std::string_view text) {
    constexpr std::size_t longest = 8; // "&#x0027;"
    std::string result;
    while (!text.empty()) {
        const auto start = std::min(text.find('&'), text.size());
        result += text.substr(0, start);
        text.remove_prefix(start);
        const auto end = text.substr(0, longest).find(';');
        const auto found = end == std::string_view::npos ? std::nullopt : character(text.substr(1, end - 1));
        if (found)
            result += *found;
        else if (!text.empty())
            result += text.front();
        text.remove_prefix(found ? end + 1 : std::min<std::size_t>(1, text.size()));
    }
    return result;
}

} // namespace perfeng::tools
