#include "outcome.hpp"

#include <algorithm>

namespace perfeng::cli {

ExitCode budget_outcome(const Measurement& measurement) {
    const bool broken = std::ranges::any_of(measurement.findings,
                                            [](const Finding& finding) { return finding.kind == FindingKind::budget; });
    return broken ? ExitCode::gate_failed : ExitCode::ok;
}

ExitCode verification_outcome(const Verification& verification) {
    switch (status_of(verification.checks)) {
    case CheckStatus::passed:
        return ExitCode::ok;
    case CheckStatus::failed:
        return ExitCode::gate_failed;
    case CheckStatus::not_run:
        break;
    }
    return ExitCode::usage;
}

ExitCode gate_outcome(const Comparison& comparison) { return static_cast<ExitCode>(comparison.gate.exit_status); }

} // namespace perfeng::cli
