#pragma once

#include "perfeng/model/comparison.hpp"
#include "perfeng/model/verification.hpp"
#include "perfeng/pipeline/context.hpp"

#include <optional>
#include <set>
#include <string>
#include <vector>

namespace perfeng::pipeline {

/// What can be verified.
enum class VerifyPart { tests, lints, output, compiles, sanitizers };

struct VerifyOptions {
    Workload
        workload; ///< what is empty is as the baseline had it; without argv and baseline there is no program to run
    std::set<VerifyPart> parts{VerifyPart::tests, VerifyPart::lints, VerifyPart::output, VerifyPart::compiles,
                               VerifyPart::sanitizers};
    std::vector<std::string> tests; ///< for a shell; none, nor lints: those of the project, as it is recognised
    std::vector<std::string> lints;
    std::vector<std::string> masks; ///< of analysis::Masks
    bool any_order = false;         ///< lines in another order are the same output
    std::string compiles;           ///< for a shell, "{out}" is the candidate's output; empty: none
    bool sanitize = false;
    std::string sanitize_build; ///< for a shell: makes the program with sanitizers at "{out}"; empty: the project's way
    double time_limit = 600;    ///< seconds, of each command that is run
    bool list_only = false;     ///< says what would be run
    std::string directory;      ///< where the user is
};

/// Runs what is asked for, one after the other, and saves what came of it; `base` is the measurement whose output is
/// the example. Interrupted, it saves what is finished as incomplete and passes the exception on. A program that cannot
/// be found or built leaves the tests and lints.
[[nodiscard]] Verification verify(const Context& context, const std::optional<Measurement>& base,
                                  const VerifyOptions& options);

/// What is known of a candidate's correctness: the checks of the latest verification of the very same program. One of
/// another build is not used, and that is told.
struct Verified {
    std::vector<Check> checks;
    std::vector<NotMeasured> not_measured;
};
[[nodiscard]] Verified verified(const store::Store& store, const Measurement& base, const Measurement& candidate);

} // namespace perfeng::pipeline
