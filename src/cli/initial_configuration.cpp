#include "initial_configuration.hpp"

#include "toml_text.hpp"

#include "perfeng/analysis/limits.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace perfeng::cli {
namespace {

constexpr std::size_t most_workloads = 3;

constexpr auto head_of_file =
    R"(# What perfeng measures here, and what it holds it to. docs/configuration.md tells of every key.
# "#key = value" is what holds without it, or an example. What counts now: perfeng config show --origin

#watch = ["parse_*"]          # functions to report, hot or cold
)";

constexpr auto more_of_a_workload = R"(#cwd = "."                    # where it runs, from this file's directory
#stdin = "data/input.txt"
#env = { LEVEL = "3" }
#prepare = "sync"             # before each trial, not timed
#timeout = "60s"              # the most that one trial may take
#outputs = ["out.csv"]        # files that it writes and that are to be compared
#passes = "cpu,alloc,leaks,size"
#watch = ["parse_*"]
#input_size = 500             # in a unit of your own
#thresholds = { cpu_time = "2%" } # stronger than [thresholds]
#budgets = { wall_time = "150ms" } # stronger than [budgets]
# At several sizes, with {size} in the command: sizes = "500,1000,...,16000"
# or with {input} in it, a file for each size: inputs = { 500 = "data/500.csv", 1000 = "data/1000.csv" }
)";

constexpr auto rest_of_file = R"(
[budgets] # the most that a metric may be
#wall_time = "150ms"
#peak_rss = "200MB"

[measure]
#passes = "cpu,alloc,leaks,size" # what to measure beside the trials
#warmup = 1                   # trials thrown away first
#trials = 30                  # exactly so many; without, as many as it takes
#time_budget = "10s"          # or trials for so long

[pairs] # of the old and the new program, side by side
#limit = 30                   # at most so many
#time = "300s"                # the most that all of them may take

[check] # perfeng check
#base = "main"                # the revision to compare with
#confirm = "auto"             # measure again what looks worse: auto, always, never
)";

std::string commented_build(const tools::ProjectOutline& project) {
    const auto line = "build = " + toml_text(project.build.empty() ? "make" : project.build);
    return (project.build.empty() ? "#" : "") + line + "\n";
}

std::string workload_table(const tools::ProjectOutline& project, const tools::ProjectProgram& program) {
    std::string text = "\n[[workloads]]\nname = " + toml_text(program.name) + "\n";
    text += "# Put a realistic input behind the program: what this command does is what is measured.\n";
    text += "command = " + toml_text(program.command) + "\n";
    std::vector<std::string> env;
    for (const auto& [name, value] : program.env)
        env.push_back(name + "=" + value);
    if (!env.empty())
        text += "env = " + toml_value(ValueKind::variables, env) + "\n";
    return text + commented_build(project);
}

std::string workload_tables(const tools::ProjectOutline& project) {
    auto programs = project.programs;
    if (programs.empty())
        programs.push_back({"main", "./app", {}});
    std::string text = project.programs.empty() ? "\n# No program was found: write your own command.\n" : "";
    std::string others;
    for (std::size_t i = 0; i < programs.size(); ++i)
        if (i >= most_workloads)
            others += (others.empty() ? "" : ", ") + programs[i].name;
        else
            text += workload_table(project, programs[i]) + (i == 0 ? more_of_a_workload : "");
    if (!others.empty())
        text += "\n# Other programs here: " + others + "\n";
    return text;
}

std::string check_line(const std::string& key, const std::vector<tools::ProjectCheck>& checks, CheckKind kind,
                       const std::string& sample) {
    std::vector<std::string> commands;
    std::string reasons;
    for (const auto& check : checks)
        if (check.kind == kind) {
            commands.push_back(check.command);
            if (!check.why_not.empty())
                reasons += "# " + check.command + ": " + check.why_not + ": " + check.how + "\n";
        }
    const bool active = !commands.empty() && reasons.empty();
    if (commands.empty())
        commands.push_back(sample);
    return reasons + (active ? "" : "#") + key + " = " + toml_value(ValueKind::commands, commands) + "\n";
}

std::string default_thresholds() {
    std::string text = "\n[thresholds] # the most that a metric may get worse\n";
    for (const auto* const metric : {"cpu_time", "wall_time", "peak_rss"})
        text += fmt::format("#{} = \"{:g}%\"\n", metric, analysis::threshold_for(metric, {}).limit * 100);
    return text;
}

} // namespace

std::string initial_configuration(const tools::ProjectOutline& project,
                                  const std::vector<tools::ProjectCheck>& checks) {
    return head_of_file + workload_tables(project) +
           "\n[verify] # is it still right? Commands for a shell, in this directory\n" +
           check_line("tests", checks, CheckKind::test, "make check") +
           check_line("lints", checks, CheckKind::lint, "make lint") + default_thresholds() + rest_of_file;
}

} // namespace perfeng::cli
