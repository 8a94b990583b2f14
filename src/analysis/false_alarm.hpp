#pragma once

#include "gathered.hpp"

#include <optional>
#include <string>

namespace perfeng::analysis {

struct FalseAlarmResult {
    bool alarm_is_false = false;
    std::string found; ///< for people: what was looked at
};

/// None where the rule has no test, or the measurement lacks what it needs.
[[nodiscard]] std::optional<FalseAlarmResult> test_false_alarm(const Gathered& gathered,
                                                               const Measurement& measurement);

/// Voluntary context switches a second of wall time; none where they were not measured.
[[nodiscard]] std::optional<double> waits_a_second(const Measurement& measurement);

} // namespace perfeng::analysis
