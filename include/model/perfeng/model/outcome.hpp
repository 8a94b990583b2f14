#pragma once

#include "perfeng/model/metric.hpp"

#include <optional>
#include <string>

namespace perfeng {

/// What came of a recommendation that was acted on: predicted against achieved. All changes are of the base's CPU time,
/// as fractions of it that went away: 0.3 is 30% less.
struct RuleOutcome {
    std::string rule;
    std::string function; ///< where it was recommended
    std::string file;
    int line = 0;
    std::string base;      ///< id of the measurement that recommended it
    std::string candidate; ///< id of the measurement that shows what came of it
    double bound = 0;
    std::optional<Interval> expected;
    double removed = 0;  ///< by which the cost of the samples that fit the rule fell
    double achieved = 0; ///< by which the whole program's CPU time fell
    std::optional<Interval> achieved_ci;
    int together = 1; ///< so many recommendations were acted on at once: `achieved` is of them all
};

} // namespace perfeng
