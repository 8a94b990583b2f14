#include "perfeng/tools/lints/lint_lines.hpp"

#include "text/reading.hpp"

#include <algorithm>
#include <array>
#include <limits>
#include <optional>

namespace perfeng::tools {
namespace {

constexpr std::array<std::string_view, 7> severities{"warning",     "error",       "style", "performance",
                                                     "portability", "information", "note"};

bool is_rule_letter(char letter) {
    return (letter >= 'a' && letter <= 'z') || (letter >= 'A' && letter <= 'Z') || (letter >= '0' && letter <= '9') ||
           letter == '_' || letter == '-' || letter == '.';
}

/// Cuts ":NUMBER" off the end of `text`.
std::optional<int> cut_last_number(std::string_view& text) {
    const auto colon = text.rfind(':');
    if (colon == std::string_view::npos)
        return std::nullopt;
    const auto number = whole_number(text.substr(colon + 1));
    if (!number || *number > std::numeric_limits<int>::max())
        return std::nullopt;
    text.remove_suffix(text.size() - colon);
    return static_cast<int>(*number);
}

/// PATH:LINE:COLUMN: SEVERITY: MESSAGE [RULE]
std::optional<LintFinding> lint_in(std::string_view line) {
    for (const auto severity : severities) {
        const auto mark = ": " + std::string(severity) + ": ";
        const auto at = line.find(mark);
        const auto bracket = line.rfind('[');
        if (at == std::string_view::npos || !line.ends_with(']') || bracket < at + mark.size())
            continue;
        auto place = line.substr(0, at);
        const auto column = cut_last_number(place);
        const auto number = cut_last_number(place);
        if (!column || !number || place.empty())
            continue;
        auto rule = line.substr(bracket + 1, line.size() - bracket - 2);
        rule = rule.substr(0, rule.find(','));
        if (rule.empty() || rule.starts_with('-') || !std::ranges::all_of(rule, is_rule_letter))
            continue;
        auto message = trim(line.substr(at + mark.size(), bracket - at - mark.size()));
        skip(message, "inconclusive: ");
        return LintFinding{.tool = {},
                           .rule = std::string(rule),
                           .category = std::string(severity),
                           .file = std::string(place),
                           .line = *number,
                           .last_line = *number,
                           .message = std::string(message),
                           .help = {}};
    }
    return std::nullopt;
}

/// clang-tidy's checks are words joined by hyphens; so are those of cppcheck's MISRA addon alone.
bool is_of_clang_tidy(const LintFinding& lint) {
    return lint.rule.find('-') != std::string::npos && !lint.rule.starts_with("misra-c") &&
           (lint.category == "warning" || lint.category == "error");
}
bool is_of_cppcheck(const LintFinding& lint) { return lint.category != "note" && !is_of_clang_tidy(lint); }

bool is_summary_of_clang_tidy(std::string_view line) {
    return line.starts_with("Suppressed ") && line.find(" warnings (") != std::string_view::npos;
}

using Belongs = bool (*)(const LintFinding&);

Recognition recognise_lines(Head head, Belongs belongs, bool (*is_summary)(std::string_view)) {
    std::size_t read = 0;
    for (Lines lines(head.text); lines.next();) {
        read += lines.line().size() + 1;
        if (read > head.text.size() && !head.whole) // cut off
            break;
        const auto lint = lint_in(lines.line());
        if ((lint && belongs(*lint)) || is_summary(lines.line()))
            return Recognition::yes;
    }
    return head.whole ? Recognition::no : Recognition::need_more;
}

tl::expected<Read<std::vector<LintFinding>>, ReadError>
read_lines(std::string_view text, std::string_view tool, Belongs belongs, bool (*is_summary)(std::string_view)) {
    Read<std::vector<LintFinding>> result;
    bool known = false;
    std::string_view first;
    for (Lines lines(text); lines.next();) {
        first = first.empty() ? lines.line() : first;
        auto lint = lint_in(lines.line());
        const bool ours = lint && belongs(*lint);
        known = known || ours || is_summary(lines.line());
        if (!ours || lint->line == 0 || lint->rule.starts_with("clang-diagnostic-"))
            continue;
        lint->tool = tool;
        result.value.push_back(*std::move(lint));
    }
    if (!known)
        return refuse(first.empty() ? 0 : 1, first, "FILE:LINE:COLUMN: SEVERITY: MESSAGE [CHECK], as a linter prints");
    return result;
}

bool never(std::string_view /*line*/) { return false; }

} // namespace

Recognition recognise_clang_tidy(Head head) {
    return recognise_lines(head, is_of_clang_tidy, is_summary_of_clang_tidy);
}

tl::expected<Read<std::vector<LintFinding>>, ReadError> read_clang_tidy(std::string_view text) {
    return read_lines(text, "clang-tidy", is_of_clang_tidy, is_summary_of_clang_tidy);
}

Recognition recognise_cppcheck_lines(Head head) { return recognise_lines(head, is_of_cppcheck, never); }

tl::expected<Read<std::vector<LintFinding>>, ReadError> read_cppcheck_lines(std::string_view text) {
    return read_lines(text, "cppcheck", is_of_cppcheck, never);
}

} // namespace perfeng::tools
