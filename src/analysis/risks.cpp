#include "perfeng/analysis/risks.hpp"

#include "words.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <tuple>
#include <utility>

namespace perfeng::analysis {
namespace {

constexpr std::size_t lines_told = 5;

/// Of the samples in a function those whose line is known to coverage, and of these those that no test executes.
struct Uncovered {
    std::uint64_t known = 0;
    std::uint64_t missed = 0;
    std::vector<LineHeat> lines; ///< missed
};

Uncovered uncovered_of(const HotFunction& function, const CoveredCode& coverage) {
    Uncovered found;
    auto lines = function.lines;
    if (lines.empty()) // of a profile without stacks the hottest line speaks for all
        lines.push_back({function.file, function.line, 1});
    for (const auto& line : lines) {
        const auto count = coverage.count_of(line.file, line.line);
        if (!count)
            continue;
        found.known += line.samples;
        if (*count > 0)
            continue;
        found.missed += line.samples;
        found.lines.push_back(line);
    }
    std::ranges::stable_sort(found.lines, std::ranges::greater{}, &LineHeat::samples);
    return found;
}

void add_coverage(Risk& risk, const HotFunction& function, const CoveredCode* coverage) {
    risk.coverage = "no data";
    if (coverage == nullptr)
        return;
    risk.coverage = "file not in the data";
    const auto found = uncovered_of(function, *coverage);
    if (found.known == 0)
        return;
    risk.coverage = function.lines.empty() ? "function" : "lines";
    risk.uncovered = static_cast<double>(found.missed) / static_cast<double>(found.known);
    for (const auto& line : found.lines)
        if (line.file == function.file && risk.uncovered_lines.size() < lines_told)
            risk.uncovered_lines.push_back(line.line);
}

void add_churn(Risk& risk, const Churn& churn) {
    risk.first_line = churn.range.first;
    risk.last_line = churn.range.last;
    risk.extent = churn.extent;
    risk.file_changes = churn.file_changes;
    if (!churn.changed_lines)
        return;
    risk.changed_lines = *churn.changed_lines;
    risk.churn = std::min(1.0, static_cast<double>(risk.changed_lines) / std::max(1, churn.range.lines()));
}

/// Whether a recommendation asks to change the function, by its name or by a line of it.
bool is_touched(const Risk& risk, std::span<const Finding> findings, const SourcePaths& paths) {
    return std::ranges::any_of(findings, [&](const Finding& finding) {
        if (finding.kind != FindingKind::recommendation)
            return false;
        if (finding.file.empty() || paths.locate(finding.file) != risk.file)
            return finding.file.empty() && finding.function == risk.function;
        const bool inside = finding.line >= risk.first_line && finding.line <= risk.last_line;
        return inside || finding.function == risk.function;
    });
}

void judge(Risk& risk) {
    const double u = risk.uncovered.value_or(1);
    const double r = risk.churn.value_or(0);
    risk.score = risk.heat * (0.25 + 0.75 * u) * (0.5 + 0.5 * r) * (risk.touched ? 1 : 0.5);
    if (risk.heat >= 0.05 && u >= 0.5)
        risk.level = RiskLevel::high;
    else if (risk.heat >= 0.02 && (u >= 0.2 || r >= 0.3))
        risk.level = RiskLevel::medium;
}

std::string coverage_of(const Risk& risk) {
    if (!risk.uncovered)
        return risk.coverage == "no data" ? "no coverage data: it counts as untested"
                                          : "its file is not in the coverage data: it counts as untested";
    auto text = fmt::format("{} of its samples on lines that no test executes", percent(*risk.uncovered));
    if (!risk.uncovered_lines.empty())
        text += fmt::format(" (line{} {})", risk.uncovered_lines.size() == 1 ? "" : "s",
                            fmt::join(risk.uncovered_lines, ", "));
    return text;
}

std::string churn_of(const Risk& risk) {
    const auto lines = risk.last_line - risk.first_line + 1;
    if (!risk.churn)
        return "changes not measured";
    return fmt::format(
        "{} of its {} line{} changed in 180 days{}", risk.changed_lines, lines, lines == 1 ? "" : "s",
        risk.file_changes.value_or(0) > 0 ? fmt::format(" ({} added or deleted in its file)", *risk.file_changes) : "");
}

Finding finding_of(const Risk& risk) {
    const bool untested = risk.uncovered.value_or(1) >= 0.2;
    Finding finding;
    finding.kind = FindingKind::risk;
    finding.rule = untested ? "risk/untested-hot-path" : "risk/changing-hot-path";
    finding.id = fmt::format("{}:{}:{}", finding.rule, risk.file, risk.function);
    finding.title = untested ? "Hot code that tests do not execute: a change here can break unnoticed"
                             : "Hot code that changes much: a change here is felt at once";
    finding.evidence =
        fmt::format("{} of all samples (95% {} to {}); {}; {}; {}; score {:.3f}, {}", percent(risk.share),
                    percent(risk.share_ci.lo), percent(risk.share_ci.hi), coverage_of(risk), churn_of(risk),
                    risk.touched ? "a recommendation asks to change it" : "no recommendation asks to change it",
                    risk.score, to_string(risk.level));
    finding.change =
        untested ? fmt::format("Write a test that executes {}:{} before the function is changed, and run "
                               "the coverage again",
                               risk.file, risk.uncovered_lines.empty() ? risk.line : risk.uncovered_lines.front())
                 : "Keep a benchmark or a budget on it: `perfeng remeasure` after each change";
    finding.function = risk.function;
    finding.file = risk.file;
    finding.line = risk.uncovered_lines.empty() ? risk.line : risk.uncovered_lines.front();
    finding.confidence = risk.level == RiskLevel::high ? Confidence::high : Confidence::medium;
    return finding;
}

} // namespace

std::vector<Risk> assess_risks(const HotCode& hot, const CoveredCode* coverage, std::span<const Churn> churn,
                               std::span<const Finding> findings, const SourcePaths& paths) {
    std::vector<std::pair<double, Risk>> by_self;
    for (std::size_t i = 0; i < hot.functions.size(); ++i) {
        const auto& function = hot.functions[i];
        Risk risk{.function = function.name,
                  .file = function.file,
                  .line = function.line,
                  .heat = function.share_ci.lo,
                  .share = function.share,
                  .share_ci = function.share_ci,
                  .samples = function.samples};
        add_coverage(risk, function, coverage);
        add_churn(risk, churn[i]);
        risk.touched = is_touched(risk, findings, paths);
        judge(risk);
        by_self.emplace_back(function.self_share, std::move(risk));
    }
    std::ranges::stable_sort(by_self, [](const auto& a, const auto& b) {
        return std::tuple(a.second.score, a.first) > std::tuple(b.second.score, b.first);
    });
    std::vector<Risk> risks;
    for (auto& [self, risk] : by_self)
        risks.push_back(std::move(risk));
    return risks;
}

std::vector<Finding> risk_findings(std::span<const Risk> risks) {
    std::vector<Finding> findings;
    for (const auto& risk : risks)
        if (risk.level != RiskLevel::low && risk.coverage != "no data")
            findings.push_back(finding_of(risk));
    return findings;
}

} // namespace perfeng::analysis
