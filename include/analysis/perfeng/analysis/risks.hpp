#pragma once

#include "perfeng/analysis/function_extent.hpp"
#include "perfeng/analysis/hot_code.hpp"
#include "perfeng/analysis/source_paths.hpp"
#include "perfeng/model/coverage.hpp"
#include "perfeng/model/finding.hpp"
#include "perfeng/model/risk.hpp"

#include <cstdint>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace perfeng::analysis {

/// Coverage of the files of a tree, joined from several tools' files: counts of a line are added up.
class CoveredCode {
public:
    /// What `paths` does not know is left out, and counted in use().
    void add(const Coverage& coverage, const SourcePaths& paths);

    [[nodiscard]] const CoverageUse& use() const { return use_; }
    [[nodiscard]] bool has_file(const std::string& file) const { return files_.contains(file); }
    /// How often tests executed the line. A line that no tool lists (the middle of a statement) counts as the nearest
    /// listed one above it, at most ten lines up and not of another function. None where nothing is known of it.
    [[nodiscard]] std::optional<std::uint64_t> count_of(const std::string& file, int line) const;
    /// The lines of the function that holds `line`: from where it begins to the last listed line before the next one.
    [[nodiscard]] std::optional<LineRange> function_at(const std::string& file, int line) const;

private:
    struct File {
        std::map<int, std::uint64_t> lines;
        std::map<int, std::uint64_t> functions; ///< by their first line
    };
    std::map<std::string, File, std::less<>> files_;
    CoverageUse use_;
};

/// How much of a function was changed lately.
struct Churn {
    LineRange range;
    std::string extent; ///< what tells the range: "source", "coverage", "profile"
    std::optional<std::uint64_t> changed_lines;
    std::optional<std::uint64_t> file_changes; ///< lines added and deleted in its file
};

/// The risks of hot functions, highest score first (of equals the one with more self); `churn` is parallel to
/// `hot.functions`, `coverage` null where there is none. Score and levels, weights without empirical backing:
///
///     score = h (0.25 + 0.75 u) (0.5 + 0.5 r) f     h: lower end of the share   u: uncovered part of the samples, or 1
///     high: h >= 5% and u >= 50%                    r: changed lines / lines, at most 1, or 0 where not measured
///     medium: h >= 2% and (u >= 20% or r >= 30%)    f: 1 where a recommendation touches the function, else 0.5
[[nodiscard]] std::vector<Risk> assess_risks(const HotCode& hot, const CoveredCode* coverage,
                                             std::span<const Churn> churn, std::span<const Finding> findings,
                                             const SourcePaths& paths);

/// Those of level medium and high as findings: "risk/untested-hot-path" where coverage shows at least 20% of the
/// samples on lines that no test executes, else "risk/changing-hot-path". Without coverage data nothing is known of
/// tests, and none is told as untested.
[[nodiscard]] std::vector<Finding> risk_findings(std::span<const Risk> risks);

/// How to make coverage data that perfeng reads, by the language of the hot source files.
[[nodiscard]] std::string how_to_cover(std::span<const HotFunction> functions);

} // namespace perfeng::analysis
