#include "perfeng/analysis/confirmation.hpp"

#include "gate_status.hpp"
#include "note.hpp"
#include "words.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace perfeng::analysis {
namespace {

bool fails_likewise(const Gate& gate, const Reason& reason) {
    return std::ranges::any_of(gate.reasons, [&](const Reason& other) {
        return other.failing && other.kind == reason.kind && other.subject == reason.subject;
    });
}

bool regressed_in(const MetricChange* metric) { return metric != nullptr && metric->verdict == Verdict::regressed; }

std::string figures(const MetricChange& metric) {
    return percent_change(metric.change) + (metric.ci ? " " + percent_change(*metric.ci) : "");
}

void confirm_metric(const MetricChange& first, MetricChange& second) {
    if (regressed_in(&first) == regressed_in(&second))
        return;
    add_note(second, fmt::format("{} when it was measured first, {} the second time: it regressed in one of both only",
                                 figures(first), figures(second)));
    second.verdict = Verdict::inconclusive;
    second.not_worse = false;
}

Reason opened(Reason reason, const char* why) {
    reason.kind = ReasonKind::open;
    reason.failing = false;
    reason.text = why + reason.text;
    return reason;
}

} // namespace

void confirm(const Comparison& first, Comparison& second, bool strict) {
    for (auto& metric : second.metrics) {
        const auto known = std::ranges::find(first.metrics, metric.name, &MetricChange::name);
        if (known != first.metrics.end())
            confirm_metric(*known, metric);
    }
    std::vector<Reason> reasons;
    for (const auto& reason : second.gate.reasons)
        reasons.push_back(reason.failing && !fails_likewise(first.gate, reason)
                              ? opened(reason, "not so when it was measured first: ")
                              : reason);
    for (const auto& reason : first.gate.reasons)
        if (reason.failing && !fails_likewise(second.gate, reason))
            reasons.push_back(opened(reason, "not confirmed by a second measurement: "));
    second.gate = gate_of_reasons(std::move(reasons), strict);
}

} // namespace perfeng::analysis
