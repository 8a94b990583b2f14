#pragma once

#include "perfeng/analysis/limits.hpp"
#include "perfeng/model/bisection.hpp"
#include "perfeng/pipeline/revisions.hpp"

#include <string>

namespace perfeng::pipeline {

struct BisectOptions {
    RevisionOptions revisions;
    std::string good;
    std::string bad;
    analysis::Threshold threshold; ///< beyond which a commit counts as bad
};

/// The first commit that regressed: halves the way from good to bad along first parents, each step a comparison of the
/// good commit and the one between, in pairs. A step that is inconclusive is repeated with 100 pairs, then decided by
/// its estimate, and that is noted. Commits that cannot be built or run are skipped. What is known is kept in the store
/// after each step (bisections/): the same command goes on where it was stopped. Throws Error where there is nothing
/// between, or `bad` is not shown to be worse than `good`.
[[nodiscard]] Bisection bisect(const Context& context, const BisectOptions& options);

} // namespace perfeng::pipeline
