#include "perfeng/pipeline/handoff.hpp"

#include "now.hpp"

#include "perfeng/analysis/handoff.hpp"
#include "perfeng/pipeline/compare.hpp"
#include "perfeng/process/program.hpp"

#include <algorithm>
#include <optional>

namespace perfeng::pipeline {
namespace {

constexpr std::size_t benchmarks_worth_it = 3;
constexpr std::size_t hot_paths_shown = 5;
constexpr double handoff_git_limit = 30; // seconds

HandoffSide handoff_side(const Measurement& measurement) {
    const auto& executable = measurement.executable;
    return {measurement.id,
            measurement.name,
            measurement.created,
            executable.path,
            executable.sha256,
            executable.file_size,
            executable.build,
            measurement.environment.git_commit,
            measurement.environment.git_dirty};
}

std::vector<std::string> lines_of(const std::string& text) {
    std::vector<std::string> lines;
    for (std::size_t from = 0; from < text.size();) {
        const auto end = std::min(text.find('\n', from), text.size());
        lines.push_back(text.substr(from, end - from));
        from = end + 1;
    }
    return lines;
}

/// Nothing where git, the repository or a commit is not there.
std::vector<std::string> git(const Context& context, const std::string& directory, std::vector<std::string> words) {
    if (!process::find_program("git"))
        return {};
    words.insert(words.begin(), {"git", "-C", directory});
    const auto execution = context.runner.run(process::tool_command(std::move(words), handoff_git_limit));
    return execution.status.ok() ? lines_of(execution.out) : std::vector<std::string>{};
}

/// From the baseline's commit to the candidate's; to the files as they are now, where those were not committed.
void add_git_changes(const Context& context, const Measurement& base, const Measurement& candidate,
                     ReviewerNotes& notes) {
    const auto& from = base.environment.git_commit;
    const auto& to = candidate.environment.git_commit;
    if (from.empty() || to.empty())
        return;
    const auto& directory = candidate.workload.cwd;
    if (from != to)
        notes.commits = git(context, directory, {"log", "--oneline", "--no-decorate", from + ".." + to});
    std::vector<std::string> diff{"diff", "--stat=100", from};
    if (!candidate.environment.git_dirty)
        diff.push_back(to);
    notes.diffstat = git(context, directory, std::move(diff));
}

std::optional<Measurement> base_of(const store::Store& store, const Measurement& measurement) {
    if (!measurement.paired)
        return std::nullopt;
    const auto entries = store.list();
    const bool kept = std::ranges::find(entries, measurement.paired->id, &store::Entry::id) != entries.end();
    return kept ? std::optional(store.load(measurement.paired->id)) : std::nullopt;
}

ReviewerNotes for_reviewer(const Context& context, const Measurement& measurement) {
    ReviewerNotes notes;
    notes.candidate = handoff_side(measurement);
    std::ranges::copy_if(measurement.findings, std::back_inserter(notes.doubts),
                         [](const Finding& finding) { return finding.kind == FindingKind::doubt; });
    const auto base = base_of(context.store, measurement);
    if (!base)
        return notes;
    notes.base = handoff_side(*base);
    CompareOptions options;
    options.verified = verified(context.store, *base, measurement);
    notes.comparison = compare(*base, measurement, options);
    add_git_changes(context, *base, measurement, notes);
    return notes;
}

TestNotes for_tester(const Measurement& measurement) {
    TestNotes notes;
    notes.input_size = measurement.workload.input_size;
    notes.hot_paths = analysis::hot_paths(measurement, hot_paths_shown);
    notes.pins = analysis::pins_of(measurement);
    std::ranges::copy_if(measurement.findings, std::back_inserter(notes.risks),
                         [](const Finding& finding) { return finding.kind == FindingKind::risk; });
    auto worth_it = notes.hot_paths;
    worth_it.resize(std::min(worth_it.size(), benchmarks_worth_it));
    notes.skeletons = analysis::skeletons_for(worth_it, measurement);
    return notes;
}

Decision decision_of(const store::Store& store, const Comparison& comparison) {
    Decision decision;
    decision.created = comparison.created;
    decision.base = comparison.base.name.empty() ? comparison.base.id : comparison.base.name;
    decision.candidate = comparison.candidate.name.empty() ? comparison.candidate.id : comparison.candidate.name;
    decision.status = comparison.gate.status;
    decision.commit = store.load(comparison.candidate.id).environment.git_commit;
    std::ranges::copy_if(comparison.metrics, std::back_inserter(decision.metrics), [](const MetricChange& metric) {
        return metric.verdict == Verdict::improved || metric.verdict == Verdict::regressed;
    });
    return decision;
}

std::vector<GrowthNote> growth_notes(const store::Store& store, const Measurement& measurement) {
    std::vector<GrowthNote> notes;
    const auto growth = store.growth_of(measurement.executable.path);
    if (!growth || growth->sizes.empty())
        return notes;
    for (const auto& metric : growth->metrics)
        notes.push_back(
            {growth->id, metric.name, metric.fit.words, growth->sizes.front().size, growth->sizes.back().size});
    return notes;
}

DocNotes for_writer(const Context& context, const Measurement& measurement) {
    DocNotes notes;
    const auto& workload = measurement.workload;
    notes.command = process::join_words(workload.typed.empty() ? workload.argv : workload.typed);
    notes.input_size = workload.input_size;
    notes.metrics = measurement.metrics;
    notes.environment = measurement.environment;
    for (const auto& comparison : context.store.comparisons(store::workload_key(workload)))
        notes.decisions.push_back(decision_of(context.store, comparison));
    if (!workload.input_size)
        notes.not_measured.push_back(
            {"the size of the input", "it was not declared", "declare it: perfeng baseline --input-size N -- CMD"});
    notes.growth = growth_notes(context.store, measurement);
    if (notes.growth.empty())
        notes.not_measured.push_back(
            {"growth with the size of the input", "one measurement is of one size",
             "measure several sizes: perfeng scale --sizes 500,1000,2000,4000,8000 -- CMD {size}"});
    return notes;
}

} // namespace

Handoff hand_off(const Context& context, const Measurement& measurement, const std::set<HandoffReader>& readers) {
    Handoff handoff;
    handoff.id = measurement.id;
    handoff.name = measurement.name;
    handoff.created = now_utc();
    handoff.cwd = measurement.workload.cwd;
    if (readers.contains(HandoffReader::reviewer))
        handoff.reviewer = for_reviewer(context, measurement);
    if (readers.contains(HandoffReader::tests))
        handoff.tests = for_tester(measurement);
    if (readers.contains(HandoffReader::cli))
        handoff.cli = analysis::cli_notes(measurement);
    if (readers.contains(HandoffReader::docs))
        handoff.docs = for_writer(context, measurement);
    return handoff;
}

} // namespace perfeng::pipeline
