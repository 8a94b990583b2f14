#pragma once

#include "perfeng/model/handoff.hpp"
#include "perfeng/pipeline/context.hpp"

#include <set>

namespace perfeng::pipeline {

enum class HandoffReader { reviewer, tests, cli, docs };

/// Gathers what the readers need: of `measurement`, whose profile has its stacks; of the baseline it was paired with,
/// and the verification and comparisons in the store; and of git, in the workload's directory. Measures nothing.
[[nodiscard]] Handoff hand_off(const Context& context, const Measurement& measurement,
                               const std::set<HandoffReader>& readers);

} // namespace perfeng::pipeline
