#include "building.hpp"
#include "checking.hpp"
#include "repository.hpp"
#include "saving.hpp"
#include "subject.hpp"

#include "perfeng/measure/metrics.hpp"
#include "perfeng/model/error.hpp"
#include "perfeng/process/file.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace perfeng::pipeline {
namespace {

tools::GitCommit candidate_of(const Context& context, const tools::GitRevisions& git, const RevisionRange& range) {
    if (!range.candidate.empty())
        return answered(git.commit(range.candidate));
    const process::TemporaryDirectory scratch;
    auto commit = answered(git.work_tree(scratch.path()));
    if (commit.uncommitted)
        context.progress.say("the work tree has uncommitted changes: they are measured, with new files that git does "
                             "not ignore");
    return commit;
}

/// As one of both sides is measured.
RemeasureOptions side_options(const RevisionOptions& options, const BuiltRevision& built, const RevisionTree& tree) {
    auto side = options.remeasure;
    side.measure.workload = built.workload;
    side.measure.name = tree.commit.brief();
    return side;
}

/// The environment tells of the user's directory.
void tell_revision(Measurement& measurement, const RevisionTree& tree, const BuiltRevision& built) {
    measurement.environment.git_commit = tree.commit.hash;
    measurement.environment.git_dirty = tree.commit.uncommitted;
    if (built.build.empty())
        return;
    if (measurement.executable.build.empty())
        measurement.executable.build = "`" + built.build + "`";
    measurement.metrics.push_back(measure::make_metric("build_time", {built.seconds}));
}

std::vector<Check> run_checks(const Context& context, const RevisionOptions& options, const std::string& directory) {
    const process::TemporaryDirectory scratch;
    std::vector<Check> checks;
    const auto run = [&](const std::vector<std::string>& lines, CheckKind kind, const std::string& source) {
        for (const auto& line : lines) {
            context.progress.stage(std::string(to_string(kind)) + ": " + line);
            checks.push_back({.name = line, .kind = kind, .source = source});
            run_check(context, {line, directory, options.time_limit}, scratch.path(), checks.back());
        }
    };
    run(options.tests, CheckKind::test, "--test");
    run(options.lints, CheckKind::lint, "--lint");
    return checks;
}

ComparedRevisions measure_trees(const Context& context, const RevisionRange& range, const RevisionOptions& options) {
    const auto& cwd = options.remeasure.measure.workload.cwd;
    const auto git = repository_of(context, cwd);
    const auto base_commit = answered(git.commit(range.base));
    const auto candidate_commit = candidate_of(context, git, range);
    RevisionTrees trees(context, git);
    const auto base_tree = trees.tree_of(base_commit);
    const auto candidate_tree = trees.tree_of(candidate_commit);
    const auto base = build_revision(context, options, git, trees, base_tree, base_side);
    const auto candidate = build_revision(context, options, git, trees, candidate_tree, candidate_side);
    ComparedRevisions compared;
    compared.checks = run_checks(context, options, directory_in(candidate_tree, git, cwd).string());
    compared.sides =
        measure_both(context, side_options(options, base, base_tree), side_options(options, candidate, candidate_tree));
    tell_revision(compared.sides.base, base_tree, base);
    tell_revision(compared.sides.candidate, candidate_tree, candidate);
    trees.drop_oldest();
    return compared;
}

} // namespace

RevisionRange read_revision_range(const std::string& text) {
    const auto dots = text.find("..");
    RevisionRange range{text.substr(0, dots), dots == std::string::npos ? "" : text.substr(dots + 2)};
    if (dots != std::string::npos && range.candidate.empty())
        range.candidate = "HEAD";
    if (range.base.empty() || range.candidate.starts_with('.'))
        throw Error("cannot read the revisions '" + text + "'",
                    "write them as --git main..HEAD, or --git main against what stands in the work tree");
    return range;
}

ComparedRevisions measure_revisions(const Context& context, const RevisionRange& range,
                                    const RevisionOptions& options) {
    auto compared = unsaved([&] { return measure_trees(context, range, options); });
    for (auto* const side : {&compared.sides.base, &compared.sides.candidate}) {
        conclude(context.runner, &context.store, *side, options.remeasure.measure);
        context.store.save(*side);
    }
    return compared;
}

} // namespace perfeng::pipeline
