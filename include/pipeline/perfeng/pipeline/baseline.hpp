#pragma once

#include "perfeng/analysis/gate.hpp"
#include "perfeng/analysis/rule.hpp"
#include "perfeng/analysis/size_budgets.hpp"
#include "perfeng/measure/cpu_profile.hpp"
#include "perfeng/measure/trials.hpp"
#include "perfeng/model/measurement.hpp"
#include "perfeng/pipeline/context.hpp"
#include "perfeng/pipeline/evidence.hpp"

#include <set>
#include <string>
#include <vector>

namespace perfeng::pipeline {

/// What is measured beside the trials, each in executions of its own.
enum class Pass { cpu, alloc, leaks, size };

/// How to build the program, so that its build is measured too. Commands of a shell, run in the workload's directory.
struct BuildOptions {
    std::string build; ///< "": the build is not measured
    std::string clean; ///< makes the next build a whole one; "": as perfeng knows for cargo and cmake
    std::string touch; ///< a source file for the incremental build; "": the one of the project that was changed last
    int repeats = 2;
};

struct MeasureOptions {
    Workload workload; ///< `cargo run` is still in argv: the stage builds and replaces it
    std::string name;
    measure::TrialPlan plan;
    bool isolate = false; ///< the trials, not the passes: see measure::Isolation
    std::set<Pass> passes{Pass::cpu, Pass::alloc, Pass::leaks, Pass::size};
    measure::ProfileOptions profile;
    bool count_instructions = false;         ///< by callgrind: see measure::count_instructions
    std::string leak_checker;                ///< one of measure::leak_checkers(); "": auto
    double pass_limit = 120;                 ///< seconds a pass may take
    bool external_timer = false;             ///< /usr/bin/time instead of the runner
    std::vector<std::string> snapshot_files; ///< to keep beside the executable
    std::vector<analysis::Budget> budgets;
    std::vector<std::string> watch;    ///< functions to report, hot or cold: see analysis::find_watched
    std::vector<analysis::Rule> rules; ///< of advice, beside the built-in ones
    Evidence evidence;
    std::vector<analysis::SizeBudget> size_budgets; ///< that of the workload's input size is checked
    BuildOptions build;
};

/// Measures the workload and saves the result with role `baseline`. Interrupted, it saves what is finished as
/// incomplete and passes the exception on; where no trial is, it saves nothing and throws Error with
/// ExitCode::interrupted. Throws Error; nothing is saved then.
[[nodiscard]] Measurement baseline(const Context& context, const MeasureOptions& options);

} // namespace perfeng::pipeline
