#include "pages.hpp"

#include "perfeng/model/quantity.hpp"

#include <fmt/format.h>

namespace perfeng::report {

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

namespace {

bool is_advice(const Finding& finding) {
    return finding.kind == FindingKind::recommendation || finding.kind == FindingKind::risk;
}

/// "src/parse.c:12 in parse: 31.0% (120 samples)"
Text site_text(const CallSite& site, const std::string& cwd) {
    const auto place = place_of(site.file, site.line, "", cwd);
    auto text = place.empty() ? Text() : code(place) + " in ";
    text += name(site.function);
    return text + fmt::format(": {}{}", percent(site.share),
                              site.samples > 0 ? fmt::format(" ({})", counted(site.samples, "sample")) : "");
}

void add_sites(Item& item, const Advice& advice, const std::string& cwd) {
    if (advice.sites.size() < 2)
        return;
    for (const auto& site : advice.sites)
        item.below.push_back(Text("at ") + site_text(site, cwd));
}

void add_example(Item& item, const Advice& advice) {
    if (!advice.before.empty())
        item.below.push_back(Text("before: ") + Text(advice.before, Mark::quoted));
    if (!advice.after.empty())
        item.below.push_back(Text("after:  ") + Text(advice.after, Mark::quoted));
}

/// The bound, and what is expected of it; never a promise.
std::string stake_of(const Finding& finding) {
    const bool sampled = finding.advice && finding.advice->samples > 0;
    auto text = fmt::format("at stake: {}{} of {}", sampled ? "" : "at most ", percent(finding.impact->ceiling),
                            label_of(finding.impact->metric));
    if (sampled)
        text += fmt::format(" ({} to {})", percent(finding.advice->share_ci.lo), percent(finding.advice->share_ci.hi));
    if (!finding.advice || !finding.advice->expected)
        return text;
    const auto& [lo, hi] = *finding.advice->expected;
    text += fmt::format("; expected {} to {}, where the replacement is up to {} times as fast", percent(lo),
                        percent(hi), count(finding.advice->gain));
    return finding.advice->gain_source.empty() ? text + " (an estimate)"
                                               : text + " (" + finding.advice->gain_source + ")";
}

void add_cautions(Item& item, const Advice& advice) {
    if (!advice.false_alarm.empty())
        item.below.push_back(Text("false alarm if ") + prose(advice.false_alarm));
    if (!advice.tested.empty())
        item.below.push_back(Text("looked at: ") + prose(advice.tested));
    if (!advice.pins.empty())
        item.below.emplace_back(fmt::format("pin by a test first: {}", fmt::join(advice.pins, ", ")));
    if (!advice.lint.empty())
        item.below.push_back(Text("a linter says so too: ") + code(advice.lint));
    if (!advice.record.empty())
        item.below.push_back(Text("earlier: ") + prose(advice.record));
}

Item item_of(const Finding& finding, const std::string& cwd) {
    Item item{heading_of(finding, cwd), {}};
    if (!finding.evidence.empty())
        item.below.push_back(prose(finding.evidence));
    if (finding.advice)
        add_sites(item, *finding.advice, cwd);
    if (!finding.change.empty())
        item.below.push_back(Text("do: ") + prose(finding.change));
    if (finding.advice)
        add_example(item, *finding.advice);
    if (finding.impact)
        item.below.emplace_back(stake_of(finding));
    if (finding.advice)
        add_cautions(item, *finding.advice);
    if (is_advice(finding)) {
        const auto verify = finding.advice ? "a hypothesis until shown by `" + finding.advice->verify + "`; " : "";
        item.below.push_back(prose(fmt::format("{}confidence {}, id ", verify, to_string(finding.confidence))) +
                             code(finding.id));
    }
    return item;
}

bool is_about_advice(const Finding& finding) {
    return finding.kind == FindingKind::recommendation ||
           (finding.kind == FindingKind::note && finding.rule.starts_with("advice/"));
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
    return (finding.kind == FindingKind::note && finding.function.empty() && !is_about_advice(finding)) ||
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

/// Predicted against achieved.
Section outcomes_section(const Measurement& measurement) {
    Table table{{{"recommendation"},
                 {"where"},
                 {"bound", Align::right},
                 {"expected", Align::right},
                 {"went away there", Align::right},
                 {"whole program", Align::right}},
                {}};
    const auto range = [](const std::optional<Interval>& each) {
        return each ? fmt::format("{} to {}", percent(each->lo), percent(each->hi)) : std::string();
    };
    for (const auto& each : measurement.outcomes)
        table.rows.push_back({code(each.rule), code(place_of(each.file, each.line, "", measurement.workload.cwd)),
                              percent(each.bound), range(each.expected), percent(each.removed),
                              fmt::format("{} ({})", percent(each.achieved),
                                          each.achieved_ci ? range(each.achieved_ci) : "no interval under 6 pairs")});
    Section section{"What came of the baseline's recommendations", {}};
    if (table.rows.empty())
        return section;
    const auto together = measurement.outcomes.front().together;
    section.blocks.push_back(
        {"CPU time saved, of the baseline's" +
             (together > 1 ? fmt::format("; the whole program's by {} changes at once", together) : std::string()),
         std::move(table), false});
    return section;
}

std::vector<Section> advice_sections(const Measurement& measurement, const Style& style) {
    return {section_of(measurement, "Recommendations", is_about_advice), risks_section(measurement, style),
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
