#include "perfeng/tools/lints/clippy.hpp"

#include "benchmarks/json_document.hpp"
#include "coverage/json_walk.hpp"
#include "coverage/passed_over.hpp"
#include "text/reading.hpp"

#include <algorithm>
#include <optional>

namespace perfeng::tools {
namespace {

constexpr int deepest_macro = 32;
constexpr std::size_t longest_replacement = 120;

int line_at(const Json& span, std::string_view key) {
    const auto line = number_at(span, key).value_or(0);
    return line >= 1 && line <= 1e9 ? static_cast<int>(line) : 0;
}

/// The place where the outermost macro was used, or the span itself.
const Json& used_at(const Json& span) {
    const Json* at = &span;
    for (int depth = 0; depth < deepest_macro; ++depth) {
        const auto& outer = object_at(object_at(*at, "expansion"), "span");
        if (outer.empty())
            break;
        at = &outer;
    }
    return *at;
}

const Json* primary_span(const Json& message) {
    const auto& spans = array_at(message, "spans");
    const auto primary = std::ranges::find_if(spans, [](const Json& span) {
        const auto flag = span.is_object() ? span.find("is_primary") : span.end();
        return span.is_object() && flag != span.end() && flag->is_boolean() && flag->get<bool>();
    });
    return primary == spans.end() ? nullptr : &*primary;
}

/// What a child of the message proposes: "use: `to[..].copy_from_slice(&from[..])`".
std::string proposal_of(const Json& child) {
    auto text = text_at(child, "message");
    if (text_at(child, "level") != "help" || text.starts_with("for further information"))
        return {};
    for (const auto& span : array_at(child, "spans")) {
        const auto replacement = text_at(span, "suggested_replacement");
        if (!replacement.empty() && replacement.size() <= longest_replacement &&
            replacement.find('\n') == std::string::npos)
            return text + ": `" + replacement + "`";
    }
    return text;
}

std::string help_of(const Json& message, const Json& span) {
    for (const auto& child : array_at(message, "children"))
        if (auto text = proposal_of(child); !text.empty())
            return text;
    return text_at(span, "label");
}

/// None for what is no lint: a summary, an error without a code.
std::optional<LintFinding> lint_of(const Json& message) {
    const auto* const span = primary_span(message);
    auto rule = text_at(object_at(message, "code"), "code");
    if (span == nullptr || rule.empty())
        return std::nullopt;
    const auto& place = used_at(*span);
    LintFinding lint;
    lint.tool = rule.starts_with("clippy::") ? "clippy" : "rustc";
    lint.rule = std::move(rule);
    lint.category = text_at(message, "level");
    lint.file = text_at(place, "file_name");
    lint.line = line_at(place, "line_start");
    lint.last_line = std::max(lint.line, line_at(place, "line_end"));
    lint.message = text_at(message, "message");
    lint.help = help_of(message, *span);
    return lint.line > 0 && !lint.file.empty() ? std::optional(std::move(lint)) : std::nullopt;
}

bool is_message_line(std::string_view line) {
    const auto key = first_json_key(line);
    if (key == "$message_type")
        return true;
    auto rest = line.substr(std::min(line.find(':'), line.size()));
    rest = trim(rest.substr(std::min<std::size_t>(1, rest.size())));
    return key == "reason" && (rest.starts_with("\"compiler-") || rest.starts_with("\"build-"));
}

} // namespace

/// What stands before the first message can only be what cargo prints: indented.
Recognition recognise_clippy(Head head) {
    std::size_t read = 0;
    for (Lines lines(head.text); lines.next();) {
        const auto line = lines.line();
        read += line.size() + 1;
        if (line.starts_with('{')) {
            const bool cut = read > head.text.size() && !head.whole && line.size() < 64;
            return cut ? Recognition::need_more : is_message_line(line) ? Recognition::yes : Recognition::no;
        }
        if (!trim(line).empty() && !line.starts_with(' '))
            return Recognition::no;
    }
    return head.whole ? Recognition::no : Recognition::need_more;
}

tl::expected<Read<std::vector<LintFinding>>, ReadError> read_clippy(std::string_view text) {
    PassedOver bad("JSON messages of cargo or rustc, one a line");
    Read<std::vector<LintFinding>> result;
    std::size_t messages = 0;
    for (Lines lines(text); lines.next();) {
        const auto line = lines.line();
        if (!line.starts_with('{'))
            continue;
        const auto json = json_document(line);
        if (!json || !is_message_line(line)) {
            bad.add(lines.number(), line);
            continue;
        }
        ++messages;
        const auto& inner = object_at(*json, "message");
        if (auto lint = lint_of(inner.empty() ? *json : inner))
            result.value.push_back(*std::move(lint));
    }
    if (messages == 0 && bad.count() == 0)
        return refuse(0, "no line of JSON", "JSON messages of cargo or rustc, one a line");
    if (messages == 0)
        return bad.refusal();
    bad.warn(result.warnings);
    return result;
}

} // namespace perfeng::tools
