#include "perfeng/analysis/lints.hpp"

#include "words.hpp"

#include "perfeng/stats/proportion.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstdlib>
#include <optional>
#include <set>
#include <tuple>

namespace perfeng::analysis {
namespace {

constexpr double cold_share = 0.01;
constexpr std::uint64_t resolving = 100; // samples of a function, to tell its lines apart
constexpr int near_lines = 2;

/// What a lint's place costs.
struct LintHeat {
    double share = 0;
    Interval ci;
    std::uint64_t samples = 0;
    bool by_line = false; ///< else by the function
    std::string function;
};

struct HotLint {
    const LintFinding* lint = nullptr;
    std::string file;
    LintHeat heat;
};

class LintJoin {
public:
    LintJoin(const HotCode& hot, std::span<const Churn> extents) : hot_(hot), extents_(extents) {}

    [[nodiscard]] std::optional<LintHeat> heat_of(const std::string& file, const LintFinding& lint) const {
        const auto function = function_at(file, lint.line);
        if (auto heat = line_heat(file, lint); heat && heat->share >= cold_share) {
            if (function)
                heat->function = hot_.functions[*function].name;
            return heat;
        }
        if (!function)
            return std::nullopt;
        const auto& hot = hot_.functions[*function];
        const bool signature = lint.line < hot.first_line || lint.line == extents_[*function].range.first;
        if (!signature && hot.samples >= resolving && !hot.lines.empty())
            return std::nullopt;
        return LintHeat{hot.share, hot.share_ci, hot.samples, false, hot.name};
    }

private:
    [[nodiscard]] std::optional<LintHeat> line_heat(const std::string& file, const LintFinding& lint) const {
        std::uint64_t most = 0;
        for (const auto& line : hot_.lines)
            if (line.file == file && line.line >= lint.line && line.line <= std::max(lint.line, lint.last_line))
                most = std::max(most, line.samples);
        if (most == 0 || hot_.samples == 0)
            return std::nullopt;
        return LintHeat{static_cast<double>(most) / static_cast<double>(hot_.samples),
                        stats::wilson(most, hot_.samples),
                        most,
                        true,
                        {}};
    }

    /// The innermost.
    [[nodiscard]] std::optional<std::size_t> function_at(const std::string& file, int line) const {
        std::optional<std::size_t> found;
        for (std::size_t i = 0; i < hot_.functions.size(); ++i)
            if (hot_.functions[i].file == file && extents_[i].range.holds(line) &&
                (!found || extents_[i].range.lines() < extents_[*found].range.lines()))
                found = i;
        return found;
    }

    const HotCode& hot_;
    std::span<const Churn> extents_;
};

/// The recommendation of another rule at the lint's place; null where there is none.
Finding* standing_at(const HotLint& hot, std::vector<Finding>& findings, std::size_t others, const SourcePaths& paths) {
    for (std::size_t i = 0; i < others; ++i) {
        auto& finding = findings[i];
        if (finding.kind != FindingKind::recommendation || finding.line <= 0 || finding.file.empty())
            continue;
        const bool near = finding.line >= hot.lint->line - near_lines &&
                          finding.line <= std::max(hot.lint->line, hot.lint->last_line) + near_lines;
        if (near && paths.locate(finding.file) == hot.file)
            return &finding;
    }
    return nullptr;
}

void support(Finding& finding, const LintFinding& lint) {
    auto& named = finding.advice ? finding.advice->lint : finding.evidence;
    if (named.find(lint.rule) == std::string::npos)
        named += (named.empty() ? "" : ", ") + lint.rule + (finding.advice ? "" : " says so too");
}

Finding finding_of(const HotLint& hot) {
    const auto& lint = *hot.lint;
    Finding finding;
    finding.kind = FindingKind::recommendation;
    finding.rule = "lint/" + lint.rule;
    finding.id = fmt::format("{}:{}:{}", finding.rule, hot.file, lint.line);
    finding.title = capitalised(lint.message);
    finding.evidence =
        fmt::format("{} says so; {} of the samples ({}, 95% {} to {}) {}", lint.tool, percent(hot.heat.share),
                    hot.heat.samples, percent(hot.heat.ci.lo), percent(hot.heat.ci.hi),
                    hot.heat.by_line ? "had this line in their stack" : "had this function in their stack");
    finding.change = lint.help.empty() ? "" : capitalised(lint.help);
    finding.impact = Impact{"cpu_time", hot.heat.share};
    finding.function = hot.heat.function;
    finding.file = hot.file;
    finding.line = lint.line;
    finding.confidence = hot.heat.by_line ? Confidence::medium : Confidence::low;
    return finding;
}

} // namespace

LintUse join_lints(std::span<const LintFinding> lints, const HotCode& hot, std::span<const Churn> extents,
                   const SourcePaths& paths, std::vector<Finding>& findings) {
    const LintJoin join(hot, extents);
    LintUse use;
    std::vector<HotLint> ranked;
    std::set<std::tuple<std::string, int, std::string>> seen; // one target of several may say it again
    for (const auto& lint : lints) {
        const auto file = paths.locate(lint.file);
        if (!seen.emplace(file.value_or(lint.file), lint.line, lint.rule).second)
            continue;
        ++use.all;
        if (std::ranges::find(use.tools, lint.tool) == use.tools.end())
            use.tools.push_back(lint.tool);
        if (!is_about_speed(lint))
            ++use.other;
        else if (!file)
            ++use.unmapped;
        else if (auto heat = join.heat_of(*file, lint); heat && heat->share >= cold_share)
            ranked.push_back({&lint, *file, *std::move(heat)});
        else
            ++use.cold;
    }
    std::ranges::stable_sort(ranked, [](const HotLint& a, const HotLint& b) {
        return std::tuple(a.heat.share, a.heat.by_line) > std::tuple(b.heat.share, b.heat.by_line);
    });
    if (!ranked.empty())
        std::erase_if(findings, [](const Finding& finding) { return finding.id == "advice/nothing"; });
    const auto others = findings.size();
    for (const auto& each : ranked) {
        if (auto* const finding = standing_at(each, findings, others, paths)) {
            support(*finding, *each.lint);
            ++use.support;
        } else {
            findings.push_back(finding_of(each));
            ++use.hot;
        }
    }
    return use;
}

} // namespace perfeng::analysis
