#include "gate_status.hpp"

#include "perfeng/model/error.hpp"

#include <algorithm>
#include <tuple>

namespace perfeng::analysis {
namespace {

bool is_worse(const Reason& a, const Reason& b) {
    return std::tuple(!a.failing, a.kind, -a.excess) < std::tuple(!b.failing, b.kind, -b.excess);
}

ExitCode exit_of(const std::vector<Reason>& reasons, bool strict) {
    const auto fails = [](const Reason& reason) { return reason.failing; };
    const auto breaks = [](const Reason& reason) { return reason.failing && reason.kind != ReasonKind::workload; };
    if (std::ranges::any_of(reasons, breaks))
        return ExitCode::gate_failed;
    if (std::ranges::any_of(reasons, fails))
        return ExitCode::workload_failed;
    return strict && !reasons.empty() ? ExitCode::inconclusive : ExitCode::ok;
}

} // namespace

Gate gate_of_reasons(std::vector<Reason> reasons, bool strict) {
    std::ranges::stable_sort(reasons, is_worse);
    const bool failed = !reasons.empty() && reasons.front().failing;
    const auto* const status = failed ? "failed" : reasons.empty() ? "passed" : "inconclusive";
    const auto exit_status = static_cast<int>(exit_of(reasons, strict));
    return {.status = status, .exit_status = exit_status, .reasons = std::move(reasons)};
}

} // namespace perfeng::analysis
