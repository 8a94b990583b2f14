#pragma once

#include "perfeng/tools/format.hpp"

#include <initializer_list>
#include <string_view>

// What recognition of formats is made of.
namespace perfeng::tools {

/// Without a byte order mark and the blank space before the first word.
[[nodiscard]] std::string_view without_lead(std::string_view text);

/// `no` where the text does not begin with `prefix`; a head shorter than it may still.
[[nodiscard]] Recognition begins_with(Head head, std::string_view prefix);

/// `yes` where one of the marks occurs, `need_more` while it may still come.
[[nodiscard]] Recognition contains_any(Head head, std::initializer_list<std::string_view> marks);

/// `yes` where one of the marks stands at the beginning of a line.
[[nodiscard]] bool has_line_starting(std::string_view text, std::initializer_list<std::string_view> marks);

/// Nothing of it has been found yet: `need_more`, or `no` where that was the whole.
[[nodiscard]] inline Recognition not_yet(Head head) { return head.whole ? Recognition::no : Recognition::need_more; }

/// The head up to its last whole line; all of it where it is the whole.
[[nodiscard]] std::string_view whole_lines(Head head);

/// Text has no NUL byte, but for UTF-16.
[[nodiscard]] bool looks_binary(std::string_view text);

} // namespace perfeng::tools
