#pragma once

#include "session.hpp"

#include "perfeng/analysis/size_budgets.hpp"
#include "perfeng/pipeline/scale.hpp"

#include <string>
#include <vector>

namespace perfeng::cli {

/// The budgets by input size of perfeng.toml ([[size_budgets]]), in their order. Throws Error naming file and line for
/// one without sizes or without a limit, or with one that cannot be read.
[[nodiscard]] std::vector<analysis::SizeBudget> configured_size_budgets(const Session& session);

/// The inputs of perfeng.toml ([[inputs]]), by ascending size, their paths absolute. Throws Error naming file and line.
[[nodiscard]] std::vector<pipeline::ScaleInput> configured_inputs(const Session& session);

/// Each of these sizes, with the listed file where there is one of that size.
[[nodiscard]] std::vector<pipeline::ScaleInput> inputs_at(const std::vector<double>& sizes,
                                                          const std::vector<pipeline::ScaleInput>& listed);

/// Throws Error, with this hint, where {input} stands in the workload and an input has no path.
void require_inputs(const Workload& workload, const std::vector<pipeline::ScaleInput>& inputs, const std::string& hint);

} // namespace perfeng::cli
