#include "noise.hpp"
#include "pages.hpp"
#include "verdict.hpp"

#include "perfeng/model/quantity.hpp"

#include <algorithm>
#include <cctype>

namespace perfeng::report {
namespace {

Text told_revision(const JudgedRevision& revision) {
    auto text = code(short_digest(revision.commit));
    if (!revision.title.empty())
        text += " '" + revision.title + "'";
    return revision.uncommitted ? text + ", with uncommitted changes" : text;
}

Section judgement_header(const Judgement& judgement) {
    Facts facts;
    if (!judgement.base.commit.empty())
        facts.push_back({"baseline", told_revision(judgement.base)});
    if (!judgement.candidate.commit.empty())
        facts.push_back({"candidate", told_revision(judgement.candidate)});
    if (!judgement.shard.empty())
        facts.push_back({"shard", judgement.shard + ": the other shards tell the other workloads"});
    facts.push_back({"gate", gate_text(judgement.gate)});
    if (!judgement.complete)
        facts.push_back({"stopped", "yes: what was finished is here"});
    if (!judgement.created.empty())
        facts.push_back({"judged", judgement.created});
    return {"", {{"", std::move(facts), false}}};
}

std::vector<Text> workload_row(const JudgedWorkload& workload) {
    const auto* const worst = worst_gated(workload);
    std::vector<Text> row{code(workload.name), standing_text(workload)};
    if (worst == nullptr)
        row.insert(row.end(), 4, "-");
    else
        row.insert(row.end(), {label_of(worst->name) + " " + change_of(*worst),
                               worst->ci ? percent_change(*worst->ci) : std::string("-"),
                               percent_limit(worst->threshold), std::to_string(worst->pairs)});
    row.push_back(workload.comparison ? gate_word(workload.comparison->gate) : Text("-"));
    return row;
}

Section workloads_section(const Judgement& judgement) {
    constexpr auto right = Align::right;
    Table table{{{"workload"},
                 {"verdict"},
                 {"worst gated change"},
                 {"95% interval", right},
                 {"threshold", right},
                 {"pairs", right},
                 {"gate"}},
                {}};
    List errors;
    for (const auto& workload : judgement.workloads) {
        table.rows.push_back(workload_row(workload));
        if (!workload.comparison)
            errors.push_back({code(workload.name) + ": " + prose(workload.error), {}});
    }
    Section section{"Workloads", {}};
    if (table.rows.empty())
        section.blocks.push_back({"", List{{"no workload was judged", {}}}, false});
    else
        section.blocks.push_back({"", std::move(table), false});
    if (!errors.empty())
        section.blocks.push_back({"", std::move(errors), false});
    return section;
}

Section joint_gate_section(const Gate& gate) {
    Item item{gate_text(gate), {}};
    for (const auto& reason : gate.reasons)
        item.below.push_back((reason.workload.empty() ? Text() : code(reason.workload) + ": ") + prose(reason.text));
    return {"Gate", {{"", List{std::move(item)}, false}}};
}

List notes_on_metrics(const Comparison& comparison) {
    List notes;
    for (const auto& metric : comparison.metrics)
        if (!metric.note.empty())
            notes.push_back({prose(label_of(metric.name) + ": " + metric.note), {}});
    for (const auto& difference : comparison.environment_differs)
        notes.push_back({difference, {}});
    return notes;
}

/// "functions", "functions shown to differ", but "new leaks", "leaks no more".
std::string what_and_heading(const std::string& what, const std::string& heading) {
    if (heading.empty())
        return what;
    return heading.find(what) == heading.npos ? what + " " + heading : heading;
}

std::string lower_case(std::string title) {
    std::ranges::transform(title, title.begin(),
                           [](unsigned char letter) { return static_cast<char>(std::tolower(letter)); });
    return title;
}

/// The blocks of a section, each folded under a heading that names the workload.
void fold(const std::string& workload, const std::string& what, Section section, std::vector<Block>& blocks) {
    for (auto& block : section.blocks)
        blocks.push_back({workload + ": " + what_and_heading(what, block.heading), std::move(block.content), true});
}

std::vector<Block> in_full(const std::string& name, const Comparison& comparison, const Style& style) {
    std::vector<Block> blocks;
    if (!comparison.metrics.empty())
        blocks.push_back({name + ": metrics", metric_changes(comparison.metrics), true});
    if (auto noise = noise_of(comparison); !noise.empty())
        blocks.push_back({name + ": noise", std::move(noise), true});
    if (auto notes = notes_on_metrics(comparison); !notes.empty())
        blocks.push_back({name + ": notes", std::move(notes), true});
    for (auto& section : function_and_leak_changes(comparison, style))
        fold(name, lower_case(section.title), section, blocks);
    fold(name, "checks", checks_section(comparison.checks), blocks);
    fold(name, "not measured", not_measured_section(comparison.not_measured), blocks);
    return blocks;
}

Section sections_in_full(const Judgement& judgement, const Style& style, Shown shown) {
    Section section{"Each workload", {}};
    List others;
    for (const auto& workload : judgement.workloads) {
        if (!workload.comparison)
            continue;
        if (shown == Shown::what_did_not_pass && workload.comparison->gate.status == "passed") {
            others.push_back({code(workload.name) + " passed: shown with --verbose", {}});
            continue;
        }
        auto blocks = in_full(workload.name, *workload.comparison, style);
        std::ranges::move(blocks, std::back_inserter(section.blocks));
    }
    if (!others.empty())
        section.blocks.push_back({"", std::move(others), false});
    return section;
}

Item step(std::string words, const std::string& command) { return {Text(std::move(words)) + code(command), {}}; }

const JudgedWorkload* first_with(const Judgement& judgement, std::string_view status) {
    for (const auto& workload : judgement.workloads)
        if (workload.comparison && workload.comparison->gate.status == status)
            return &workload;
    return nullptr;
}

Section next_after_judgement(const Judgement& judgement) {
    List steps;
    if (!judgement.complete)
        steps.push_back(step("judge what was not reached: ", "perfeng check"));
    if (const auto* const failed = first_with(judgement, "failed")) {
        const auto& candidate = failed->comparison->candidate;
        if (const auto reference = reference_of(candidate.name, candidate.id); !reference.empty())
            steps.push_back(step("see where " + failed->name + " spends: ", "perfeng bottleneck " + reference));
        steps.push_back(step("change the program, then ", "perfeng check"));
    }
    if (first_with(judgement, "inconclusive") != nullptr)
        steps.push_back(
            step("decide what is open with more pairs, on a quieter machine: ", "perfeng check --thorough"));
    if (std::ranges::any_of(judgement.workloads, [](const JudgedWorkload& each) { return !each.comparison; }))
        steps.push_back(step("mend the workloads that were not measured, then ", "perfeng check"));
    if (steps.empty() && judgement.gate.status == "passed")
        steps.push_back({"keep the change: nothing that is gated became worse", {}});
    if (steps.empty())
        steps.push_back(judgement.workloads.empty() ? step("name what to judge in perfeng.toml, then ", "perfeng check")
                                                    : step("mend what the gate names, or ask it: ", "perfeng check"));
    return {"Next", {{"", std::move(steps), false}}};
}

} // namespace

Page judgement_page(const Judgement& judgement, const Style& style, Shown shown) {
    Page page{judgement_line(judgement), {judgement_header(judgement)}};
    add(page, workloads_section(judgement));
    add(page, joint_gate_section(judgement.gate));
    add(page, checks_section(judgement.checks));
    add(page, sections_in_full(judgement, style, shown));
    add(page, next_after_judgement(judgement));
    return page;
}

} // namespace perfeng::report
