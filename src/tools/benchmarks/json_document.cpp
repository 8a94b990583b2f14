#include "json_document.hpp"

#include "text/looks.hpp"
#include "text/reading.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <cmath>

namespace perfeng::tools {
namespace {

constexpr std::string_view bare_numbers[] = {"NaN", "-NaN", "Infinity", "-Infinity", "nan", "-nan", "inf", "-inf"};

std::string_view bare_number_at(std::string_view text) {
    for (const auto word : bare_numbers)
        if (text.starts_with(word))
            return word;
    return {};
}

bool may_begin_bare_number(char letter) { return std::string_view("N-Ini").find(letter) != std::string_view::npos; }

/// Words that stand outside of strings become null. Copies whole stretches, each byte once.
std::string without_bare_numbers(std::string_view text) {
    std::string clean;
    std::size_t copied = 0;
    bool in_string = false;
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (in_string && text[i] == '\\') {
            ++i;
        } else if (text[i] == '"') {
            in_string = !in_string;
        } else if (!in_string && may_begin_bare_number(text[i])) {
            const auto word = bare_number_at(text.substr(i));
            if (word.empty())
                continue;
            clean.append(text.substr(copied, i - copied)).append("null");
            copied = i + word.size();
            i = copied - 1;
        }
    }
    return clean.append(text.substr(copied));
}

bool has_bare_numbers(std::string_view text) {
    return std::ranges::any_of(bare_numbers,
                               [&](std::string_view word) { return text.find(word) != std::string_view::npos; });
}

tl::expected<Json, ReadError> parsed(std::string_view text) {
    try {
        return Json::parse(text.begin(), text.end());
    } catch (const Json::parse_error& error) {
        const auto at = std::min(error.byte > 0 ? error.byte - 1 : 0, text.size());
        const auto line = static_cast<std::size_t>(std::ranges::count(text.substr(0, at), '\n')) + 1;
        return refuse(line, at == text.size() ? "the end" : text.substr(at, 20), "JSON, whole and well-formed");
    } catch (const Json::exception&) {
        return refuse(0, "a number beyond all sense", "JSON, whole and well-formed");
    }
}

} // namespace

tl::expected<Json, ReadError> json_document(std::string_view text) {
    skip(text, "\xef\xbb\xbf");
    return has_bare_numbers(text) ? parsed(without_bare_numbers(text)) : parsed(text);
}

std::optional<double> number_at(const Json& object, std::string_view key) {
    const auto found = object.find(key);
    return found != object.end() && found->is_number() ? std::optional(found->get<double>()) : std::nullopt;
}

std::string text_at(const Json& object, std::string_view key) {
    const auto found = object.find(key);
    return found != object.end() && found->is_string() ? found->get<std::string>() : std::string();
}

const Json& array_at(const Json& object, std::string_view key) {
    static const Json none = Json::array();
    const auto found = object.find(key);
    return found != object.end() && found->is_array() ? *found : none;
}

const Json& object_at(const Json& object, std::string_view key) {
    static const Json none = Json::object();
    const auto found = object.find(key);
    return found != object.end() && found->is_object() ? *found : none;
}

Recognition begins_with_tokens(Head head, std::initializer_list<std::string_view> tokens) {
    auto text = head.text;
    for (const auto token : tokens) {
        text = without_lead(text);
        if (text.starts_with(token))
            text.remove_prefix(token.size());
        else
            return !head.whole && token.starts_with(text) ? Recognition::need_more : Recognition::no;
    }
    return Recognition::yes;
}

} // namespace perfeng::tools
