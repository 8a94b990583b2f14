#include "pages.hpp"

#include "perfeng/analysis/functions.hpp"
#include "perfeng/model/quantity.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace perfeng::report {
namespace {

std::string share_of(std::uint64_t part, std::uint64_t whole) {
    return whole == 0 ? "-" : percent(static_cast<double>(part) / static_cast<double>(whole));
}

std::string number(std::uint64_t value) { return count(static_cast<double>(value)); }
std::string size(std::uint64_t value) { return bytes(static_cast<double>(value)); }

/// massif looks at what is held, not at calls.
bool tells_calls(const Allocations& allocations) { return allocations.calls > 0 || allocations.peak_bytes == 0; }

Facts facts_of(const Allocations& allocations) {
    Facts facts{{"tool", allocations.tool}};
    if (tells_calls(allocations)) {
        facts.push_back({"allocations", number(allocations.calls)});
        if (allocations.bytes > 0)
            facts.push_back({"allocated", size(allocations.bytes) + " in all"});
    }
    facts.push_back({"peak heap", size(allocations.peak_bytes)});
    if (allocations.temporary > 0)
        facts.push_back(
            {"temporary", fmt::format("{} ({}), freed before the next allocation", number(allocations.temporary),
                                      share_of(allocations.temporary, allocations.calls))});
    return facts;
}

bool any(const std::vector<AllocationSite>& sites, std::uint64_t AllocationSite::* figure) {
    return std::ranges::any_of(sites, [&](const auto& site) { return site.*figure > 0; });
}

/// A column is left out where the tool tells nothing for it.
Table table_of(const Allocations& allocations, std::size_t top, const std::string& cwd) {
    constexpr auto right = Align::right;
    const auto& sites = allocations.functions;
    const bool bytes_told = any(sites, &AllocationSite::bytes);
    const bool temporary_told = any(sites, &AllocationSite::temporary);
    const bool peak_told = any(sites, &AllocationSite::peak_bytes);
    const bool calls_told = tells_calls(allocations);
    Table table;
    if (calls_told)
        table.columns = {{"calls", right}, {"share", right}};
    if (bytes_told)
        table.columns.insert(table.columns.end(), {{"bytes", right}, {"share", right}});
    if (temporary_told)
        table.columns.push_back({"temporary", right});
    if (peak_told)
        table.columns.push_back({"at peak", right});
    table.columns.insert(table.columns.end(), {{"function"}, {"where"}});
    for (std::size_t at = 0; at < std::min(top, sites.size()); ++at) {
        const auto& site = sites[at];
        const auto place = site.stack.empty() ? MemoryFrame{"[unknown]", "", "", 0} : site.stack.front();
        std::vector<Text> row;
        if (calls_told)
            row = {number(site.calls), share_of(site.calls, allocations.calls)};
        if (bytes_told)
            row.insert(row.end(), {size(site.bytes), share_of(site.bytes, allocations.bytes)});
        if (temporary_told)
            row.emplace_back(number(site.temporary));
        if (peak_told)
            row.emplace_back(size(site.peak_bytes));
        row.push_back(name(place.function));
        row.push_back(code(place_of(place.file, place.line, place.module, cwd)));
        table.rows.push_back(std::move(row));
    }
    return table;
}

bool is_leak(const LeakSite& site) { return site.kind == LeakKind::definite || site.kind == LeakKind::indirect; }

Text stack_text(const std::vector<MemoryFrame>& stack) {
    constexpr std::size_t most = 6;
    Text text("stack: ");
    for (std::size_t at = 0; at < std::min(most, stack.size()); ++at) {
        if (at > 0)
            text += " <- ";
        text += name(stack[at].function);
    }
    if (stack.size() > most)
        text += fmt::format(" <- ({} above)", counted(stack.size() - most, "frame"));
    return text;
}

List items_of(const std::vector<const LeakSite*>& sites, std::size_t top, const std::string& cwd) {
    List items;
    for (std::size_t at = 0; at < std::min(top, sites.size()); ++at)
        items.push_back(leak_item(*sites[at], cwd));
    if (sites.size() > top)
        items.push_back({fmt::format("{} more, listed with --verbose", counted(sites.size() - top, "site")), {}});
    return items;
}

std::string sum_of(std::uint64_t blocks, std::uint64_t size_in_bytes) {
    return blocks == 0 ? "none" : fmt::format("{} in {}", counted(size_in_bytes, "byte"), counted(blocks, "block"));
}

Table table_of(const std::vector<analysis::SharedLeakFunction>& functions, std::size_t top, const std::string& cwd) {
    constexpr auto right = Align::right;
    Table table{{{"traces", right}, {"blocks", right}, {"bytes", right}, {"function"}, {"where"}}, {}};
    for (std::size_t at = 0; at < std::min(top, functions.size()); ++at) {
        const auto& function = functions[at];
        table.rows.push_back({number(function.traces), number(function.count), size(function.bytes),
                              name(function.function), code(place_of(function.file, function.line, "", cwd))});
    }
    return table;
}

Facts facts_of(const Leaks& leaks) {
    Facts facts{{"tool", leaks.tool},
                {"leaked", leaks.count == 0 ? Text("none found", Mark::good)
                                            : Text(sum_of(leaks.count, leaks.bytes), Mark::bad) +
                                                  " (definitely and indirectly lost)"}};
    if (leaks.new_count)
        facts.push_back({"new", sum_of(*leaks.new_count, leaks.new_bytes.value_or(0)) +
                                    " that the tool does not find in the baseline's memory graph"});
    if (leaks.possible_count > 0)
        facts.push_back(
            {"possible", sum_of(leaks.possible_count, leaks.possible_bytes) + " (reachable by inner pointers only)"});
    if (leaks.reachable_count > 0)
        facts.push_back(
            {"reachable", sum_of(leaks.reachable_count, leaks.reachable_bytes) + " (still held at exit, no leak)"});
    if (leaks.other_errors > 0)
        facts.push_back({"other", Text(counted(leaks.other_errors, "memory error"), Mark::bad) +
                                      " (such as invalid reads) that the tool saw by the way"});
    return facts;
}

} // namespace

Section memory_section(const Measurement& measurement, const Style& style) {
    Section section{"Memory", {}};
    if (!measurement.allocations)
        return section;
    const auto& allocations = *measurement.allocations;
    section.blocks.push_back({"", facts_of(allocations), false});
    const auto top = style.verbose ? allocations.functions.size() : style.top;
    if (!allocations.functions.empty())
        section.blocks.push_back({tells_calls(allocations) ? "most allocations" : "most memory",
                                  table_of(allocations, top, measurement.workload.cwd), false});
    return section;
}

Item leak_item(const LeakSite& site, const std::string& cwd) {
    Text text(fmt::format("{}, {}: ", sum_of(site.count, site.bytes), to_string(site.kind)));
    text += name(site.function.empty() ? "[unknown]" : site.function);
    if (const auto place = place_of(site.file, site.line, "", cwd); !place.empty())
        text += Text(" (") + code(place) + ")";
    Item item{std::move(text), {}};
    if (!site.stack.empty())
        item.below.push_back(stack_text(site.stack));
    return item;
}

Section leaks_section(const Measurement& measurement, const Style& style) {
    Section section{"Leaks", {}};
    if (!measurement.leaks)
        return section;
    const auto& leaks = *measurement.leaks;
    section.blocks.push_back({"", facts_of(leaks), false});
    std::vector<const LeakSite*> lost;
    std::vector<const LeakSite*> held;
    for (const auto& site : leaks.sites)
        (is_leak(site) ? lost : held).push_back(&site);
    const auto top = style.verbose ? leaks.sites.size() : style.top;
    if (const auto shared = analysis::shared_leak_functions(leaks); !shared.empty())
        section.blocks.push_back(
            {"functions in several leak traces", table_of(shared, top, measurement.workload.cwd), false});
    if (!lost.empty())
        section.blocks.push_back({"leaked at", items_of(lost, top, measurement.workload.cwd), false});
    if (!held.empty())
        section.blocks.push_back(
            {"possibly lost, and still reachable", items_of(held, top, measurement.workload.cwd), true});
    return section;
}

} // namespace perfeng::report
