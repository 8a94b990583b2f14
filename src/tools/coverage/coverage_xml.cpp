#include "coverage_xml.hpp"

#include "text/reading.hpp"

#include <algorithm>

namespace perfeng::tools {
namespace {

/// Cuts a piece that ends with `ending` off `text`; empty where it does not end.
std::string_view take_piece(std::string_view& text, std::string_view ending) {
    const auto end = text.find(ending);
    if (end == std::string_view::npos)
        return {};
    const auto piece = text.substr(0, end + ending.size());
    text.remove_prefix(piece.size());
    return piece;
}

} // namespace

XmlProlog read_prolog(std::string_view text) {
    XmlProlog prolog;
    skip(text, "\xef\xbb\xbf");
    while (true) {
        text.remove_prefix(std::min(text.find_first_not_of(" \t\r\n"), text.size()));
        std::string_view piece;
        if (text.starts_with("<?")) {
            piece = take_piece(text, "?>");
        } else if (text.starts_with("<!--")) {
            piece = take_piece(text, "-->");
        } else if (text.starts_with("<!DOCTYPE")) {
            piece = prolog.doctype = take_piece(text, ">");
        } else {
            if (text.starts_with('<') && text.size() > 1 && text[1] != '!')
                prolog.root = take_piece(text, ">");
            prolog.cut_off = prolog.root.empty() && (text.empty() || text.front() == '<');
            return prolog;
        }
        if (piece.empty()) {
            prolog.cut_off = true;
            return prolog;
        }
    }
}

XmlSource::XmlSource(std::string_view text) : rest_(text) {
    const auto doctype = read_prolog(text).doctype;
    if (doctype.empty() || doctype.find('[') != std::string_view::npos)
        return;
    const auto begin = static_cast<std::size_t>(doctype.data() - text.data());
    scanner_.feed(text.substr(0, begin));
    rest_ = text.substr(begin + doctype.size());
}

XmlScanner::Token XmlSource::next() {
    constexpr std::size_t piece_size = std::size_t{1} << 16U; // so that the scanner keeps no copy of the whole
    while (true) {
        const auto token = scanner_.next();
        if (token != XmlScanner::Token::more)
            return token;
        if (rest_.empty()) {
            at_end_ = scanner_.complete();
            return XmlScanner::Token::error;
        }
        const auto piece = rest_.substr(0, piece_size);
        rest_.remove_prefix(piece.size());
        scanner_.feed(piece);
    }
}

ReadError XmlSource::error() const {
    const auto& error = scanner_.error();
    return error.expected.empty() ? refuse(scanner_.line(), scanner_.unread(), "the end of the XML").value() : error;
}

} // namespace perfeng::tools
