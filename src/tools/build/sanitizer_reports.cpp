#include "text/reading.hpp"

#include "perfeng/tools/build/sanitizers.hpp"

#include <algorithm>
#include <array>

namespace perfeng::tools {
namespace {

constexpr std::size_t lines_of_first = 16;
constexpr std::array<std::string_view, 6> openings{"ERROR: AddressSanitizer",  "ERROR: LeakSanitizer",
                                                   "WARNING: ThreadSanitizer", "WARNING: MemorySanitizer",
                                                   "WARNING: DATA RACE",       ": runtime error: "};

std::size_t report_opening_of(std::string_view line) {
    auto at = std::string_view::npos;
    for (const auto words : openings)
        at = std::min(at, line.find(words));
    return at;
}

std::string title_of(std::string_view line) {
    const auto at = report_opening_of(line);
    for (const std::string_view prefix : {"ERROR: ", "WARNING: "})
        if (line.substr(at).starts_with(prefix))
            return std::string(line.substr(at + prefix.size()));
    return std::string(trim(line));
}

} // namespace

SanitizerReports read_sanitizer_reports(std::string_view text) {
    SanitizerReports reports;
    std::size_t taken = 0;
    bool open = false;
    for (Lines lines(text); lines.next();) {
        const auto line = lines.line();
        if (report_opening_of(line) != line.npos) {
            ++reports.count;
            open = reports.count == 1;
            if (open)
                reports.title = title_of(line);
        }
        open = open && !line.starts_with("====="); // opens the next
        if (!open || taken == lines_of_first)
            continue;
        reports.first += std::string(line) + "\n";
        ++taken;
        open = !line.starts_with("SUMMARY: ");
    }
    return reports;
}

} // namespace perfeng::tools
