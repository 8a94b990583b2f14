#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace perfeng {

enum class CheckKind { test, lint, output, exit_status, compiles, sanitizer };
/// `not_run`: neither passed nor failed; Check::detail says why, Check::how what to do.
enum class CheckStatus { passed, failed, not_run };

/// One question of whether a program is still right, and its answer.
struct Check {
    std::string name; ///< a test's or lint's command, "stdout", a file, "exit status", "compiles", "sanitizers"
    CheckStatus status = CheckStatus::not_run;
    CheckKind kind = CheckKind::test;
    double seconds = 0; ///< that it took
    std::string detail; ///< one line: how it ended, or why it was not run
    std::string how;    ///< what to do about it; empty: nothing
    std::string source; ///< who asked for it: "--test", "Cargo.toml in /src/app"
    std::string tail;   ///< the last lines of its output
    std::string log;    ///< the whole output in the store, by its SHA-256; empty: not kept
};

[[nodiscard]] std::string_view to_string(CheckKind kind);     ///< "test", "lint", "output", "exit status", ...
[[nodiscard]] std::string_view to_string(CheckStatus status); ///< "passed", "failed", "not run"
[[nodiscard]] std::optional<CheckKind> check_kind_from(std::string_view text);
[[nodiscard]] std::optional<CheckStatus> check_status_from(std::string_view text);

/// Worst first: failed, not_run (also where there is no check at all), passed.
[[nodiscard]] CheckStatus status_of(const std::vector<Check>& checks);

} // namespace perfeng
