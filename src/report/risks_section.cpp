#include "pages.hpp"

#include "perfeng/model/quantity.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace perfeng::report {
namespace {

using Order = double (*)(const Risk&);

struct NamedOrder {
    std::string_view name;
    Order of;
};
constexpr std::array<NamedOrder, 4> orders{{{"score", [](const Risk& risk) { return risk.score; }},
                                            {"heat", [](const Risk& risk) { return risk.heat; }},
                                            {"coverage", [](const Risk& risk) { return risk.uncovered.value_or(1); }},
                                            {"churn", [](const Risk& risk) { return risk.churn.value_or(0); }}}};

std::vector<const Risk*> sorted_risks(const Measurement& measurement, std::string_view by) {
    std::vector<const Risk*> risks;
    for (const auto& risk : measurement.risks)
        risks.push_back(&risk);
    const auto* const order = std::ranges::find(orders, by, &NamedOrder::name);
    if (order != orders.end())
        std::ranges::stable_sort(risks, std::ranges::greater{}, [&](const Risk* risk) { return order->of(*risk); });
    return risks;
}

std::string untested_of(const Risk& risk) {
    if (risk.uncovered)
        return percent(*risk.uncovered);
    return risk.coverage == "no data" ? "unknown" : "all (no data of its file)";
}

std::string changed_of(const Risk& risk) {
    if (!risk.churn)
        return "not measured";
    return fmt::format("{} of {}", risk.changed_lines,
                       counted(static_cast<std::uint64_t>(risk.last_line - risk.first_line) + 1, "line"));
}

std::string place_of(const Risk& risk) {
    return risk.line > 0 ? fmt::format("{}:{}", risk.file, risk.line) : risk.file;
}

Table table_of(const std::vector<const Risk*>& risks) {
    Table table{.columns = {{"risk"},
                            {"score", Align::right},
                            {"heat", Align::right},
                            {"untested", Align::right},
                            {"changed", Align::right},
                            {"advised"},
                            {"function"},
                            {"where"}},
                .rows = {}};
    for (const auto* const risk : risks) {
        const bool guess = risk->level != RiskLevel::low && risk->coverage == "no data";
        table.rows.push_back({std::string(to_string(risk->level)) + (guess ? "?" : ""),
                              fmt::format("{:.3f}", risk->score), percent(risk->heat), untested_of(*risk),
                              changed_of(*risk), risk->touched ? "yes" : "no", name(risk->function),
                              code(place_of(*risk))});
    }
    return table;
}

std::string coverage_of(const CoverageUse& use) {
    auto text = fmt::format("{}: {} of {} executed, in {}", fmt::join(use.tools, ", "),
                            count(static_cast<double>(use.executed_lines)), counted(use.lines, "line"),
                            counted(use.mapped_files, "file"));
    if (const auto left = use.files - use.mapped_files; left > 0)
        text += fmt::format("; {} not of this source tree, left out ({}{})", counted(left, "file"),
                            fmt::join(use.unmapped, ", "), left > use.unmapped.size() ? ", ..." : "");
    return text;
}

std::string lints_of(const LintUse& use) {
    if (use.all == 0)
        return "none";
    auto text = fmt::format("{}: {}, {} in hot code", fmt::join(use.tools, ", "), counted(use.all, "lint"),
                            use.hot + use.support);
    const auto add = [&](std::size_t number, std::string_view what) {
        if (number > 0)
            text += fmt::format("; {} {} not shown", counted(number, "lint"), what);
    };
    add(use.cold, "on cold lines");
    add(use.other, "not about speed");
    add(use.unmapped, "in files that are not of this source tree");
    return text;
}

Facts facts_of(const RiskBasis& basis) {
    Facts facts;
    facts.push_back({"source tree", code(basis.root)});
    facts.push_back({"coverage", basis.coverage ? coverage_of(*basis.coverage)
                                                : "no coverage data: whether tests run this code is unknown, and it "
                                                  "counts as untested"});
    facts.push_back({"changes", basis.churn
                                    ? fmt::format("lines written in the last {} days, by git blame", basis.churn_days)
                                    : "not measured: they count as none"});
    if (basis.lints)
        facts.push_back({"lints", lints_of(*basis.lints)});
    if (basis.unmapped_functions > 0)
        facts.push_back({"left out", fmt::format("{} without a source file in this tree (self {})",
                                                 counted(basis.unmapped_functions, "hot function"),
                                                 percent(basis.unmapped_share))});
    return facts;
}

} // namespace

Section risks_section(const Measurement& measurement, const Style& style) {
    Section section{"Risks", {}};
    auto risks = sorted_risks(measurement, style.sort_risks);
    const auto all = risks.size();
    const bool lints = measurement.risk_basis && measurement.risk_basis->lints;
    if (measurement.risk_basis && (!risks.empty() || lints || measurement.risk_basis->coverage))
        section.blocks.push_back({"", facts_of(*measurement.risk_basis), false});
    if (!style.verbose)
        risks.resize(std::min(risks.size(), style.top));
    if (!risks.empty())
        section.blocks.push_back(
            {fmt::format("hot functions of your own, by {}{}", style.sort_risks,
                         all > risks.size() ? fmt::format(" ({} more: --verbose)", all - risks.size()) : ""),
             table_of(risks), false});
    auto items = findings_where(measurement, [](const Finding& finding) { return finding.kind == FindingKind::risk; });
    if (!items.empty())
        section.blocks.push_back({risks.empty() ? "" : "in words", std::move(items), false});
    return section;
}

} // namespace perfeng::report
