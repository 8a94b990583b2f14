#pragma once

#include "perfeng/model/judgement.hpp"

#include <string>
#include <vector>

namespace perfeng::report {

/// `skipped`: not shown either way, or not run.
enum class CaseOutcome { passed, failed, skipped, broken };

/// One question and its answer, as JUnit tells it.
struct JunitCase {
    std::string name;
    CaseOutcome outcome = CaseOutcome::passed;
    std::string type;    ///< of a failure: "regressed", "budget", ...
    std::string message; ///< one line
    double seconds = 0;
    std::string output; ///< the last words of a check
};

/// The cases of one class, which is a workload.
struct JunitSuite {
    std::string name;
    std::vector<JunitCase> cases;
};

/// A suite for each workload, and one named "checks" for what concerns all.
[[nodiscard]] std::vector<JunitSuite> junit_suites(const Judgement& judgement);

} // namespace perfeng::report
