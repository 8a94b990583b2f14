#include "revision_pair.hpp"

#include "checking.hpp"
#include "default_base.hpp"
#include "repository.hpp"
#include "saving.hpp"
#include "subject.hpp"

#include "perfeng/analysis/growth_changes.hpp"
#include "perfeng/measure/metrics.hpp"
#include "perfeng/process/file.hpp"

#include <fmt/format.h>

namespace perfeng::pipeline {
namespace {

tools::GitCommit candidate_of(const Context& context, const tools::GitRevisions& git, const RevisionRange& range) {
    if (!range.candidate.empty())
        return answered(git.commit(range.candidate));
    const process::TemporaryDirectory scratch;
    auto commit = answered(git.work_tree(scratch.path()));
    if (commit.uncommitted)
        context.progress.say("the work tree has uncommitted changes: they are measured, with new files that git does "
                             "not ignore, but for what a build made");
    return commit;
}

tools::GitCommit base_commit(const tools::GitRevisions& git, const RevisionRange& range,
                             const tools::GitCommit& candidate) {
    return answered(
        git.commit(range.base.empty() ? default_base(git, range.candidate, candidate.uncommitted) : range.base));
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

/// Places in a tree, as places of the user's own: the files are the same, and these stay.
class PlacesAtHome {
public:
    PlacesAtHome(const RevisionTree& tree, const std::filesystem::path& home)
        : tree_(tree.path.string() + "/"), home_(home.string() + "/") {}

    void in(Measurement& measurement) const {
        in(measurement.function_times);
        in(measurement.instruction_counts);
        if (measurement.allocations)
            for (auto& site : measurement.allocations->functions)
                in(site.stack);
        if (!measurement.leaks)
            return;
        for (auto& site : measurement.leaks->sites) {
            move(site.file);
            in(site.stack);
        }
    }
    void in(std::optional<FunctionTimes>& times) const {
        if (times)
            for (auto& function : times->functions)
                move(function.file);
    }

private:
    void in(std::vector<MemoryFrame>& stack) const {
        for (auto& frame : stack)
            move(frame.file);
    }
    void move(std::string& file) const {
        if (file.starts_with(tree_))
            file.replace(0, tree_.size(), home_);
    }

    std::string tree_;
    std::string home_;
};

void run_again(const Context& context, const ShellCommand& command, const std::filesystem::path& scratch,
               Check& check) {
    context.progress.stage("once more, as it failed: " + command.line);
    auto again = check;
    run_check(context, command, scratch, again);
    if (again.status != CheckStatus::passed)
        return;
    again.detail = fmt::format("failed at first ({}), passed when run again: it is not deterministic", check.detail);
    check = std::move(again);
}

} // namespace

RevisionPair::RevisionPair(const Context& context, const RevisionRange& range, std::string cwd)
    : context_(context), cwd_(std::move(cwd)), git_(repository_of(context, cwd_)), trees_(context, git_),
      candidate_(trees_.tree_of(candidate_of(context, git_, range))),
      base_(trees_.tree_of(base_commit(git_, range, candidate_.commit))) {}

BothSides RevisionPair::measure(const RevisionOptions& options) {
    const auto base = build_revision(context_, options, git_, trees_, base_, base_side);
    const auto candidate = build_revision(context_, options, git_, trees_, candidate_, candidate_side);
    auto sides =
        measure_both(context_, side_options(options, base, base_), side_options(options, candidate, candidate_));
    tell_revision(sides.base, base_, base);
    tell_revision(sides.candidate, candidate_, candidate);
    PlacesAtHome(base_, git_.root()).in(sides.base);
    PlacesAtHome(candidate_, git_.root()).in(sides.candidate);
    if (auto& paired = sides.candidate.paired) {
        PlacesAtHome(base_, git_.root()).in(paired->function_times);
        PlacesAtHome(base_, git_.root()).in(paired->instruction_counts);
    }
    trees_.drop_oldest();
    for (auto* const side : {&sides.base, &sides.candidate}) {
        conclude(context_.runner, &context_.store, *side, options.remeasure.measure);
        context_.store.save(*side);
    }
    return sides;
}

Growth RevisionPair::growth_of(const RevisionOptions& options, const std::vector<ScaleInput>& inputs,
                               const RevisionTree& tree, const char* side) {
    const auto built = build_revision(context_, options, git_, trees_, tree, side);
    context_.progress.say(fmt::format("growth of the {} {}", side, tree.commit.brief()));
    ScaleOptions scaling;
    scaling.measure = side_options(options, built, tree).measure;
    scaling.measure.passes.clear();
    scaling.inputs = inputs;
    scaling.per_function = PerFunction::none;
    return scale(context_, scaling);
}

std::vector<MetricChange> RevisionPair::measure_growth(const RevisionOptions& options,
                                                       const std::vector<ScaleInput>& inputs) {
    const auto base = growth_of(options, inputs, base_, base_side);
    return analysis::growth_changes(base, growth_of(options, inputs, candidate_, candidate_side),
                                    options.remeasure.thresholds);
}

std::vector<Check> RevisionPair::check(const RevisionOptions& options, bool confirm) const {
    const process::TemporaryDirectory scratch;
    const auto directory = directory_in(candidate_, git_, cwd_).string();
    std::vector<Check> checks;
    const auto run = [&](const std::vector<std::string>& lines, CheckKind kind, const std::string& source) {
        for (const auto& line : lines) {
            context_.progress.stage(std::string(to_string(kind)) + ": " + line);
            const ShellCommand command{line, directory, options.time_limit};
            auto& check = checks.emplace_back(Check{.name = line, .kind = kind, .source = source});
            run_check(context_, command, scratch.path(), check);
            if (confirm && check.status == CheckStatus::failed)
                run_again(context_, command, scratch.path(), check);
        }
    };
    run(options.tests, CheckKind::test, "--test");
    run(options.lints, CheckKind::lint, "--lint");
    return checks;
}

} // namespace perfeng::pipeline
