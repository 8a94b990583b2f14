#include "looks.hpp"

#include "reading.hpp"

#include <algorithm>

namespace perfeng::tools {

std::string_view without_lead(std::string_view text) {
    skip(text, "\xef\xbb\xbf");
    const auto first = text.find_first_not_of(" \t\r\n");
    return first == std::string_view::npos ? std::string_view() : text.substr(first);
}

Recognition begins_with(Head head, std::string_view prefix) {
    const auto text = without_lead(head.text);
    if (text.starts_with(prefix))
        return Recognition::yes;
    return !head.whole && prefix.starts_with(text) ? Recognition::need_more : Recognition::no;
}

Recognition contains_any(Head head, std::initializer_list<std::string_view> marks) {
    const bool found = std::ranges::any_of(
        marks, [&](std::string_view mark) { return head.text.find(mark) != std::string_view::npos; });
    return found ? Recognition::yes : not_yet(head);
}

bool has_line_starting(std::string_view text, std::initializer_list<std::string_view> marks) {
    for (Lines lines(text); lines.next();)
        if (std::ranges::any_of(marks, [&](std::string_view mark) { return lines.line().starts_with(mark); }))
            return true;
    return false;
}

std::string_view whole_lines(Head head) {
    return head.whole ? head.text : head.text.substr(0, head.text.rfind('\n') + 1);
}

bool looks_binary(std::string_view text) {
    return !text.starts_with("\xff\xfe") && !text.starts_with("\xfe\xff") && text.find('\0') != std::string_view::npos;
}

} // namespace perfeng::tools
