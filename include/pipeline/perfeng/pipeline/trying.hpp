#pragma once

#include "perfeng/model/trying.hpp"
#include "perfeng/pipeline/remeasure.hpp"

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace perfeng::pipeline {

struct TryOptions {
    MeasureOptions measure;
    measure::PairPlan pairs; ///< of each variant
    std::vector<analysis::Threshold> thresholds;
    double alpha = 0.05;              ///< for all variants together
    std::vector<std::string> names;   ///< patterns (`*`, `?`) of names or kinds; empty: all
    std::string build;                ///< shell command that builds today's program, `{out}` in it the file to make
    std::filesystem::path keep;       ///< a directory for what is built; empty: a temporary one, removed at the end
    std::optional<double> time_limit; ///< seconds for the whole; a variant that is under way is brought to its end
};

/// What applies to the workload here, and what does not and why. Builds and runs nothing but `cargo run`'s build.
[[nodiscard]] Trying list_variants(const Context& context, const TryOptions& options);

/// Makes the variants that apply and are asked for, each in a directory of its own, and compares them in pairs with
/// today's program: where the program is built, with one that was built anew in the same way. Touches no file of the
/// user. Saves nothing. Interrupted, it returns what is finished, `complete` false. Throws Error: where the workload
/// fails as it is, and for a name that is none.
[[nodiscard]] Trying try_variants(const Context& context, const TryOptions& options);

} // namespace perfeng::pipeline
