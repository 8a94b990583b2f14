#include "verdict.hpp"

#include "pages.hpp"

#include "perfeng/model/quantity.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cctype>

namespace perfeng::report {
namespace {

std::string capitals(std::string_view text) {
    std::string upper(text);
    for (auto& letter : upper)
        letter = static_cast<char>(std::toupper(static_cast<unsigned char>(letter)));
    return upper;
}

std::vector<std::string> briefs(const Comparison& comparison, Verdict verdict, bool gated_only) {
    std::vector<std::string> texts;
    for (const auto& metric : comparison.metrics)
        if (metric.verdict == verdict && (metric.gated || !gated_only))
            texts.push_back(brief_of(metric));
    return texts;
}

} // namespace

Mark mark_of(Verdict verdict) {
    switch (verdict) {
    case Verdict::improved:
        return Mark::good;
    case Verdict::regressed:
        return Mark::bad;
    case Verdict::unchanged:
    case Verdict::inconclusive:
        break;
    }
    return Mark::plain;
}

std::string change_of(const MetricChange& metric) {
    if (metric.base == 0)
        return metric.candidate == 0 ? "0%" : "from 0";
    return percent_change(metric.change);
}

std::string change_with_interval(const MetricChange& metric) {
    return metric.ci ? change_of(metric) + " " + percent_change(*metric.ci) : change_of(metric);
}

std::string brief_of(const MetricChange& metric) {
    if (metric.verdict == Verdict::unchanged)
        return fmt::format("{} within {}", label_of(metric.name), percent_limit(metric.threshold));
    return fmt::format("{} {}", label_of(metric.name), change_with_interval(metric));
}

Text gate_word(const Gate& gate) {
    const auto mark = gate.status == "passed" ? Mark::good : gate.status == "failed" ? Mark::bad : Mark::plain;
    return {gate.status.empty() ? "not asked" : gate.status, mark};
}

Text gate_text(const Gate& gate) { return gate_word(gate) + fmt::format(", exit status {}", gate.exit_status); }

Text verdict_line(const Comparison& comparison) {
    constexpr std::array order{Verdict::regressed, Verdict::improved, Verdict::inconclusive, Verdict::unchanged};
    const bool gated_only = std::ranges::any_of(comparison.metrics, &MetricChange::gated);
    Text line;
    for (const auto verdict : order) {
        const auto texts = briefs(comparison, verdict, gated_only);
        if (texts.empty())
            continue;
        const bool first = line.empty();
        line +=
            first ? Text(capitals(to_string(verdict)), mark_of(verdict)) : Text("; " + std::string(to_string(verdict)));
        line += fmt::format(": {}", fmt::join(texts, ", "));
    }
    return line.empty() ? Text("INCONCLUSIVE: no metric could be compared") : line;
}

} // namespace perfeng::report
