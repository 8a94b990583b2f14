#include "pages.hpp"

#include "perfeng/model/quantity.hpp"

#include <algorithm>

namespace perfeng::report {
namespace {

Text status_of_check(const Check& check) {
    switch (check.status) {
    case CheckStatus::passed:
        return {"passed", Mark::good};
    case CheckStatus::failed:
        return {"FAILED", Mark::bad};
    case CheckStatus::not_run:
        break;
    }
    return "not run";
}

std::string with_blanks(std::string_view line) {
    constexpr std::size_t tab_width = 8;
    std::string wide;
    for (const char letter : line)
        if (letter == '\t')
            wide.append(tab_width - wide.size() % tab_width, ' ');
        else if (letter != '\r')
            wide += letter;
    return wide;
}

Listing listing_of(std::string_view text) {
    Listing listing;
    while (!text.empty()) {
        const auto end = std::min(text.find('\n'), text.size());
        listing.lines.emplace_back(with_blanks(text.substr(0, end)));
        text.remove_prefix(std::min(text.size(), end + 1));
    }
    return listing;
}

bool told_in_the_table(const Check& check) { return check.status == CheckStatus::passed || check.how.empty(); }

} // namespace

Section checks_section(const std::vector<Check>& checks) {
    Section section{"Checks", {}};
    if (checks.empty())
        return section;
    Table table{{{"check"}, {"kind"}, {"status"}, {"time", Align::right}, {"what came of it"}}, {}};
    List advice;
    for (const auto& check : checks) {
        table.rows.push_back({code(check.name), std::string(to_string(check.kind)), status_of_check(check),
                              check.seconds > 0 ? seconds(check.seconds) : "-", prose(check.detail)});
        if (!told_in_the_table(check))
            advice.push_back({code(check.name) + (": " + check.how), {}});
    }
    section.blocks.push_back({"", std::move(table), false});
    if (!advice.empty())
        section.blocks.push_back({"What to do", std::move(advice), false});
    for (const auto& check : checks)
        if (!check.tail.empty())
            section.blocks.push_back({"last output of " + check.name, listing_of(check.tail), false});
    return section;
}

} // namespace perfeng::report
