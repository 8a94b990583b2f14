#include "pages.hpp"

#include "perfeng/report/quantity.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace perfeng::report {
namespace {

using Changes = std::vector<const FunctionChange*>;

Table table_of(const Changes& changes) {
    constexpr auto right = Align::right;
    Table table{{{"baseline", right},
                 {"candidate", right},
                 {"points", right},
                 {"95% interval", right},
                 {"samples", right},
                 {"function"}},
                {}};
    for (const auto* const change : changes)
        table.rows.push_back({percent(change->base_self), percent(change->candidate_self), points(change->change),
                              change->ci ? points(*change->ci) : std::string("-"),
                              fmt::format("{} / {}", count(static_cast<double>(change->base_samples)),
                                          count(static_cast<double>(change->candidate_samples))),
                              name(change->name)});
    return table;
}

/// Significant or not, largest first: by change, or by the larger share.
Changes chosen(const Comparison& comparison, bool significant) {
    Changes changes;
    for (const auto& change : comparison.functions)
        if (change.significant == significant)
            changes.push_back(&change);
    std::ranges::stable_sort(changes, std::ranges::greater{}, [&](const FunctionChange* change) {
        return significant ? std::abs(change->change) : std::max(change->base_self, change->candidate_self);
    });
    return changes;
}

bool cpu_time_changed(const Comparison& comparison) {
    return std::ranges::any_of(comparison.metrics, [](const MetricChange& metric) {
        return metric.name == "cpu_time" &&
               (metric.verdict == Verdict::improved || metric.verdict == Verdict::regressed);
    });
}

Section functions_of(const Comparison& comparison, const Style& style) {
    Section section{"Functions", {}};
    if (comparison.functions.empty())
        return section;
    const auto shown = chosen(comparison, true);
    auto others = chosen(comparison, false);
    if (shown.empty())
        section.blocks.push_back({"", List{{"no function's share was shown to differ", {}}}, false});
    else
        section.blocks.push_back({"shown to differ (self share of each side)", table_of(shown), false});
    const auto listed = style.verbose ? others.size() : std::min(others.size(), style.top);
    const auto left_out = others.size() - listed;
    others.resize(listed);
    if (!others.empty())
        section.blocks.push_back({"not shown to differ (self share of each side)", table_of(others), true});
    List notes;
    if (left_out > 0)
        notes.push_back(
            {fmt::format("{} more, not shown to differ, listed with --verbose", counted(left_out, "function")), {}});
    if (cpu_time_changed(comparison))
        notes.push_back({"CPU time itself changed: a share of the candidate is a share of another whole", {}});
    if (!notes.empty())
        section.blocks.push_back({"", std::move(notes), false});
    return section;
}

Section leaks_of(const Comparison& comparison) {
    Section section{"Leaks", {}};
    if (!comparison.leaks)
        return section;
    const auto& leaks = *comparison.leaks;
    const auto told = [](std::uint64_t blocks, std::uint64_t size) {
        return blocks == 0 ? std::string("none found")
                           : fmt::format("{} in {}", counted(size, "byte"), counted(blocks, "block"));
    };
    section.blocks.push_back({"",
                              Facts{{"baseline", told(leaks.base_count, leaks.base_bytes)},
                                    {"candidate", told(leaks.candidate_count, leaks.candidate_bytes)}},
                              false});
    List sites;
    for (const auto& site : leaks.new_sites)
        sites.push_back(leak_item(site, ""));
    if (sites.empty())
        section.blocks.push_back({"", List{{"no new place leaks", {}}}, false});
    else
        section.blocks.push_back({"new leaks", std::move(sites), false});
    return section;
}

} // namespace

std::vector<Section> function_and_leak_changes(const Comparison& comparison, const Style& style) {
    return {functions_of(comparison, style), leaks_of(comparison)};
}

} // namespace perfeng::report
