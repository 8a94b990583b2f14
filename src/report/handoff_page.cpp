#include "pages.hpp"
#include "verdict.hpp"

#include "perfeng/analysis/functions.hpp"
#include "perfeng/model/quantity.hpp"
#include "perfeng/report/handoff.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace perfeng::report {
namespace {

template <typename Content> void append(Section& section, std::string heading, Content content, bool folded = false) {
    bool empty = false;
    if constexpr (requires { content.rows; })
        empty = content.rows.empty();
    else
        empty = content.empty();
    if (!empty)
        section.blocks.push_back({std::move(heading), std::move(content), folded});
}

Listing listing_of_lines(const std::vector<std::string>& lines) {
    Listing listing;
    for (const auto& line : lines)
        listing.lines.emplace_back(line);
    return listing;
}

Listing listing_of_content(std::string_view content) {
    Listing listing;
    for (; !content.empty(); content.remove_prefix(std::min(content.size(), content.find('\n') + 1)))
        listing.lines.emplace_back(std::string(content.substr(0, content.find('\n'))));
    return listing;
}

std::string commit_of_side(const HandoffSide& side) {
    if (side.git_commit.empty())
        return {};
    return ", commit " + side.git_commit.substr(0, 12) + (side.git_dirty ? " with uncommitted changes" : "");
}

Text executable_of(const HandoffSide& side) {
    return code(reference_of(side.name, side.id)) + ": " + code(side.path) +
           fmt::format(", sha256 {}, {}{}{}", short_digest(side.sha256), bytes(static_cast<double>(side.file_size)),
                       side.build.empty() ? "" : ", " + side.build, commit_of_side(side));
}

List doubts_of(const ReviewerNotes& notes) {
    List doubts;
    for (const auto& finding : notes.doubts)
        doubts.push_back({prose(finding.title), {prose(finding.change)}});
    if (!notes.comparison)
        return doubts;
    for (const auto& metric : notes.comparison->metrics)
        if (metric.verdict == Verdict::inconclusive && metric.gated)
            doubts.push_back({label_of(metric.name) + " is inconclusive", {}});
    for (const auto& missing : notes.comparison->not_measured)
        doubts.push_back({prose(missing.what + ": " + missing.why), {prose("to enable: " + missing.how)}});
    return doubts;
}

Facts evidence_of(const Comparison& comparison) {
    Facts facts;
    const auto& same = comparison.output_identical;
    facts.push_back({"output", !same   ? Text("not compared")
                               : *same ? Text("identical", Mark::good)
                                       : Text("differs from the baseline's", Mark::bad)});
    if (comparison.leaks)
        facts.push_back({"new leaks", std::to_string(analysis::added_leaks(*comparison.leaks).size())});
    if (comparison.checks.empty())
        facts.push_back({"verification", Text("none of this program: ") + code("perfeng verify")});
    facts.push_back({"gate", Text(comparison.gate.status) +
                                 (comparison.gate.reasons.empty() ? "" : ": " + comparison.gate.reasons.front().text)});
    return facts;
}

Section reviewer_section(const ReviewerNotes& notes) {
    Section section{"For the reviewer", {}};
    Facts sides;
    if (notes.base)
        sides.push_back({"baseline", executable_of(*notes.base)});
    sides.push_back({notes.base ? "candidate" : "measured", executable_of(notes.candidate)});
    if (!notes.base)
        sides.push_back({"compared", Text("with nothing: measure a change with ") + code("perfeng remeasure")});
    if (notes.comparison)
        sides.push_back({"verdict", verdict_line(*notes.comparison)});
    append(section, "What was measured", std::move(sides));
    append(section, "Commits", listing_of_lines(notes.commits));
    append(section, "Files that changed", listing_of_lines(notes.diffstat));
    if (notes.comparison) {
        append(section, "Metrics", metric_changes(notes.comparison->metrics));
        List functions;
        for (const auto& function : notes.comparison->functions)
            if (function.significant)
                functions.push_back(
                    {name(function.name) + fmt::format(": {} to {} of its profile", percent(function.base_self),
                                                       percent(function.candidate_self)),
                     {}});
        append(section, "Functions whose share changed", std::move(functions));
        append(section, "Evidence of correctness", evidence_of(*notes.comparison));
        for (auto& block : checks_section(notes.comparison->checks).blocks)
            section.blocks.push_back(std::move(block));
    }
    append(section, "Open doubts", doubts_of(notes));
    return section;
}

Table hot_path_table(const TestNotes& notes, const std::string& cwd) {
    Table table{{{"own", Align::right},
                 {"self", Align::right},
                 {"total", Align::right},
                 {"samples", Align::right},
                 {"function"},
                 {"place"}},
                {}};
    for (const auto& path : notes.hot_paths)
        table.rows.push_back({percent(path.own_share), percent(path.self_share), percent(path.total_share),
                              count(static_cast<double>(path.samples)), name(path.function),
                              code(place_of(path.file, path.line, "", cwd))});
    return table;
}

List call_paths_of(const TestNotes& notes) {
    List list;
    for (const auto& path : notes.hot_paths)
        if (path.path.size() > 1)
            list.push_back({name(path.function), {fmt::format("{}", fmt::join(path.path, " > "))}});
    return list;
}

List pin_list(const TestNotes& notes, const std::string& cwd) {
    List list;
    for (const auto& pin : notes.pins) {
        Item item{Text(pin.behaviour) + (pin.function.empty() ? Text() : Text(" of ") + name(pin.function)), {}};
        const auto place = place_of(pin.file, pin.line, "", cwd);
        if (!place.empty())
            item.text += Text(" (") + code(place) + ")";
        item.below.push_back(Text("test: ") + prose(pin.idea));
        item.below.push_back(Text("before: ") + prose(pin.because));
        list.push_back(std::move(item));
    }
    return list;
}

Section test_section(const TestNotes& notes, const std::string& cwd) {
    Section section{"For the test writer", {}};
    append(section, "Hot functions to benchmark and to cover", hot_path_table(notes, cwd));
    append(section, "How they are reached", call_paths_of(notes), true);
    if (notes.hot_paths.empty())
        append(section, "",
               List{{Text("no function of the user's own code is hot: measure with a CPU profile, of a build with "
                          "debug information"),
                     {}}});
    append(section, "",
           Facts{{"input size", notes.input_size ? count(*notes.input_size) : "not declared: --input-size N"}});
    append(section, "Tests to write before the recommended changes", pin_list(notes, cwd));
    List risks;
    for (const auto& risk : notes.risks)
        risks.push_back({heading_of(risk, cwd), {prose(risk.evidence)}});
    append(section, "Risks to cover", std::move(risks));
    for (const auto& skeleton : notes.skeletons) {
        append(section, skeleton.path + " (" + skeleton.framework + ")", listing_of_content(skeleton.content), true);
        append(section, "to be added to " + skeleton.build_file, listing_of_content(skeleton.build_lines));
        append(section, "", List{{Text("run it: ") + code(skeleton.run), {}}});
    }
    return section;
}

Table phase_table(const std::vector<PhaseShare>& phases) {
    Table table{{{"share", Align::right},
                 {"95% interval", Align::right},
                 {"time", Align::right},
                 {"samples", Align::right},
                 {"what"},
                 {"told by"}},
                {}};
    for (const auto& phase : phases)
        table.rows.push_back({percent(phase.share), fmt::format("{} to {}", percent(phase.ci.lo), percent(phase.ci.hi)),
                              phase.samples > 0 ? seconds(phase.seconds) : "-",
                              count(static_cast<double>(phase.samples)), phase.phase,
                              fmt::format("{}", fmt::join(phase.functions, ", "))});
    return table;
}

Section cli_section(const CliNotes& notes) {
    Section section{"For the developer of the command line", {}};
    append(section, "",
           Facts{{"CPU time", seconds(notes.cpu_time)},
                 {"wall time", seconds(notes.wall_time)},
                 {"samples", count(static_cast<double>(notes.samples))}});
    append(section, "Start and end", phase_table(notes.startup));
    append(section, "Arguments", phase_table(notes.arguments));
    append(section, "Input and output", phase_table(notes.io));
    for (auto& block : not_measured_section(notes.not_measured).blocks)
        section.blocks.push_back({"Not measured", std::move(block.content), false});
    return section;
}

Table figures_of(const DocNotes& notes) {
    Table table{{{"metric"}, {"median", Align::right}, {"95% interval", Align::right}, {"trials", Align::right}}, {}};
    for (const auto& metric : notes.metrics)
        table.rows.push_back({label_of(metric.name), quantity(metric.summary.median, metric.unit),
                              metric.summary.ci ? quantities(*metric.summary.ci, metric.unit) : "-",
                              std::to_string(metric.summary.n)});
    return table;
}

Table growth_table(const std::vector<GrowthNote>& notes) {
    Table table{{{"metric"}, {"grows as"}, {"between"}, {"told by"}}, {}};
    for (const auto& note : notes)
        table.rows.push_back({label_of(note.metric), note.words, count(note.least) + " and " + count(note.most),
                              code("perfeng scale") + ", " + code(short_id(note.growth))});
    return table;
}

List decisions_of(const DocNotes& notes) {
    List list;
    for (const auto& decision : notes.decisions) {
        Item item{Text(decision.created.substr(0, 10) + ": ") + code(decision.candidate) + " against " +
                      code(decision.base),
                  {}};
        if (!decision.commit.empty())
            item.text += " (commit " + decision.commit.substr(0, 12) + ")";
        std::string brought;
        for (const auto& metric : decision.metrics)
            brought += (brought.empty() ? "" : "; ") + label_of(metric.name) + " " + change_of(metric) +
                       (metric.ci ? " " + percent_change(*metric.ci) : "");
        item.below.emplace_back(brought.empty() ? "no metric was shown to change" : brought);
        item.below.emplace_back("gate: " + decision.status);
        list.push_back(std::move(item));
    }
    return list;
}

Section doc_section(const DocNotes& notes) {
    Section section{"For the documentation", {}};
    const auto& machine = notes.environment;
    append(section, "",
           Facts{{"command", code(notes.command)},
                 {"input size", notes.input_size ? count(*notes.input_size) : "not declared"},
                 {"machine", fmt::format("{}, {}, {}", machine.cpu_model,
                                         counted(static_cast<std::uint64_t>(machine.cores), "processor"),
                                         bytes(static_cast<double>(machine.memory)))},
                 {"system", machine.os + ", " + machine.kernel}});
    append(section, "What it takes", figures_of(notes));
    append(section, "How it grows with the size of the input", growth_table(notes.growth));
    append(section, "What was tried, and what it brought", decisions_of(notes));
    for (auto& block : not_measured_section(notes.not_measured).blocks)
        section.blocks.push_back({"Not measured", std::move(block.content), false});
    return section;
}

} // namespace

Page handoff_page(const Handoff& handoff, const Style& /*style*/) {
    Page page{"Handoff of " + (handoff.name.empty() ? short_id(handoff.id) : "'" + handoff.name + "'"), {}};
    if (handoff.reviewer)
        add(page, reviewer_section(*handoff.reviewer));
    if (handoff.tests)
        add(page, test_section(*handoff.tests, handoff.cwd));
    if (handoff.cli)
        add(page, cli_section(*handoff.cli));
    if (handoff.docs)
        add(page, doc_section(*handoff.docs));
    return page;
}

} // namespace perfeng::report
