#include "../../../src/tools/text/xml_scanner.hpp"
#include "catch.hpp"

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

using namespace perfeng;
using namespace perfeng::tools;

namespace {

/// Tokens in short: `<a x=1>`, `</a>`, 'text', and at the end `...` for a text that is not whole, `!` for a refusal.
std::string tokens(std::string_view xml, std::size_t piece = std::string_view::npos) {
    XmlScanner scanner;
    std::string result;
    do {
        scanner.feed(xml.substr(0, piece));
        xml.remove_prefix(std::min(piece, xml.size()));
        using Token = XmlScanner::Token;
        for (auto token = scanner.next(); token != Token::more; token = scanner.next()) {
            if (token == Token::error)
                return result + "!";
            if (token == Token::text)
                result += "'" + std::string(scanner.text()) + "'";
            if (token == Token::end)
                result += "</" + std::string(scanner.name()) + ">";
            if (token != Token::start)
                continue;
            result += "<" + std::string(scanner.name());
            for (const auto& attribute : scanner.attributes())
                result += " " + std::string(attribute.name) + "=" + std::string(attribute.value);
            result += ">";
        }
    } while (!xml.empty());
    return result + (scanner.complete() ? "" : "...");
}

std::string nested(std::size_t depth) {
    std::string xml;
    for (std::size_t i = 0; i < depth; ++i)
        xml += "<a>";
    for (std::size_t i = 0; i < depth; ++i)
        xml += "</a>";
    return xml;
}

} // namespace

TEST_CASE("The XML scanner takes apart what tools write, in pieces of any size", "[xml_scanner]") {
    const std::vector<std::pair<std::string, std::string>> cases{
        {"<a/>", "<a></a>"},
        {"<a />", "<a></a>"},
        {"<?xml version='1.0'?>\n<a>x</a>\n", "<a>'x'</a>"},
        {"\xEF\xBB\xBF<a/>", "<a></a>"},
        {"<a x=\"1\" y = '2'/>", "<a x=1 y=2></a>"},
        {"<a\n x=\"1\"\n>\n</a >", "<a x=1></a>"},
        {"<a resident-%=\"100.00\" x=\"\"/>", "<a resident-%=100.00 x=></a>"},
        {"<a x='>' y=\"/>'\">b</a>", "<a x=> y=/>'>'b'</a>"},
        {"<a>&lt;&gt;&amp;&quot;&apos;</a>", "<a>'<>&\"''</a>"},
        {"<a x='&lt;b&gt; &amp;lt;' y='z'/>", "<a x=<b> &lt; y=z></a>"},
        {"<a>&#65;&#x42;&#xe9;&#x1F600;</a>", "<a>'AB\u00e9\U0001F600'</a>"},
        {"<a>&#0;&#xD800;&#x110000;</a>", "<a>'\uFFFD\uFFFD\uFFFD'</a>"},
        {"<a>R & D &; &</a>", "<a>'R & D &; &'</a>"},
        {"<a><!-- <b> -- > -->x<!----></a>", "<a>'x'</a>"},
        {"<a><![CDATA[<b>&lt;]] >]]></a>", "<a>'<b>&lt;]] >'</a>"},
        {"<a><b><c/></b><b/></a>", "<a><b><c></c></b><b></b></a>"},
    };
    for (const auto& [xml, expected] : cases) {
        CAPTURE(xml);
        CHECK(tokens(xml) == expected);
        CHECK(tokens(xml, 1) == expected);
    }
}

TEST_CASE("The XML scanner refuses what it cannot take apart safely", "[xml_scanner]") {
    const std::vector<std::pair<std::string, std::string>> cases{
        {"Export failed: <a/>", "!"},
        {"<!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>", "!"},
        {"<a>&b;</a>", "<a>!"},
        {"<a x='&b;'/>", "!"},
        {"<a></b>", "<a>!"},
        {"</a>", "!"},
        {"<a/><b/>", "<a></a>!"},
        {"<a/>x<b/>", "<a></a>!"},
        {"<>", "!"},
        {"<a x/>", "!"},
        {"<a x=1/>", "!"},
        {"<a x y='1'/>", "!"},
        {"<a ='1'/>", "!"},
    };
    for (const auto& [xml, expected] : cases) {
        CAPTURE(xml);
        CHECK(tokens(xml) == expected);
        CHECK(tokens(xml, 1) == expected);
    }
}

TEST_CASE("The XML scanner tells a document that ends too early", "[xml_scanner]") {
    for (const std::string xml : {"", "  ", "Export failed", "<", "<a", "<a x='", "<a>", "<a>x", "<a><!--</a>",
                                  "<a><![CDATA[</a>", "<a><b/>", "<?xml", "<a/><"}) {
        CAPTURE(xml);
        CHECK(tokens(xml).ends_with("..."));
        CHECK(tokens(xml, 1).ends_with("..."));
    }
}

TEST_CASE("The XML scanner goes 256 levels deep", "[xml_scanner]") {
    CHECK(tokens(nested(256)).ends_with("</a>"));
    CHECK(tokens(nested(257)).ends_with("!"));
}

TEST_CASE("The XML scanner holds no tag or text over 64 MB", "[xml_scanner]") {
    for (const std::string opening : {"<a>", "<a x='", "<a><!--", "<a><![CDATA["}) {
        CAPTURE(opening);
        XmlScanner scanner;
        scanner.feed(opening);
        auto token = scanner.next();
        const std::string megabyte(std::size_t{1} << 20U, 'x');
        for (int i = 0; i < 66 && token != XmlScanner::Token::error; ++i) {
            scanner.feed(megabyte);
            token = scanner.next();
        }
        CHECK(token == XmlScanner::Token::error);
    }
}

TEST_CASE("The XML scanner tells the line of a fault", "[xml_scanner]") {
    XmlScanner scanner;
    scanner.feed("<a>\n<!-- \n -->text\n<b x='\n'>\n</c></a>");
    auto token = scanner.next();
    while (token != XmlScanner::Token::error && token != XmlScanner::Token::more)
        token = scanner.next();
    REQUIRE(token == XmlScanner::Token::error);
    CHECK(scanner.error().line == 6);
    CHECK(scanner.error().found == "c");
    CHECK(scanner.error().expected == "</b>");
}
