#include "pages.hpp"

#include "perfeng/report/quantity.hpp"

#include <fmt/format.h>

namespace perfeng::report {
namespace {

Text heading_of(const Finding& finding, const std::string& cwd) {
    auto text = prose(finding.title);
    const auto place = place_of(finding.file, finding.line, "", cwd);
    if (finding.function.empty() && place.empty())
        return text;
    text += " (";
    if (!finding.function.empty())
        text += name(finding.function);
    if (!finding.function.empty() && !place.empty())
        text += ", ";
    return text + code(place) + ")";
}

bool is_advice(const Finding& finding) {
    return finding.kind == FindingKind::recommendation || finding.kind == FindingKind::risk;
}

Item item_of(const Finding& finding, const std::string& cwd) {
    Item item{heading_of(finding, cwd), {}};
    if (!finding.evidence.empty())
        item.below.push_back(prose(finding.evidence));
    if (!finding.change.empty())
        item.below.push_back(Text("do: ") + prose(finding.change));
    if (finding.impact)
        item.below.emplace_back(fmt::format("at stake: at most {} of {}", percent(finding.impact->ceiling),
                                            label_of(finding.impact->metric)));
    if (is_advice(finding))
        item.below.push_back(Text(fmt::format("confidence {}, id ", to_string(finding.confidence))) + code(finding.id));
    return item;
}

/// A broken budget, or the doubt that one on what was not measured could not be checked.
bool concerns_budgets(const Finding& finding) {
    return finding.kind == FindingKind::budget ||
           (finding.kind == FindingKind::doubt && finding.id.starts_with("budget/"));
}

Section section_of(const Measurement& measurement, const std::string& title, bool (*belongs)(const Finding&)) {
    Section section{title, {}};
    if (auto items = findings_where(measurement, belongs); !items.empty())
        section.blocks.push_back({"", std::move(items), false});
    return section;
}

} // namespace

bool concerns_metrics(const Finding& finding) {
    return (finding.kind == FindingKind::note && finding.function.empty()) ||
           (finding.kind == FindingKind::doubt && finding.rule.starts_with("trials/"));
}

bool concerns_functions(const Finding& finding) {
    return finding.kind == FindingKind::note && !finding.function.empty();
}

List findings_where(const Measurement& measurement, bool (*belongs)(const Finding&)) {
    List items;
    for (const auto& finding : measurement.findings)
        if (belongs(finding))
            items.push_back(item_of(finding, measurement.workload.cwd));
    return items;
}

std::vector<Section> advice_sections(const Measurement& measurement) {
    return {section_of(measurement, "Recommendations",
                       [](const Finding& finding) { return finding.kind == FindingKind::recommendation; }),
            section_of(measurement, "Risks", [](const Finding& finding) { return finding.kind == FindingKind::risk; }),
            section_of(measurement, "Budgets", [](const Finding& finding) { return concerns_budgets(finding); })};
}

Section doubts_section(const Measurement& measurement) {
    return section_of(
        measurement, measurement.profile ? "Doubts about the profile" : "Doubts", [](const Finding& finding) {
            return finding.kind == FindingKind::doubt && !concerns_metrics(finding) && !concerns_budgets(finding);
        });
}

Section not_measured_section(const std::vector<NotMeasured>& not_measured) {
    Section section{"Not measured", {}};
    List items;
    for (const auto& [what, why, how] : not_measured) {
        items.push_back({prose(what + ": " + why), {}});
        if (!how.empty())
            items.back().below.push_back(prose("to enable: " + how));
    }
    if (!items.empty())
        section.blocks.push_back({"", std::move(items), false});
    return section;
}

} // namespace perfeng::report
