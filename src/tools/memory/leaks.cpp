#include "perfeng/tools/memory/leaks.hpp"

#include "leak_sites.hpp"
#include "leaks_body.hpp"
#include "text/looks.hpp"
#include "text/reading.hpp"

#include <algorithm>
#include <utility>

namespace perfeng::tools {
namespace {

struct LeaksCount {
    std::uint64_t count = 0;
    std::uint64_t bytes = 0;
};

/// "Process 12: 3 leaks for 96 total leaked bytes."
std::optional<LeaksCount> leaks_count(std::string_view line) {
    if (!skip(line, "Process "))
        return std::nullopt;
    auto pid = take_word(line);
    if (!pid.ends_with(':') || !whole_number(pid.substr(0, pid.size() - 1)))
        return std::nullopt;
    const auto count = whole_number(take_word(line));
    const auto noun = take_word(line);
    if (!count || (noun != "leak" && noun != "leaks") || take_word(line) != "for")
        return std::nullopt;
    const auto bytes = whole_number(take_word(line));
    if (!bytes || !line.starts_with("total leaked bytes"))
        return std::nullopt;
    return LeaksCount{*count, *bytes};
}

bool is_forbidden(std::string_view line) { return line.find(" is not debuggable") != line.npos; }
bool is_sanitized(std::string_view line) {
    return line.find("Can't examine target process's malloc zone asan_") != line.npos;
}

/// The last report of a text: its head, with the program's output, and its body.
struct LeaksText {
    std::string_view head;
    std::string_view body;
    LeaksCount total;
    std::size_t reports = 0;
};

tl::expected<LeaksText, ReadError> last_report(std::string_view text) {
    LeaksText found;
    std::size_t complaint = 0;
    std::size_t last = 0;
    std::string_view shown;
    const char* head = text.data();
    for (Lines lines(text); lines.next();) {
        const auto line = lines.line();
        if (const auto total = leaks_count(line)) {
            found.head = {head, static_cast<std::size_t>(line.data() - head)};
            head = line.data() + line.size();
            found.total = *total;
            ++found.reports;
        } else if (complaint == 0 && !trim(line).empty()) {
            last = lines.number();
            shown = line;
            if (is_forbidden(line) || is_sanitized(line))
                complaint = last;
        }
    }
    if (found.reports == 0)
        return refuse(last, last == 0 ? "an empty text" : trim(shown),
                      "the line `Process N: n leaks for b total leaked bytes.` of leaks");
    found.body = {head, text.size() - static_cast<std::size_t>(head - text.data())};
    return found;
}

void read_header_line(LeaksReport& report, std::string_view line) {
    if (skip(line, "Process:") && line.ends_with(']'))
        report.process = trim(line.substr(0, line.rfind('[')));
    else if (skip(line, "leaks Report Version:"))
        report.version = trim(line);
    else if (skip(line, "Physical footprint (peak):"))
        report.peak_footprint = leaks_size(line);
    else if (skip(line, "Physical footprint:"))
        report.footprint = leaks_size(line);
}

template <typename Condition> bool any_line(std::string_view text, Condition condition) {
    for (Lines lines(text); lines.next();)
        if (condition(lines.line()))
            return true;
    return false;
}

std::vector<std::string> leaks_warnings(const LeaksText& text, std::uint64_t placed, std::size_t skipped) {
    const auto in_text = [&](auto condition) {
        return any_line(text.head, condition) || any_line(text.body, condition);
    };
    std::vector<std::string> warnings;
    if (text.reports > 1)
        warnings.push_back(std::to_string(text.reports) + " reports of leaks in one text: the last one is read");
    if (in_text(is_sanitized))
        warnings.emplace_back("leaks cannot look into the heap of a program built with AddressSanitizer, so that leaks "
                              "are missed: build it without, or use LeakSanitizer");
    if (in_text(is_forbidden))
        warnings.emplace_back("the process is not debuggable: leaks counts its leaks, but shows no contents; sign it "
                              "with the entitlement com.apple.security.get-task-allow");
    if (placed != text.total.count)
        warnings.push_back("the report shows the places of " + std::to_string(placed) + " of " +
                           std::to_string(text.total.count) + " leaks");
    if (skipped > 0)
        warnings.push_back(std::to_string(skipped) + " lines of the report of leaks were not understood");
    return warnings;
}

} // namespace

tl::expected<Read<LeaksReport>, ReadError> read_leaks_report(std::string_view text) {
    const auto parts = last_report(text);
    if (!parts)
        return tl::unexpected(parts.error());
    Read<LeaksReport> read;
    auto& report = read.value;
    for (Lines lines(parts->head); lines.next();)
        read_header_line(report, lines.line());
    auto body = read_leaks_body(parts->body);
    report.leaks.tool = "leaks";
    report.leaks.count = parts->total.count;
    report.leaks.bytes = parts->total.bytes;
    report.leaks.sites = std::move(body.sites);
    sort_sites(report.leaks);
    read.warnings = leaks_warnings(*parts, listed_leaks(report.leaks), body.skipped);
    return read;
}

tl::expected<Read<Leaks>, ReadError> read_leaks(std::string_view text) {
    return read_leaks_report(text).map(
        [](Read<LeaksReport> read) { return Read<Leaks>{std::move(read.value.leaks), std::move(read.warnings)}; });
}

Recognition recognise_leaks(Head head) {
    return contains_any(head, {"leaks Report Version:", " total leaked bytes.", "STACK OF 1 INSTANCE OF 'ROOT ",
                               "ROOT LEAK: <", "ROOT CYCLE: <"});
}

} // namespace perfeng::tools
