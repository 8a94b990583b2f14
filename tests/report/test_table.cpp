#include "catch.hpp"

#include "perfeng/report/table.hpp"

using namespace perfeng::report;

namespace {

Table functions(const std::string& function) {
    return {{{"self", Align::right}, {"function"}, {"where"}}, {{"9.0%", name(function), code("src/a.cpp:1")}}};
}

std::string line(const Text& cell) { return lay_out({{{""}}, {{cell}}}, Style{}).at(1); }

} // namespace

TEST_CASE("columns are aligned, and lines have no blanks at their end") {
    const Table table{{{"name"}, {"figure", Align::right}, {"note"}}, {{"é", "1", ""}, {"worte", "12,345", "yes"}}};
    CHECK(lay_out(table, Style{}) ==
          std::vector<std::string>{"name   figure  note", "é           1", "worte  12,345  yes"});
}

TEST_CASE("width counts what a terminal shows") {
    CHECK(display_width("") == 0);
    CHECK(display_width("µs ± …") == 6);
    CHECK(display_width("名前") == 4);
    CHECK(display_width("e\u0301") == 1);
    CHECK(display_width("\xff\xfe") == 2);
}

TEST_CASE("long names are cut in the middle, at characters") {
    CHECK(cut_middle("abcdefghij", 10) == "abcdefghij");
    CHECK(cut_middle("abcdefghij", 5) == "ab…ij");
    CHECK(cut_middle("abcdefghij", 4) == "ab…j");
    CHECK(cut_middle("äöüäöü", 5) == "äö…öü");
    CHECK(cut_middle("名前名前", 5) == "名…前");
    CHECK(cut_middle("abc", 1) == "…");
    CHECK(cut_middle("abc", 0).empty());
}

TEST_CASE("only names are cut, and only for a terminal that is too narrow") {
    const std::string lengthy = "begin" + std::string(200, 'x') + "end";
    const auto lines = lay_out(functions(lengthy), Style{.width = 80});
    CHECK(display_width(lines.at(1)) == 80);
    CHECK_THAT(lines.at(1), ContainsSubstring("begin"));
    CHECK_THAT(lines.at(1), ContainsSubstring("end  src/a.cpp:1"));
    CHECK_THAT(lay_out(functions(lengthy), Style{.width = 0}).at(1), ContainsSubstring(lengthy));
    const std::string fitting(60, 'y');
    CHECK_THAT(lay_out(functions(fitting), Style{.width = 80}).at(1), ContainsSubstring(fitting));
    CHECK_THAT(lay_out(functions("short"), Style{.width = 10}).at(1), ContainsSubstring("short     src/a.cpp:1"));
    CHECK_THAT(lay_out(functions(lengthy), Style{.width = 10}).at(1), ContainsSubstring("src/a.cpp:1"));
    CHECK(display_width(lay_out(functions(lengthy), Style{.width = 10}).at(1)) == 4 + 2 + 24 + 2 + 11);
}

TEST_CASE("what a terminal would obey is spelled out") {
    CHECK(printable("a\nb\t\x1b[31m\x7f") == "a\\nb\\x09\\x1b[31m\\x7f");
    CHECK(printable("\xc3(\xff") == "\\xc3(\\xff");
    CHECK(printable("\xc0\xaf\xed\xa0\x80") == "\\xc0\\xaf\\xed\\xa0\\x80");
    CHECK(printable("\xef\xbf\xbf\xc2\x9b") == "\\xef\\xbf\\xbf\\xc2\\x9b");
    CHECK(printable("naïve 名 😀") == "naïve 名 😀");
    CHECK(printable("\xe2\x82") == "\\xe2\\x82");
    CHECK(line(Text("x\ny")) == "x\\ny");
}

TEST_CASE("colour is written only where asked for, and takes no width") {
    const Table table{{{"verdict"}, {"next"}}, {{Text("regressed", Mark::bad), "a"}, {Text("ok", Mark::good), "b"}}};
    CHECK(lay_out(table, Style{}).at(2) == "ok         b");
    CHECK(lay_out(table, Style{.color = true}).at(1) == "\x1b[31mregressed\x1b[0m  a");
    CHECK(lay_out(table, Style{.color = true}).at(2) == "\x1b[32mok\x1b[0m         b");
}
