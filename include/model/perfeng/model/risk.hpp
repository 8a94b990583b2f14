#pragma once

#include "perfeng/model/metric.hpp"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace perfeng {

enum class RiskLevel { low, medium, high };
[[nodiscard]] std::string_view to_string(RiskLevel level);

/// A hot function of the user's own code: how much depends on it, and how little is known to hold when it changes.
/// Paths are relative to RiskBasis::root where the file lies below it.
struct Risk {
    std::string function;
    std::string file;
    int line = 0;      ///< the hottest
    double heat = 0;   ///< the lower end of `share_ci`
    double share = 0;  ///< of all samples, those with the function in their stack
    Interval share_ci; ///< 95%
    std::uint64_t samples = 0;
    /// Of the function's samples, those on lines that no test executes; absent where that is not known (it counts as
    /// 1).
    std::optional<double> uncovered;
    std::string coverage;             ///< what that stands on: "lines", "function", "file not in the data", "no data"
    std::vector<int> uncovered_lines; ///< hot lines that no test executes, hottest first
    std::optional<double> churn;      ///< min(1, changed_lines / lines); absent where not measured (it counts as 0)
    std::uint64_t changed_lines = 0;  ///< of the function's lines, those written in the last RiskBasis::churn_days
    std::optional<std::uint64_t> file_changes; ///< lines added and deleted in the whole file in that time
    int first_line = 0;                        ///< of the function
    int last_line = 0;
    std::string extent;   ///< what tells its lines: "source", "coverage", "profile"
    bool touched = false; ///< a recommendation asks to change it
    double score = 0;     ///< heat * (0.25 + 0.75 uncovered) * (0.5 + 0.5 churn) * (touched ? 1 : 0.5)
    RiskLevel level = RiskLevel::low;
};

/// What test coverage was joined. A file is mapped where it is one of the tree that was measured.
struct CoverageUse {
    std::vector<std::string> tools;
    std::size_t files = 0;
    std::size_t mapped_files = 0;
    std::uint64_t lines = 0; ///< of the mapped files
    std::uint64_t executed_lines = 0;
    std::vector<std::string> unmapped; ///< the first few
};

/// What became of the findings of linters: `all` is the sum of the others.
struct LintUse {
    std::vector<std::string> tools;
    std::size_t all = 0;
    std::size_t hot = 0;      ///< told as recommendations
    std::size_t support = 0;  ///< named as evidence in a recommendation that stood there already
    std::size_t cold = 0;     ///< about speed, but on lines that cost nothing
    std::size_t other = 0;    ///< not about speed
    std::size_t unmapped = 0; ///< in files that are not of the tree
};

/// What the risks stand on.
struct RiskBasis {
    std::string root; ///< directory that paths are relative to
    std::optional<CoverageUse> coverage;
    bool churn = false; ///< whether it was measured
    int churn_days = 180;
    std::uint64_t unmapped_functions = 0; ///< hot ones of the user's own whose source is not of the tree: left out
    double unmapped_share = 0;            ///< of all samples, with such a function on top of the stack
    std::optional<LintUse> lints;
};

} // namespace perfeng
