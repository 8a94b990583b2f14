#pragma once

#include "perfeng/model/growth.hpp"
#include "perfeng/pipeline/baseline.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace perfeng::pipeline {

/// Where functions are told apart: by counts of callgrind, by samples, by what fits the limits, or not at all.
enum class PerFunction { automatic, callgrind, samples, none };

/// One size to be measured; `path` is what stands for `{input}`.
struct ScaleInput {
    double size = 0;
    std::string path;
};

struct ScaleOptions {
    MeasureOptions measure; ///< its workload has the placeholders; `plan.trials` is for each size, 3 at the least
    std::vector<ScaleInput> inputs; ///< ascending
    PerFunction per_function = PerFunction::automatic;
    std::optional<double> at;
    std::vector<analysis::Budget> budgets; ///< at that size
    bool strict = false;
};

/// The workload at one size: `{size}` and `{input}` are replaced in argv, environment, standard input, outputs and the
/// prepare command.
[[nodiscard]] Workload workload_at(const Workload& workload, const ScaleInput& input);
/// Whether a placeholder stands anywhere in it.
[[nodiscard]] bool has_placeholder(const Workload& workload);
[[nodiscard]] bool has_input_placeholder(const Workload& workload);

/// Measures the workload at each size, ascending; then counts or samples its functions at each; then fits, and takes a
/// profile of sizes that are over their budget. Saves the result. Interrupted, or where the workload fails at a size,
/// it saves the sizes that are finished as incomplete, and throws Error that names the size.
[[nodiscard]] Growth scale(const Context& context, const ScaleOptions& options);

} // namespace perfeng::pipeline
