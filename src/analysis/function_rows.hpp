#pragma once

#include "perfeng/analysis/blame.hpp"

#include <string>
#include <vector>

namespace perfeng::analysis {

/// One function of both sides; shares are zero where a side lacks it.
struct FunctionRow {
    std::string name;
    std::string file;
    int line = 0;
    std::uint64_t base_samples = 0;
    std::uint64_t candidate_samples = 0;
    std::vector<double> base;      ///< shares, one an execution
    std::vector<double> candidate; ///< likewise
    std::string moved;             ///< what it is counted together with
};

/// Finds the functions that one side alone has, and adds each to its other half. What it is added to says so in
/// `moved`; rows that were added to another are removed.
void join_moved(std::vector<FunctionRow>& rows, const WholeCosts& whole, const Callers& base_callers,
                const Callers& candidate_callers, double margin);

[[nodiscard]] double mean_share(const std::vector<double>& shares);

} // namespace perfeng::analysis
