#include "verdict.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <utility>

namespace perfeng::report {
namespace {

constexpr std::size_t named_at_most = 3;
constexpr std::string_view not_measured = "not measured";
constexpr std::string_view not_gated = "no metric is gated";

int badness(Verdict verdict) {
    switch (verdict) {
    case Verdict::regressed:
        return 3;
    case Verdict::inconclusive:
        return 2;
    case Verdict::improved:
        return 1;
    case Verdict::unchanged:
        break;
    }
    return 0;
}

bool is_worse(const MetricChange& left, const MetricChange& right) {
    if (left.verdict != right.verdict)
        return badness(left.verdict) > badness(right.verdict);
    // What did not change at all, as no leaks on either side, is no bad news however low its limit.
    if ((left.change == 0) != (right.change == 0))
        return left.change != 0;
    return std::abs(left.change) - left.threshold > std::abs(right.change) - right.threshold;
}

std::string_view standing_of(const JudgedWorkload& workload) {
    if (!workload.comparison)
        return not_measured;
    const auto* const worst = worst_gated(workload);
    return worst == nullptr ? not_gated : to_string(worst->verdict);
}

Mark mark_of_standing(std::string_view standing) {
    const auto verdict = verdict_from(standing);
    return verdict ? mark_of(*verdict) : standing == not_measured ? Mark::bad : Mark::plain;
}

/// "parse (CPU time +5.2% [+4.1%, +6.3%], peak RSS +3.0%)"; of what is unchanged the name is enough.
std::string named_with_changes(const JudgedWorkload& workload, std::string_view standing) {
    std::vector<std::string> changes;
    if (workload.comparison && standing != to_string(Verdict::unchanged))
        for (const auto& metric : workload.comparison->metrics)
            if (metric.gated && to_string(metric.verdict) == standing)
                changes.push_back(brief_of(metric));
    return changes.empty() ? workload.name : fmt::format("{} ({})", workload.name, fmt::join(changes, ", "));
}

std::string joined_names(std::vector<std::string> names) {
    const auto more = names.size() > named_at_most ? names.size() - named_at_most : 0;
    names.resize(names.size() - more);
    if (more > 0)
        names.push_back(fmt::format("{} more", more));
    return fmt::format("{}", fmt::join(names, ", "));
}

/// What outweighs any figure, and where.
Text alarms_of_reasons(const Gate& gate) {
    constexpr std::array alarms{std::pair{ReasonKind::output, "OUTPUT DIFFERS"},
                                std::pair{ReasonKind::leak, "NEW LEAKS"}, std::pair{ReasonKind::check, "FAILED CHECKS"},
                                std::pair{ReasonKind::budget, "OVER BUDGET"}};
    Text text;
    for (const auto& [kind, alarm] : alarms) {
        bool raised = false;
        std::vector<std::string> names;
        for (const auto& reason : gate.reasons) {
            if (reason.kind != kind || !reason.failing)
                continue;
            raised = true;
            if (!reason.workload.empty() && std::ranges::find(names, reason.workload) == names.end())
                names.push_back(reason.workload);
        }
        if (raised)
            text += Text("; ") + Text(alarm, Mark::bad) + (names.empty() ? "" : " (" + joined_names(names) + ")");
    }
    return text;
}

} // namespace

const MetricChange* worst_gated(const JudgedWorkload& workload) {
    const MetricChange* worst = nullptr;
    if (workload.comparison)
        for (const auto& metric : workload.comparison->metrics)
            if (metric.gated && (worst == nullptr || is_worse(metric, *worst)))
                worst = &metric;
    return worst;
}

Text standing_text(const JudgedWorkload& workload) {
    const auto standing = standing_of(workload);
    return {std::string(standing), mark_of_standing(standing)};
}

Text judgement_line(const Judgement& judgement) {
    constexpr std::array<std::pair<std::string_view, std::string_view>, 6> worst_first{
        {{"regressed", "REGRESSED"},
         {not_measured, "NOT MEASURED"},
         {"inconclusive", "INCONCLUSIVE"},
         {"improved", "IMPROVED"},
         {"unchanged", "UNCHANGED"},
         {not_gated, "NOT JUDGED, no metric is gated"}}};
    Text line;
    for (const auto& [standing, loud] : worst_first) {
        std::vector<std::string> names;
        for (const auto& workload : judgement.workloads)
            if (standing_of(workload) == standing)
                names.push_back(named_with_changes(workload, standing));
        if (names.empty())
            continue;
        line += line.empty() ? Text(std::string(loud), mark_of_standing(standing)) : Text("; " + std::string(standing));
        line += ": " + joined_names(names);
    }
    if (line.empty())
        line = "INCONCLUSIVE: no workload was judged";
    return line + alarms_of_reasons(judgement.gate) + (judgement.complete ? "" : "; stopped before the end");
}

} // namespace perfeng::report
