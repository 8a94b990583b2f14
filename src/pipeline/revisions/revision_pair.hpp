#pragma once

#include "building.hpp"
#include "trees.hpp"

#include "perfeng/model/growth.hpp"
#include "perfeng/pipeline/revisions.hpp"
#include "perfeng/pipeline/scale.hpp"

#include <string>
#include <vector>

namespace perfeng::pipeline {

/// Both revisions of a range in trees of their own. They are told apart once, so that all that is measured, however
/// often, is of the same commits, also where the user goes on working.
class RevisionPair {
public:
    /// `cwd` is the user's directory. Without a base, that of default_base().
    RevisionPair(const Context& context, const RevisionRange& range, std::string cwd);
    RevisionPair(const RevisionPair&) = delete;
    RevisionPair& operator=(const RevisionPair&) = delete;

    [[nodiscard]] const tools::GitCommit& base() const { return base_.commit; }
    [[nodiscard]] const tools::GitCommit& candidate() const { return candidate_.commit; }

    /// Builds what is not built, measures in pairs, and saves both measurements.
    [[nodiscard]] BothSides measure(const RevisionOptions& options);
    /// How the growth over these sizes changed: see analysis::growth_changes. The growth of both sides is saved.
    [[nodiscard]] std::vector<MetricChange> measure_growth(const RevisionOptions& options,
                                                           const std::vector<ScaleInput>& inputs);
    /// Runs tests and lints in the candidate's tree. With `confirm`, one that fails is run once more, and has passed
    /// where that passes: its detail says so.
    [[nodiscard]] std::vector<Check> check(const RevisionOptions& options, bool confirm) const;

private:
    [[nodiscard]] Growth growth_of(const RevisionOptions& options, const std::vector<ScaleInput>& inputs,
                                   const RevisionTree& tree, const char* side);

    const Context& context_;
    std::string cwd_;
    tools::GitRevisions git_;
    RevisionTrees trees_;
    RevisionTree candidate_;
    RevisionTree base_;
};

} // namespace perfeng::pipeline
