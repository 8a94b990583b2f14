#include "pages.hpp"

#include "perfeng/model/quantity.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace perfeng::report {
namespace {

using Changes = std::vector<const FunctionChange*>;

constexpr auto right_aligned = Align::right;

/// Shares of each side's own whole, where no more is known.
Table shares_table(const Changes& changes) {
    Table table{{{"baseline", right_aligned},
                 {"candidate", right_aligned},
                 {"points", right_aligned},
                 {"95% interval", right_aligned},
                 {"samples", right_aligned},
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

Text where_it_is(const FunctionChange& change, const std::string& cwd) {
    auto text = name(change.name);
    if (!change.file.empty())
        text += " " + place_of(change.file, change.line, "", cwd);
    return change.moved.empty() ? text : text + " (" + change.moved + ")";
}

/// Costs, and their change as points of the baseline's whole.
Table costs_table(const Changes& changes, const Comparison& comparison) {
    const auto& ledger = *comparison.ledger;
    Table table{{{"baseline", right_aligned},
                 {"candidate", right_aligned},
                 {"change", right_aligned},
                 {"points", right_aligned},
                 {"95% interval", right_aligned},
                 {"function"}},
                {}};
    for (const auto* const change : changes)
        table.rows.push_back({quantity(change->base_cost, ledger.unit), quantity(change->candidate_cost, ledger.unit),
                              quantity_change(change->candidate_cost - change->base_cost, ledger.unit),
                              points(change->change), change->ci ? points(*change->ci) : std::string("-"),
                              where_it_is(*change, comparison.candidate.cwd)});
    return table;
}

Table table_of(const Changes& changes, const Comparison& comparison) {
    return comparison.ledger ? costs_table(changes, comparison) : shares_table(changes);
}

/// The sum that the change of the whole is.
Block sum_of(const Ledger& ledger) {
    Table table{{{"change", right_aligned}, {"of what"}}, {}};
    const auto whole = ledger.candidate - ledger.base;
    const auto largest = std::max({std::abs(ledger.functions), std::abs(ledger.moved), std::abs(ledger.within_noise),
                                   std::abs(ledger.unattributed), std::abs(whole)});
    const auto add = [&](double change, const char* what) {
        table.rows.push_back({quantity_change(change, ledger.unit, largest), what});
    };
    add(ledger.functions, "functions shown to differ");
    if (ledger.moved != 0)
        add(ledger.moved, "functions that were renamed, inlined or split");
    add(ledger.within_noise, "all other functions, none of which is shown to differ");
    if (ledger.unattributed != 0)
        add(ledger.unattributed, "code without a function's name");
    add(whole, ledger.unit == Unit::seconds ? "the whole change of CPU time" : "the whole change of instructions");
    return {fmt::format("sum of all functions, by {} of each side", counted(ledger.repeats, "execution")),
            std::move(table), false};
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
        section.blocks.push_back({"", List{{"no function is shown to differ", {}}}, false});
    else
        section.blocks.push_back({comparison.ledger ? "shown to differ (cost of the function itself)"
                                                    : "shown to differ (self share of each side)",
                                  table_of(shown, comparison), false});
    const auto listed = style.verbose ? others.size() : std::min(others.size(), style.top);
    const auto left_out = others.size() - listed;
    others.resize(listed);
    if (!others.empty())
        section.blocks.push_back({"not shown to differ", table_of(others, comparison), true});
    if (comparison.ledger)
        section.blocks.push_back(sum_of(*comparison.ledger));
    List notes;
    if (left_out > 0)
        notes.push_back(
            {fmt::format("{} more, not shown to differ, listed with --verbose", counted(left_out, "function")), {}});
    if (!comparison.ledger && cpu_time_changed(comparison))
        notes.push_back({"CPU time itself changed: a share of the candidate is a share of another whole", {}});
    if (!notes.empty())
        section.blocks.push_back({"", std::move(notes), false});
    return section;
}

void add_sites(Section& section, const char* title, const std::vector<LeakSite>& sites, const std::string& cwd) {
    List items;
    for (const auto& site : sites)
        items.push_back(leak_item(site, cwd));
    if (!items.empty())
        section.blocks.push_back({title, std::move(items), section.blocks.size() > 1});
}

void add_changed_sites(Section& section, const std::vector<LeakSiteChange>& changes, const std::string& cwd) {
    List items;
    for (const auto& [site, base_count, base_bytes] : changes) {
        items.push_back(leak_item(site, cwd));
        items.back().below.insert(
            items.back().below.begin(),
            fmt::format("baseline: {} in {}", counted(base_bytes, "byte"), counted(base_count, "block")));
    }
    if (!items.empty())
        section.blocks.push_back({"leaks more or less", std::move(items), true});
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
    Facts facts{{"baseline", told(leaks.base_count, leaks.base_bytes)},
                {"candidate", told(leaks.candidate_count, leaks.candidate_bytes)}};
    if (leaks.new_sites.empty() && leaks.candidate_count > 0)
        facts.push_back({"new", "none: no place leaks that did not before"});
    section.blocks.push_back({"", std::move(facts), false});
    add_sites(section, "new leaks", leaks.new_sites, comparison.candidate.cwd);
    add_changed_sites(section, leaks.changed_sites, comparison.candidate.cwd);
    add_sites(section, "leaks no more", leaks.gone_sites, comparison.candidate.cwd);
    return section;
}

/// The first `top` rows, and how many are left out.
void add_top(Section& section, Table table, const Style& style, std::string_view noun) {
    const auto all = table.rows.size();
    const auto shown = style.verbose ? all : std::min(all, style.top);
    table.rows.resize(shown);
    if (shown < all) {
        std::vector<Text> rest(table.columns.size());
        rest.back() = fmt::format("{} more, listed with --verbose", counted(all - shown, noun));
        table.rows.push_back(std::move(rest));
    }
    section.blocks.push_back({"", std::move(table), false});
}

Section allocations_of(const Comparison& comparison, const Style& style) {
    Section section{"Allocations", {}};
    if (comparison.allocations.empty())
        return section;
    Table table{{{"baseline", right_aligned},
                 {"candidate", right_aligned},
                 {"blocks", right_aligned},
                 {"bytes", right_aligned},
                 {"function"}},
                {}};
    for (const auto& change : comparison.allocations) {
        const auto difference = [](std::uint64_t base, std::uint64_t candidate) {
            return static_cast<double>(candidate) - static_cast<double>(base);
        };
        auto function = name(change.function);
        if (!change.file.empty())
            function += " " + place_of(change.file, change.line, "", comparison.candidate.cwd);
        table.rows.push_back({count(static_cast<double>(change.base_calls)),
                              count(static_cast<double>(change.candidate_calls)),
                              quantity_change(difference(change.base_calls, change.candidate_calls), Unit::count),
                              bytes_change(difference(change.base_bytes, change.candidate_bytes)), function});
    }
    add_top(section, std::move(table), style, "function");
    return section;
}

Section symbols_of(const Comparison& comparison, const Style& style) {
    Section section{"Code size by function", {}};
    if (comparison.symbols.empty())
        return section;
    Table table{{{"baseline", right_aligned}, {"candidate", right_aligned}, {"change", right_aligned}, {"function"}},
                {}};
    for (const auto& change : comparison.symbols) {
        const auto base = static_cast<double>(change.base_size);
        const auto candidate = static_cast<double>(change.candidate_size);
        table.rows.push_back({bytes(base), bytes(candidate), bytes_change(candidate - base), name(change.name)});
    }
    add_top(section, std::move(table), style, "function");
    return section;
}

} // namespace

std::vector<Section> function_and_leak_changes(const Comparison& comparison, const Style& style) {
    return {functions_of(comparison, style), allocations_of(comparison, style), symbols_of(comparison, style),
            leaks_of(comparison)};
}

} // namespace perfeng::report
