#pragma once

#include "perfeng/analysis/rule.hpp"
#include "perfeng/model/measurement.hpp"
#include "perfeng/model/outcome.hpp"

#include <map>
#include <span>
#include <string>
#include <vector>

namespace perfeng::analysis {

/// What came of the base's recommendations by rule, for a candidate that was measured in pairs with it and whose
/// profile has stacks. One counts as acted on where the executables differ and the CPU time of the samples that fit its
/// rule fell by a quarter or more, beyond the intervals of both shares.
[[nodiscard]] std::vector<RuleOutcome> outcomes_of(const Measurement& base, const Measurement& candidate,
                                                   const std::vector<Rule>& own_rules);

/// By rule, in words for AdviceOptions::record.
[[nodiscard]] std::map<std::string, std::string> record_of(std::span<const RuleOutcome> outcomes);

} // namespace perfeng::analysis
