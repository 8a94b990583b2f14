#pragma once

#include <array>
#include <string>
#include <string_view>
#include <vector>

/// What may stand in perfeng.toml. A key is a row here; docs/configuration.md tells of each.
namespace perfeng::cli {

/// What the value of a key is. Paths count from the directory of the file that names them.
enum class ValueKind {
    text,
    quantity, ///< a text or a number: a time, a size, a limit
    number,
    whole, ///< a whole number from 0
    flag,
    path,       ///< also the URL of a store
    command,    ///< for a shell; runs in the directory of the file that names it
    words,      ///< a command line: a text, split as a shell splits words, or a list
    list,       ///< of texts, or one; for an option that may be repeated
    paths,      ///< likewise
    commands,   ///< likewise
    variables,  ///< a table NAME = "value"
    inputs,     ///< a table of a size = "path"
    thresholds, ///< a table of a metric = "3%"
    budgets,    ///< a table of a metric = "200MB"
};

/// One key of perfeng.toml and the option it stands for.
struct Setting {
    std::string_view section; ///< empty: at the top
    std::string_view key;
    std::string_view option;
    ValueKind kind = ValueKind::text;
};

inline constexpr std::array settings{
    Setting{"", "store", "--store", ValueKind::path},
    Setting{"", "format", "--format"},
    Setting{"", "color", "--color"},
    Setting{"", "quiet", "--quiet", ValueKind::flag},
    Setting{"", "verbose", "--verbose", ValueKind::flag},
    Setting{"", "strict", "--strict", ValueKind::flag},
    Setting{"", "top", "--top", ValueKind::whole},
    Setting{"", "watch", "--watch", ValueKind::list},
    Setting{"", "coverage", "--coverage", ValueKind::paths},
    Setting{"", "lint_files", "--lints", ValueKind::paths},
    Setting{"", "sort_risks", "--sort-risks"},
    Setting{"measure", "passes", "--passes"},
    Setting{"measure", "warmup", "--warmup", ValueKind::whole},
    Setting{"measure", "trials", "--trials", ValueKind::whole},
    Setting{"measure", "time_budget", "--time-budget", ValueKind::quantity},
    Setting{"measure", "timeout", "--timeout", ValueKind::quantity},
    Setting{"measure", "prepare", "--prepare"},
    Setting{"measure", "ignore_failure", "--ignore-failure", ValueKind::flag},
    Setting{"measure", "cpu", "--cpu", ValueKind::quantity},
    Setting{"measure", "isolate", "--isolate", ValueKind::flag},
    Setting{"measure", "timer", "--timer"},
    Setting{"measure", "pass_limit", "--pass-limit", ValueKind::quantity},
    Setting{"measure", "profiler", "--profiler"},
    Setting{"measure", "counter", "--counter"},
    Setting{"measure", "leak_checker", "--leak-checker"},
    Setting{"measure", "xctrace_template", "--xctrace-template"},
    Setting{"measure", "call_graph", "--call-graph"},
    Setting{"measure", "frequency", "--frequency", ValueKind::number},
    Setting{"measure", "build", "--build"},
    Setting{"measure", "clean", "--clean"},
    Setting{"measure", "touch", "--touch", ValueKind::path},
    Setting{"try", "build", "--build"},
    Setting{"try", "time_limit", "--time-limit", ValueKind::quantity},
    Setting{"check", "base", "--against"},
    Setting{"check", "build", "--build", ValueKind::command},
    Setting{"check", "confirm", "--confirm"},
    Setting{"pairs", "limit", "--pairs", ValueKind::whole},
    Setting{"pairs", "thorough", "--thorough", ValueKind::flag},
    Setting{"pairs", "time", "--pair-time", ValueKind::quantity},
    Setting{"pairs", "seed", "--seed", ValueKind::whole},
    Setting{"scale", "sizes", "--sizes", ValueKind::quantity},
    Setting{"scale", "per_function", "--per-function"},
    Setting{"scale", "at", "--at", ValueKind::quantity},
    Setting{"verify", "tests", "--test", ValueKind::commands},
    Setting{"verify", "lints", "--lint", ValueKind::commands},
    Setting{"verify", "masks", "--mask", ValueKind::list},
    Setting{"verify", "outputs", "--output", ValueKind::list},
    Setting{"verify", "any_order", "--any-order", ValueKind::flag},
    Setting{"verify", "compiles", "--compiles"},
    Setting{"verify", "sanitizers", "--sanitize", ValueKind::flag},
    Setting{"verify", "sanitize_build", "--sanitize-build"},
    Setting{"verify", "time_limit", "--time-limit", ValueKind::quantity},
    Setting{"verify", "checks", "--checks"},
    Setting{"push", "to", "--to", ValueKind::path},
    Setting{"push", "to", "--to", ValueKind::path},
};
/// Tables whose keys are metrics.
inline constexpr std::array metric_tables{Setting{"thresholds", "", "--threshold", ValueKind::thresholds},
                                          Setting{"budgets", "", "--budget", ValueKind::budgets}};

/// Tables that may stand several times, as `[[rules]]` does, and their keys.
struct RecordKey {
    std::string name;
    ValueKind kind = ValueKind::text;
};
struct RecordKind {
    std::string_view name;
    std::vector<RecordKey> keys;

    [[nodiscard]] const RecordKey* find(std::string_view key) const;
};
[[nodiscard]] const std::vector<RecordKind>& record_kinds();

[[nodiscard]] bool is_section(std::string_view name);
[[nodiscard]] bool is_metric_table(std::string_view name);
/// Not where the command has a section of its own with another key for the same option, as `try` and `verify` have;
/// the sections `try` and `check` concern no other command.
[[nodiscard]] bool concerns(const Setting& setting, std::string_view command);
/// Null where there is none of that name.
[[nodiscard]] const Setting* find_setting(std::string_view section, std::string_view key);
[[nodiscard]] const RecordKind* find_record_kind(std::string_view name);
/// Of a section; of the whole file, with its tables, for "".
[[nodiscard]] std::vector<std::string> keys_of(std::string_view section);

} // namespace perfeng::cli
