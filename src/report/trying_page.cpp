#include "pages.hpp"
#include "verdict.hpp"

#include "perfeng/model/quantity.hpp"
#include "perfeng/process/program.hpp"
#include "perfeng/report/trying.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <functional>

namespace perfeng::report {
namespace {

struct TriedColumn {
    std::string_view metric;
    std::string title;
};
const std::array tried_columns{TriedColumn{"cpu_time", "CPU time"}, TriedColumn{"wall_time", "wall time"},
                               TriedColumn{"peak_rss", "peak RSS"}, TriedColumn{"file_size", "file size"},
                               TriedColumn{"build_time", "build time"}};

const MetricChange* change_in(const Variant& variant, std::string_view metric) {
    const auto found = std::ranges::find(variant.metrics, metric, &MetricChange::name);
    return found == variant.metrics.end() ? nullptr : &*found;
}

const MetricChange* time_gate_of(const Variant& variant) {
    for (const auto* const name : {"cpu_time", "wall_time"})
        if (const auto* const change = change_in(variant, name); change != nullptr && change->gated)
            return change;
    return nullptr;
}

std::vector<const Variant*> those(const Trying& trying, const std::function<bool(const Variant&)>& belongs) {
    std::vector<const Variant*> found;
    for (const auto& variant : trying.variants)
        if (belongs(variant))
            found.push_back(&variant);
    return found;
}

std::vector<const Variant*> with_status(const Trying& trying, TryStatus status) {
    return those(trying, [&](const Variant& variant) { return variant.status == status; });
}

std::vector<const Variant*> worth(const Trying& trying, Worth wanted) {
    return those(trying,
                 [&](const Variant& variant) { return variant.status == TryStatus::tried && variant.worth == wanted; });
}

/// "-12.3% [-13.0%, -11.6%]", and for what is not the gate of time its verdict where that says something.
Text cell_of(const MetricChange* change, bool is_gate) {
    if (change == nullptr)
        return "-";
    auto text = change_of(*change);
    if (is_gate && change->ci)
        text += " " + percent_change(*change->ci);
    const bool tells = change->verdict == Verdict::improved || change->verdict == Verdict::regressed;
    if (!is_gate && tells && change->name == "peak_rss")
        text += change->verdict == Verdict::improved ? " (less)" : " (more)";
    return tells ? Text(text, mark_of(change->verdict)) : Text(text);
}

Text output_cell(const Variant& variant) {
    if (!variant.output_identical)
        return "unknown";
    return *variant.output_identical ? Text("same") : Text("DIFFERS", Mark::bad);
}

Text worth_cell(const Variant& variant) {
    if (variant.worth == Worth::helps)
        return {"helps", Mark::good};
    return variant.worth == Worth::trades ? Text("trades") : Text("-");
}

/// Today's figures, as the first variant that has them was compared with.
std::vector<Text> row_of_today(const std::vector<const Variant*>& tried) {
    std::vector<Text> row{"today"};
    for (const auto& column : tried_columns) {
        Text cell("-");
        for (const auto* const variant : tried)
            if (const auto* const change = change_in(*variant, column.metric)) {
                cell = quantity(change->base, change->unit);
                break;
            }
        row.push_back(std::move(cell));
    }
    row.insert(row.end(), {"-", "-", "-", "-"});
    return row;
}

std::vector<Text> row_of_variant(const Variant& variant) {
    std::vector<Text> row{code(variant.name)};
    const auto* const gate = time_gate_of(variant);
    for (const auto& column : tried_columns) {
        const auto* const change = change_in(variant, column.metric);
        row.push_back(cell_of(change, change != nullptr && change == gate));
    }
    row.emplace_back(gate != nullptr ? std::to_string(gate->pairs) : std::string("-"));
    row.push_back(output_cell(variant));
    row.emplace_back(std::string(to_string(variant.verdict)), mark_of(variant.verdict));
    row.push_back(worth_cell(variant));
    return row;
}

Section tried_section(const Trying& trying) {
    const auto tried = with_status(trying, TryStatus::tried);
    Section section{"Tried", {}};
    if (tried.empty())
        return section;
    Table table{{{"variant"}}, {}};
    for (const auto& column : tried_columns)
        table.columns.push_back({column.title, Align::right});
    for (const auto* const title : {"pairs", "output", "verdict", "worth"})
        table.columns.push_back({title, std::string_view(title) == "pairs" ? Align::right : Align::left});
    table.rows.push_back(row_of_today(tried));
    for (const auto* const variant : tried)
        table.rows.push_back(row_of_variant(*variant));
    section.blocks.push_back({"", std::move(table), false});
    return section;
}

std::string change_words(const MetricChange& change) {
    auto text = label_of(change.name) + " " + change_of(change);
    return change.ci ? text + " " + percent_change(*change.ci) : text;
}

bool improves_time(const MetricChange& change) {
    return change.gated && change.unit == Unit::seconds && change.verdict == Verdict::improved;
}

/// What was shown to change: "CPU time -12% [...]; file size -20%".
std::string shown_changes(const Variant& variant) {
    std::vector<std::string> shown;
    for (const auto& change : variant.metrics)
        if ((change.gated || change.name == "file_size") &&
            (change.verdict == Verdict::improved || change.verdict == Verdict::regressed))
            shown.push_back(change_words(change));
    if (variant.worth == Worth::helps && std::ranges::none_of(variant.metrics, improves_time))
        shown.emplace_back("time not worse");
    return fmt::format("{}", fmt::join(shown, "; "));
}

std::vector<Text> lines_below(const Variant& variant) {
    std::vector<Text> below;
    for (const auto& [where, lines] : variant.lines) {
        below.emplace_back(where + ":");
        for (const auto& line : lines)
            below.push_back(Text("    ") + code(line));
    }
    for (const auto& warning : variant.warnings)
        below.push_back(Text("mind: ") + prose(warning));
    return below;
}

Section lines_section(const std::string& title, const std::vector<const Variant*>& variants) {
    List items;
    for (const auto* const variant : variants)
        items.push_back(
            {code(variant->name) + (": " + variant->what + ": " + shown_changes(*variant)), lines_below(*variant)});
    Section section{title, {}};
    if (!items.empty())
        section.blocks.push_back({"", std::move(items), false});
    return section;
}

/// Variants with one reason are told together.
List with_reasons(const std::vector<const Variant*>& variants) {
    List items;
    std::vector<std::pair<std::string, std::vector<std::string>>> groups;
    for (const auto* const variant : variants) {
        const auto reason = variant->why + "\n" + variant->how;
        const auto known = std::ranges::find(groups, reason, [](const auto& group) { return group.first; });
        if (known == groups.end())
            groups.push_back({reason, {variant->name}});
        else
            known->second.push_back(variant->name);
    }
    for (const auto& [reason, names] : groups) {
        Text title;
        for (const auto& each : names)
            title += (title.empty() ? Text() : Text(", ")) + code(each);
        Item item{title + ": ", {}};
        const auto* const first = *std::ranges::find(
            variants, names.front(), [](const Variant* variant) -> const std::string& { return variant->name; });
        const auto end = std::min(first->why.find('\n'), first->why.size());
        item.text += prose(first->why.substr(0, end));
        for (auto rest = first->why.substr(end); !rest.empty();) {
            rest.erase(0, 1);
            const auto line_end = std::min(rest.find('\n'), rest.size());
            item.below.push_back(code(rest.substr(0, line_end)));
            rest.erase(0, line_end);
        }
        if (!first->how.empty())
            item.below.push_back(Text("to have it tried: ") + prose(first->how));
        items.push_back(std::move(item));
    }
    return items;
}

Section reasons_section(const std::string& title, const std::vector<const Variant*>& variants) {
    Section section{title, {}};
    if (!variants.empty())
        section.blocks.push_back({"", with_reasons(variants), false});
    return section;
}

std::string command_of(const Trying& trying) {
    const auto& workload = trying.workload;
    return process::join_words(workload.typed.empty() ? workload.argv : workload.typed);
}

void name_the_best(Text& text, const std::vector<const Variant*>& variants) {
    constexpr std::size_t named = 3;
    for (std::size_t i = 0; i < std::min(named, variants.size()); i++)
        text += (i == 0 ? Text() : Text("; ")) + code(variants[i]->name) + (" (" + shown_changes(*variants[i]) + ")");
    if (variants.size() > named)
        text += fmt::format("; and {} more", variants.size() - named);
}

Text outcome_of(const Trying& trying) {
    if (with_status(trying, TryStatus::tried).empty())
        return {"NOTHING WAS TRIED", Mark::bad};
    const auto helping = worth(trying, Worth::helps);
    const auto trading = worth(trying, Worth::trades);
    auto text = !helping.empty()   ? Text("HELPED: ", Mark::good)
                : !trading.empty() ? Text("NOTHING HELPED WITHOUT A PRICE: ")
                                   : Text("NOTHING HELPED");
    name_the_best(text, helping.empty() ? trading : helping);
    return text;
}

Section facts_of(const Trying& trying) {
    Facts facts{{"command", code(command_of(trying))}};
    if (!trying.project.empty())
        facts.push_back({"built by", trying.project});
    if (!trying.complete)
        facts.push_back({"state", {"interrupted: what was finished is here", Mark::bad}});
    facts.push_back({"made", trying.created});
    Section section{"", {{"", std::move(facts), false}}};
    List notes;
    for (const auto& note : trying.notes)
        notes.push_back({prose(note), {}});
    if (!notes.empty())
        section.blocks.push_back({"", std::move(notes), false});
    return section;
}

Section steps_of(const Trying& trying) {
    List steps;
    if (!worth(trying, Worth::helps).empty())
        steps.push_back({Text("copy the lines of what helped, then prove it whole: ") +
                             code("perfeng baseline -- CMD") + " before, " + code("perfeng remeasure") + " and " +
                             code("perfeng compare") + " after",
                         {}});
    const bool open = std::ranges::any_of(trying.variants, [](const Variant& variant) {
        return variant.status == TryStatus::tried && variant.verdict == Verdict::inconclusive;
    });
    if (open)
        steps.push_back({Text("decide what is inconclusive with more pairs, fewer variants, on a quieter machine: ") +
                             code("perfeng try NAME --thorough -- CMD"),
                         {}});
    if (steps.empty())
        steps.push_back({Text("see where the time goes: ") + code("perfeng baseline -- CMD") + ", then " +
                             code("perfeng bottleneck"),
                         {}});
    return {"Next", {{"", std::move(steps), false}}};
}

} // namespace

Page trying_page(const Trying& trying) {
    Page page{outcome_of(trying), {facts_of(trying)}};
    add(page, tried_section(trying));
    add(page, lines_section("What helped", worth(trying, Worth::helps)));
    add(page, lines_section("What trades one thing for another", worth(trying, Worth::trades)));
    add(page, reasons_section("Failed", with_status(trying, TryStatus::failed)));
    add(page, reasons_section("Not tried", with_status(trying, TryStatus::not_tried)));
    add(page, steps_of(trying));
    return page;
}

Page variants_page(const Trying& trying) {
    Page page{Text("Variants for ") + code(command_of(trying)), {facts_of(trying)}};
    Table table{{{"variant"}, {"kind"}, {"what"}}, {}};
    for (const auto* const variant : with_status(trying, TryStatus::applies))
        table.rows.push_back({code(variant->name), variant->kind, variant->what});
    Section applying{"Applies here", {}};
    if (!table.rows.empty())
        applying.blocks.push_back({"", std::move(table), false});
    add(page, std::move(applying));
    add(page, reasons_section("Does not apply", with_status(trying, TryStatus::not_tried)));
    return page;
}

} // namespace perfeng::report
