#include "xml_scanner.hpp"

#include "reading.hpp"
#include "symbols/rust_names.hpp"

#include <algorithm>
#include <array>
#include <cstring>
#include <optional>
#include <utility>

namespace perfeng::tools {
namespace {

constexpr std::size_t largest_token = std::size_t{64} << 20U;
constexpr std::size_t deepest_nesting = 256;
constexpr std::string_view xml_blanks = " \t\r\n";
constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";

constexpr std::array<std::pair<std::string_view, char>, 5> entities{
    {{"lt", '<'}, {"gt", '>'}, {"amp", '&'}, {"quot", '"'}, {"apos", '\''}}};

bool is_blank(std::string_view text) { return text.find_first_not_of(xml_blanks) == std::string_view::npos; }

/// "#65" or "#x41"; none where it is no number.
std::optional<char32_t> character_reference(std::string_view name) {
    name.remove_prefix(1);
    const auto code = skip(name, "x") ? whole_number(name, 16) : whole_number(name);
    if (!code)
        return std::nullopt;
    const bool possible = *code > 0 && *code <= 0x10FFFF && (*code < 0xD800 || *code > 0xDFFF);
    return possible ? static_cast<char32_t>(*code) : U'\uFFFD';
}

/// A name as it could stand between '&' and ';'.
bool is_reference(std::string_view name) {
    return !name.empty() && name.size() <= 64 && name.find_first_of("&<>\"' \t\r\n=") == std::string_view::npos;
}

} // namespace

void XmlScanner::feed(std::string_view piece) {
    if (failed_)
        return;
    buffer_.erase(0, begin_);
    searched_ -= begin_;
    end_ -= begin_;
    begin_ = 0;
    buffer_ += piece;
}

XmlScanner::Token XmlScanner::next() {
    if (failed_)
        return Token::error;
    if (closing_) {
        closing_ = false;
        return read_end(open_.back());
    }
    for (;;) {
        consume();
        if (begin_ == buffer_.size())
            return Token::more;
        const auto token = buffer_[begin_] == '<' ? read_markup() : read_text();
        // A token that says nothing: a comment, blanks.
        if (token != Token::more || end_ == begin_)
            return token;
    }
}

bool XmlScanner::complete() const { return !failed_ && root_closed_ && !closing_ && is_blank(unread()); }

std::string_view XmlScanner::unread() const { return std::string_view(buffer_).substr(std::max(begin_, end_)); }

std::string_view XmlScanner::attribute(std::string_view name) const {
    for (const auto& attribute : attributes_)
        if (attribute.name == name)
            return attribute.value;
    return {};
}

/// Steps behind the token read before.
void XmlScanner::consume() {
    line_ += std::exchange(lines_in_token_, 0);
    begin_ = std::max(begin_, end_);
    end_ = begin_;
    searched_ = std::max(searched_, begin_);
}

/// The token is not whole yet; `end_ == begin_` tells it from one that says nothing.
XmlScanner::Token XmlScanner::wait() {
    if (buffer_.size() - begin_ > largest_token)
        return fail(std::string_view(buffer_).substr(begin_), "a tag or text under 64 MB");
    return Token::more;
}

XmlScanner::Token XmlScanner::fail(std::string_view found, std::string_view expected) {
    failed_ = true;
    error_ = refuse(line_, found, expected).value();
    return Token::error;
}

XmlScanner::Token XmlScanner::read_text() {
    const auto end = buffer_.find('<', searched_);
    if (end == std::string::npos) {
        searched_ = buffer_.size();
        return wait();
    }
    end_ = searched_ = end;
    const auto raw = std::string_view(buffer_).substr(begin_, end - begin_);
    lines_in_token_ = static_cast<std::size_t>(std::ranges::count(raw, '\n'));
    if (is_blank(raw))
        return Token::more;
    if (open_.empty())
        return raw == byte_order_mark && !root_closed_ ? Token::more : fail(trim(raw), "an XML document");
    if (!decode(begin_, end, text_))
        return Token::error;
    return Token::text;
}

/// Looks for `ending`, from where it was looked for last; behind it is `end_`.
bool XmlScanner::find_end(std::string_view ending, bool quotes) {
    for (; searched_ + ending.size() <= buffer_.size(); ++searched_) {
        const char c = buffer_[searched_];
        if (quotes && quote_ != 0) {
            quote_ = c == quote_ ? '\0' : quote_;
        } else if (quotes && (c == '"' || c == '\'')) {
            quote_ = c;
        } else if (c == ending[0] && buffer_.compare(searched_, ending.size(), ending) == 0) {
            searched_ += ending.size();
            end_ = searched_;
            lines_in_token_ = static_cast<std::size_t>(
                std::ranges::count(std::string_view(buffer_).substr(begin_, end_ - begin_), '\n'));
            return true;
        }
    }
    return false;
}

XmlScanner::Token XmlScanner::read_markup() {
    constexpr std::string_view comment = "<!--";
    constexpr std::string_view cdata = "<![CDATA[";
    const auto rest = std::string_view(buffer_).substr(begin_);
    for (const auto opening : {comment, cdata})
        if (rest.size() < opening.size() && opening.starts_with(rest))
            return wait();
    const auto ending = rest.starts_with(comment) ? "-->"
                        : rest.starts_with(cdata) ? "]]>"
                        : rest[1] == '?'          ? "?>"
                                                  : ">";
    const bool declaration = rest[1] == '!';
    if (declaration && !rest.starts_with(comment) && !rest.starts_with(cdata))
        return fail(rest, "XML without a DOCTYPE");
    if (searched_ == begin_) // behind the opening: "<!-->" is not a whole comment
        searched_ += rest.starts_with(cdata) ? cdata.size() : rest.starts_with(comment) ? comment.size() : 1;
    if (!find_end(ending, !declaration && rest[1] != '?'))
        return wait();
    const auto tag = std::string_view(buffer_).substr(begin_, end_ - begin_);
    if (tag.starts_with(cdata)) {
        text_ = tag.substr(cdata.size(), tag.size() - cdata.size() - 3);
        return open_.empty() ? fail(tag, "an XML document") : Token::text;
    }
    if (declaration || tag[1] == '?')
        return Token::more;
    if (tag[1] == '/')
        return read_end(trim(tag.substr(2, tag.size() - 3)));
    return read_start(tag, begin_);
}

XmlScanner::Token XmlScanner::read_start(std::string_view tag, std::size_t begin) {
    closing_ = tag.ends_with("/>");
    const auto inside = tag.substr(0, tag.size() - (closing_ ? 2 : 1));
    const auto name_end = std::min(inside.find_first_of(" \t\r\n/", 1), inside.size());
    name_ = inside.substr(1, name_end - 1);
    if (name_.empty())
        return fail(tag, "the name of an element");
    if (root_closed_)
        return fail(tag, "one root element");
    if (open_.size() == deepest_nesting)
        return fail(tag, "elements nested at most 256 deep");
    if (!read_attributes(begin + name_end, begin + inside.size()))
        return Token::error;
    open_.emplace_back(name_);
    return Token::start;
}

/// NAME = "VALUE" or 'VALUE', between two places of the buffer.
bool XmlScanner::read_attributes(std::size_t at, std::size_t end) {
    attributes_.clear();
    const auto text = std::string_view(buffer_).substr(0, end);
    while ((at = std::min(text.find_first_not_of(xml_blanks, at), end)) < end) {
        const auto equals = text.find('=', at);
        const auto quote = text.find_first_not_of(xml_blanks, equals == std::string_view::npos ? end : equals + 1);
        const auto name = trim(text.substr(at, std::min(equals, end) - at));
        const auto close =
            quote < end && (text[quote] == '"' || text[quote] == '\'') ? text.find(text[quote], quote + 1) : end;
        if (close >= end || name.empty() || name.find_first_of(xml_blanks) != std::string_view::npos) {
            fail(text.substr(at), "NAME=\"VALUE\"");
            return false;
        }
        XmlAttribute attribute{name, {}};
        if (!decode(quote + 1, close, attribute.value))
            return false;
        attributes_.push_back(attribute);
        at = close + 1;
    }
    return true;
}

XmlScanner::Token XmlScanner::read_end(std::string_view name) {
    if (open_.empty() || open_.back() != name)
        return fail(name, open_.empty() ? "an XML document" : "</" + open_.back() + ">");
    closed_name_ = std::move(open_.back());
    open_.pop_back();
    root_closed_ = open_.empty();
    attributes_.clear();
    name_ = closed_name_;
    return Token::end;
}

/// In place: a reference is never shorter than what it stands for.
bool XmlScanner::decode(std::size_t begin, std::size_t end, std::string_view& decoded) {
    const auto first = std::string_view(buffer_).substr(begin, end - begin).find('&');
    auto out = first == std::string_view::npos ? end : begin + first;
    for (auto at = out; at < end;) {
        const auto rest = std::string_view(buffer_).substr(at, end - at);
        const auto semicolon = rest[0] == '&' ? rest.substr(0, 66).find(';') : std::string_view::npos;
        const auto name = semicolon == std::string_view::npos ? "" : rest.substr(1, semicolon - 1);
        if (!is_reference(name)) {
            buffer_[out++] = buffer_[at++];
            continue;
        }
        const auto* entity = std::ranges::find(entities, name, [](auto& e) { return e.first; });
        const auto character = name[0] == '#' ? character_reference(name) : std::nullopt;
        std::string meaning;
        if (entity != entities.end())
            meaning = entity->second;
        else if (character)
            append_utf8(meaning, *character);
        else
            return fail(rest, "one of the five entities of XML"), false;
        std::memcpy(buffer_.data() + out, meaning.data(), meaning.size());
        out += meaning.size();
        at += semicolon + 1;
    }
    decoded = std::string_view(buffer_).substr(begin, out - begin);
    return true;
}

} // namespace perfeng::tools
