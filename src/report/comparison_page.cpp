#include "noise.hpp"
#include "pages.hpp"
#include "verdict.hpp"

#include "perfeng/analysis/functions.hpp"
#include "perfeng/model/quantity.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace perfeng::report {
namespace {

Section list_section(const std::string& title, List items) {
    Section section{title, {}};
    if (!items.empty())
        section.blocks.push_back({"", std::move(items), false});
    return section;
}

Text side_of(const Side& side) {
    Text text;
    if (!side.name.empty())
        text += "'" + side.name + "' ";
    if (!side.id.empty())
        text += code(short_id(side.id)) + " ";
    text += code(side.command);
    return side.sha256.empty() ? text : text + (", sha256 " + short_digest(side.sha256));
}

std::string method_of(const Comparison& comparison) {
    if (comparison.method == Method::saved)
        return "saved numbers, measured apart: weaker evidence than pairs";
    std::size_t pairs = 0;
    for (const auto& metric : comparison.metrics)
        pairs = std::max(pairs, metric.pairs);
    return counted(pairs, "pair") + ", random order";
}

/// What outweighs any figure.
Text alarms_of(const Comparison& comparison) {
    Text alarms;
    const auto raise = [&alarms](bool condition, const char* alarm) {
        if (condition)
            alarms += Text("; ") + Text(alarm, Mark::bad);
    };
    raise(comparison.output_identical && !*comparison.output_identical, "OUTPUT DIFFERS");
    raise(comparison.leaks && !analysis::added_leaks(*comparison.leaks).empty(), "NEW LEAKS");
    raise(std::ranges::find(comparison.checks, CheckStatus::failed, &Check::status) != comparison.checks.end(),
          "FAILED CHECKS");
    return alarms;
}

Section header_of(const Comparison& comparison) {
    Facts facts{{"baseline", side_of(comparison.base)},
                {"candidate", side_of(comparison.candidate)},
                {"method", method_of(comparison)}};
    if (comparison.identical_executables)
        facts.push_back({"programs", "identical: what differs is this machine's noise"});
    facts.push_back({"gate", gate_text(comparison.gate)});
    if (!comparison.created.empty())
        facts.push_back({"compared", comparison.created});
    return {"", {{"", std::move(facts), false}}};
}

/// The gate's question is "not worse than the threshold", which can be answered before the verdict is.
Text gate_cell(const MetricChange& metric) {
    if (!metric.gated)
        return "-";
    if (metric.verdict == Verdict::regressed)
        return {"fail", Mark::bad};
    const bool passed = metric.not_worse || metric.verdict != Verdict::inconclusive;
    return passed ? Text("pass", Mark::good) : Text("open");
}

std::string difference_of(const MetricChange& metric) {
    return metric.unit == Unit::bytes ? bytes_change(metric.candidate - metric.base) : "";
}

Section metrics_of(const Comparison& comparison) {
    Section section{"Metrics", {}};
    if (comparison.metrics.empty())
        return list_section("Metrics", {{"no metric could be compared", {}}});
    section.blocks.push_back({"", metric_changes(comparison.metrics), false});
    if (auto noise = noise_of(comparison); !noise.empty())
        section.blocks.push_back({"", std::move(noise), false});
    List notes;
    for (const auto& metric : comparison.metrics)
        if (!metric.note.empty())
            notes.push_back({prose(label_of(metric.name) + ": " + metric.note), {}});
    if (!notes.empty())
        section.blocks.push_back({"", std::move(notes), false});
    return section;
}

Section output_of(const Comparison& comparison) {
    if (!comparison.output_identical)
        return list_section("Output", {{"not compared", {}}});
    return list_section(
        "Output", {{*comparison.output_identical ? Text("identical", Mark::good) : Text("DIFFERS", Mark::bad), {}}});
}

Section environment_of(const Comparison& comparison) {
    List items;
    for (const auto& difference : comparison.environment_differs)
        items.push_back({difference, {}});
    return list_section("Environment differences", std::move(items));
}

Section gate_section(const Gate& gate) {
    List items{{gate_text(gate), {}}};
    for (const auto& reason : gate.reasons)
        items.front().below.push_back(prose(reason.text));
    return list_section("Gate", std::move(items));
}

Section next_after(const Comparison& comparison) {
    List steps;
    const bool imported = comparison.base.imported || comparison.candidate.imported;
    if (imported)
        steps.push_back({Text("more runs of each side decide more: ") + code("perfeng import FILE...") +
                             " with six reports or more of each",
                         {}});
    else if (comparison.method == Method::saved)
        steps.push_back(
            {Text("get paired evidence: ") + code("perfeng remeasure") + ", then " + code("perfeng compare"), {}});
    const auto reference = reference_of(comparison.candidate.name, comparison.candidate.id);
    if (comparison.gate.status == "failed" && !reference.empty())
        steps.push_back({Text("see where the candidate spends: ") + code("perfeng bottleneck " + reference), {}});
    if (comparison.gate.status == "failed")
        steps.push_back(
            {Text("change the program, then ") + code(imported ? "perfeng import FILE..." : "perfeng remeasure"), {}});
    const bool open = std::ranges::any_of(comparison.metrics, [](const MetricChange& metric) {
        return metric.gated && metric.verdict == Verdict::inconclusive && !metric.not_worse;
    });
    if (open && comparison.method == Method::paired)
        steps.push_back(
            {Text("decide what is open with more pairs, on a quieter machine: ") + code("perfeng compare --thorough"),
             {}});
    if (steps.empty())
        steps.push_back({Text("keep the change, and start the next one from it: ") + code("perfeng baseline"), {}});
    return list_section("Next", std::move(steps));
}

} // namespace

Table metric_changes(const std::vector<MetricChange>& metrics) {
    constexpr auto right = Align::right;
    Table table{{{"metric"},
                 {"baseline", right},
                 {"candidate", right},
                 {"change", right},
                 {"95% interval", right},
                 {"difference", right},
                 {"threshold", right},
                 {"pairs", right},
                 {"verdict"},
                 {"gate"}},
                {}};
    for (const auto& metric : metrics)
        table.rows.push_back(
            {label_of(metric.name), quantity(metric.base, metric.unit), quantity(metric.candidate, metric.unit),
             change_of(metric), metric.ci ? percent_change(*metric.ci) : std::string("-"), difference_of(metric),
             percent_limit(metric.threshold), std::to_string(metric.pairs),
             Text(std::string(to_string(metric.verdict)), mark_of(metric.verdict)), gate_cell(metric)});
    return table;
}

Page comparison_page(const Comparison& comparison, const Style& style) {
    Page page{verdict_line(comparison) + alarms_of(comparison), {header_of(comparison)}};
    add(page, metrics_of(comparison));
    for (auto& section : function_and_leak_changes(comparison, style))
        add(page, std::move(section));
    add(page, output_of(comparison));
    add(page, checks_section(comparison.checks));
    add(page, environment_of(comparison));
    add(page, gate_section(comparison.gate));
    add(page, not_measured_section(comparison.not_measured));
    add(page, next_after(comparison));
    return page;
}

} // namespace perfeng::report
