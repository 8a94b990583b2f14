#pragma once

#include "perfeng/analysis/rule.hpp"
#include "perfeng/model/measurement.hpp"

#include <map>
#include <string>
#include <vector>

namespace perfeng::analysis {

struct AdviceOptions {
    std::vector<Rule> rules;                   ///< the user's, beside the built-in ones
    std::map<std::string, std::string> record; ///< by rule: what came of it before, in words
};

/// What to change, from a profile with stacks: findings of kind `recommendation` with their `advice`, the largest
/// expected gain first. Each sample counts for one rule. The bound (`impact`, of CPU time) is the share of samples; the
/// gain that is expected of it stands in `advice`. Confidence is low where the profile is poor (`findings` of the
/// measurement hold its doubts: draw these before), the place is unknown, or the rule is a symptom.
///
/// Findings of kind `note`: "advice/needs-more-samples" for rules with a large share of under 10 samples,
/// "advice/dismissed" for those whose test told a false alarm, and "advice/nothing" where nothing is recommended.
/// What figures of the run recommend ("memory/leak", "os/major-faults", "os/context-switches", "code/recursion") needs
/// no stacks; a profile without stacks, or of memory, gives nothing beside.
[[nodiscard]] std::vector<Finding> advise(const Measurement& measurement, const AdviceOptions& options = {});

} // namespace perfeng::analysis
