#pragma once

#include "text/xml_scanner.hpp"

#include <cstddef>
#include <optional>
#include <string_view>

namespace perfeng::tools {

/// What stands before the root of an XML text: declaration, comments and DOCTYPE.
struct XmlProlog {
    std::string_view doctype; ///< "<!DOCTYPE ...>"; empty: none
    std::string_view root;    ///< its tag, "<coverage line-rate=...>"; empty: not reached, or no XML
    bool cut_off = false;     ///< the text ends before the root does
};

[[nodiscard]] XmlProlog read_prolog(std::string_view text);

/// Feeds a whole text to the scanner, piece by piece, without its DOCTYPE: it only names a definition that nobody
/// reads. One that holds declarations of its own stays, and is refused by the scanner.
class XmlSource {
public:
    explicit XmlSource(std::string_view text);

    /// Never `more`: at the end of the text it is `error`, unless the document is whole; see at_end().
    XmlScanner::Token next();
    [[nodiscard]] bool at_end() const { return at_end_; } ///< of a whole document
    [[nodiscard]] XmlScanner& scanner() { return scanner_; }
    [[nodiscard]] ReadError error() const;

private:
    XmlScanner scanner_;
    std::string_view rest_;
    bool at_end_ = false;
};

} // namespace perfeng::tools
