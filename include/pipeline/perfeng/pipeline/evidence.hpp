#pragma once

#include "perfeng/analysis/limits.hpp"
#include "perfeng/measure/progress.hpp"
#include "perfeng/model/coverage.hpp"
#include "perfeng/model/lint.hpp"
#include "perfeng/model/measurement.hpp"
#include "perfeng/process/runner.hpp"
#include "perfeng/tools/contents.hpp"

#include <optional>
#include <string>
#include <vector>

namespace perfeng::pipeline {

/// What is known of a program beside its measurement, to judge how risky a change of it is.
struct Evidence {
    std::vector<Coverage> coverage;
    std::optional<std::vector<LintFinding>> lints; ///< absent: no linter was run
    std::vector<analysis::Threshold> thresholds;   ///< the user's
    double alpha = 0.05;                           ///< of verdicts
    const Measurement* base = nullptr;             ///< of a candidate
};

/// Adds what a tool's file holds of it.
void add_evidence(tools::Contents contents, Evidence& evidence);

/// Reads files of coverage tools and linters in any format of their families. Throws Error for one that holds
/// something else, or cannot be read; what a reader had to leave out is told as a warning.
[[nodiscard]] Evidence read_evidence(process::Runner& runner, const std::vector<std::string>& coverage,
                                     const std::vector<std::string>& lints, measure::Progress& progress);

/// Draws the risks of a measurement's hot code, and recommendations from the findings of linters there, in place of
/// those that it has. Asks git for what changed lately. Needs the profile's stacks; other recommendations are to be
/// drawn before.
void assess_risks(process::Runner& runner, Measurement& measurement, const Evidence& evidence);

/// Adds the risks of metrics near their limits, functions that grew since `evidence.base`, and deep recursion.
void add_limit_risks(Measurement& measurement, const Evidence& evidence, const std::vector<analysis::Budget>& budgets);

} // namespace perfeng::pipeline
