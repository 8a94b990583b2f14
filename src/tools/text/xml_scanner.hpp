#pragma once

#include "perfeng/model/error.hpp"

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace perfeng::tools {

struct XmlAttribute {
    std::string_view name;
    std::string_view value;
};

/// Takes XML apart as it comes in, holding no more than the tag or the text it stands at (64 MB at most).
///
/// Tolerant where tools are sloppy: names may hold any character but blanks, '=', '/' and '>'
/// (`resident-%="1"`), a bare '&' is itself, an impossible character reference is U+FFFD. Refused: what is not nested,
/// more than one root or 256 levels, and a DOCTYPE (with it every entity but the five of XML).
/// Comments, processing instructions and blank texts are passed over; a self-closing tag is a start and an end.
class XmlScanner {
public:
    enum class Token {
        start,
        end,
        text,  ///< of the element open now; CDATA and comments split it
        more,  ///< nothing whole is left: feed, or the input is over
        error, ///< for good, see error()
    };

    void feed(std::string_view piece);
    Token next();
    /// Whether one root was opened and closed, with nothing left over.
    [[nodiscard]] bool complete() const;
    /// What came and is not part of a whole token.
    [[nodiscard]] std::string_view unread() const;

    /// Name of the element that starts or ends. Views are good until the next call of feed() or next().
    [[nodiscard]] std::string_view name() const { return name_; }
    [[nodiscard]] std::string_view text() const { return text_; }
    /// Empty where there is none; of two, the first.
    [[nodiscard]] std::string_view attribute(std::string_view name) const;
    [[nodiscard]] const std::vector<XmlAttribute>& attributes() const { return attributes_; }
    /// Elements open: the one that starts counts, the one that ends does not.
    [[nodiscard]] std::size_t depth() const { return open_.size(); }
    /// On which the token begins, from 1.
    [[nodiscard]] std::size_t line() const { return line_; }
    [[nodiscard]] const ReadError& error() const { return error_; }

private:
    Token read_text();
    Token read_markup();
    Token read_start(std::string_view tag, std::size_t begin);
    Token read_end(std::string_view tag);
    bool read_attributes(std::size_t at, std::size_t end);
    bool find_end(std::string_view ending, bool quotes);
    bool decode(std::size_t begin, std::size_t end, std::string_view& decoded);
    void consume();
    Token fail(std::string_view found, std::string_view expected);
    Token wait();

    std::string buffer_;
    std::size_t begin_ = 0;    ///< of the token
    std::size_t searched_ = 0; ///< how far the end of the token was looked for, so that no byte is looked at twice
    std::size_t end_ = 0;      ///< behind the token
    char quote_ = 0;           ///< the search stands in an attribute's value
    std::size_t line_ = 1;
    std::size_t lines_in_token_ = 0;

    std::vector<std::string> open_;
    bool root_closed_ = false;
    bool closing_ = false; ///< a self-closing tag was started and is still to be ended
    bool failed_ = false;
    std::string_view name_;
    std::string closed_name_;
    std::string_view text_;
    std::vector<XmlAttribute> attributes_;
    ReadError error_;
};

} // namespace perfeng::tools
