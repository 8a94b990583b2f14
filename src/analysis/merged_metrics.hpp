#pragma once

#include "perfeng/model/comparison.hpp"

#include <string>
#include <vector>

namespace perfeng::analysis {

/// One comparison of several, and the machine it was made on.
struct ComparisonThere {
    const Comparison* comparison = nullptr;
    std::string machine;
};

/// One of each metric that all have; see merge().
[[nodiscard]] std::vector<MetricChange> merged_metrics(const std::vector<ComparisonThere>& there, double alpha);

} // namespace perfeng::analysis
