#pragma once

#include "session.hpp"

#include "perfeng/analysis/size_budgets.hpp"
#include "perfeng/pipeline/scale.hpp"

#include <vector>

namespace perfeng::cli {

/// The budgets by input size of perfeng.toml ([[size_budgets]]), in their order. Throws Error naming file and line for
/// one without sizes or without a limit, or with one that cannot be read.
[[nodiscard]] std::vector<analysis::SizeBudget> configured_size_budgets(const Session& session);

/// The inputs of perfeng.toml ([[inputs]]), by ascending size, their paths absolute. Throws Error naming file and line.
[[nodiscard]] std::vector<pipeline::ScaleInput> configured_inputs(const Session& session);

} // namespace perfeng::cli
