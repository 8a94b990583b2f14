#pragma once

#include "perfeng/report/page.hpp"

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace perfeng::report {

/// Columns that UTF-8 text takes on a terminal: 2 for East Asian wide characters and emoji, 0 for combining marks.
[[nodiscard]] std::size_t display_width(std::string_view text);

/// At most `width` columns: "std::vec…ush_back". Never splits a character.
[[nodiscard]] std::string cut_middle(std::string_view text, std::size_t width);

/// Valid UTF-8 in one line without control characters: line breaks and other bytes that a terminal would
/// obey or that are no UTF-8 become "\n", "\x1b".
[[nodiscard]] std::string printable(std::string_view text);

/// The heading and then a line a row, columns aligned and two blanks apart. Where the lines are wider than the style's
/// width, the widest column of names is cut to fit, to 24 columns at the least.
[[nodiscard]] std::vector<std::string> lay_out(const Table& table, const Style& style);

} // namespace perfeng::report
