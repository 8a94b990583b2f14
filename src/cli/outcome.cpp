#include "outcome.hpp"

#include <algorithm>

namespace perfeng::cli {

ExitCode budget_outcome(const Measurement& measurement) {
    const bool broken = std::ranges::any_of(measurement.findings,
                                            [](const Finding& finding) { return finding.kind == FindingKind::budget; });
    return broken ? ExitCode::gate_failed : ExitCode::ok;
}

ExitCode gate_outcome(const Comparison& comparison) { return static_cast<ExitCode>(comparison.gate.exit_status); }

} // namespace perfeng::cli
