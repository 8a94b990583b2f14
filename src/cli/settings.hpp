#pragma once

#include <array>
#include <string>
#include <string_view>
#include <vector>

/// What may stand in perfeng.toml. A key is a row here; docs/configuration.md tells of each.
namespace perfeng::cli {

enum class SettingKind {
    value,
    path,     ///< counts from the directory of the file that names it
    list,     ///< of values, or one; for an option that may be repeated
    paths,    ///< a list of paths
    commands, ///< a list of shell commands, which run in the directory of the file that names them
};

/// One key of perfeng.toml and the option it stands for.
struct Setting {
    std::string_view section; ///< empty: at the top
    std::string_view key;
    std::string_view option;
    SettingKind kind = SettingKind::value;
};

inline constexpr std::array settings{
    Setting{"", "store", "--store", SettingKind::path},
    Setting{"", "format", "--format"},
    Setting{"", "color", "--color"},
    Setting{"", "quiet", "--quiet"},
    Setting{"", "verbose", "--verbose"},
    Setting{"", "strict", "--strict"},
    Setting{"", "top", "--top"},
    Setting{"", "watch", "--watch", SettingKind::list},
    Setting{"", "coverage", "--coverage", SettingKind::paths},
    Setting{"", "lint_files", "--lints", SettingKind::paths},
    Setting{"", "sort_risks", "--sort-risks"},
    Setting{"measure", "passes", "--passes"},
    Setting{"measure", "warmup", "--warmup"},
    Setting{"measure", "trials", "--trials"},
    Setting{"measure", "time_budget", "--time-budget"},
    Setting{"measure", "timeout", "--timeout"},
    Setting{"measure", "prepare", "--prepare"},
    Setting{"measure", "ignore_failure", "--ignore-failure"},
    Setting{"measure", "cpu", "--cpu"},
    Setting{"measure", "timer", "--timer"},
    Setting{"measure", "pass_limit", "--pass-limit"},
    Setting{"measure", "profiler", "--profiler"},
    Setting{"measure", "leak_checker", "--leak-checker"},
    Setting{"measure", "xctrace_template", "--xctrace-template"},
    Setting{"measure", "call_graph", "--call-graph"},
    Setting{"measure", "frequency", "--frequency"},
    Setting{"measure", "build", "--build"},
    Setting{"measure", "clean", "--clean"},
    Setting{"measure", "touch", "--touch", SettingKind::path},
    Setting{"try", "build", "--build"},
    Setting{"try", "time_limit", "--time-limit"},
    Setting{"pairs", "limit", "--pairs"},
    Setting{"pairs", "thorough", "--thorough"},
    Setting{"pairs", "time", "--pair-time"},
    Setting{"pairs", "seed", "--seed"},
    Setting{"scale", "sizes", "--sizes"},
    Setting{"scale", "per_function", "--per-function"},
    Setting{"scale", "at", "--at"},
    Setting{"verify", "tests", "--test", SettingKind::commands},
    Setting{"verify", "lints", "--lint", SettingKind::commands},
    Setting{"verify", "masks", "--mask", SettingKind::list},
    Setting{"verify", "outputs", "--output", SettingKind::list},
    Setting{"verify", "any_order", "--any-order"},
    Setting{"verify", "compiles", "--compiles"},
    Setting{"verify", "sanitizers", "--sanitize"},
    Setting{"verify", "sanitize_build", "--sanitize-build"},
    Setting{"verify", "time_limit", "--time-limit"},
    Setting{"verify", "checks", "--checks"},
};
/// Tables whose keys are metrics.
inline constexpr std::array metric_tables{Setting{"thresholds", "", "--threshold"}, Setting{"budgets", "", "--budget"}};

/// Tables that may stand several times, as `[[rules]]` does, and their keys.
struct RecordKind {
    std::string_view name;
    std::vector<std::string> keys;
};
[[nodiscard]] const std::vector<RecordKind>& record_kinds();

[[nodiscard]] bool is_section(std::string_view name);
[[nodiscard]] bool is_metric_table(std::string_view name);
/// Not where the command has a section of its own with another key for the same option, as `try` and `verify` have;
/// the section `try` concerns no other command.
[[nodiscard]] bool concerns(const Setting& setting, std::string_view command);
/// Null where there is none of that name.
[[nodiscard]] const Setting* find_setting(std::string_view section, std::string_view key);
[[nodiscard]] const RecordKind* find_record_kind(std::string_view name);
/// Of a section; of the whole file, with its tables, for "".
[[nodiscard]] std::vector<std::string> keys_of(std::string_view section);

} // namespace perfeng::cli
