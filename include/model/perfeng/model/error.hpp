#pragma once

#include <cstddef>
#include <stdexcept>
#include <string>

namespace perfeng {

/// The contract with scripts and CI.
enum class ExitCode {
    ok = 0,
    gate_failed = 1,     ///< a regression, a broken budget, wrong output, a new leak, failing tests
    usage = 2,           ///< bad usage or configuration, or a tool that perfeng needs is missing or failed
    workload_failed = 3, ///< the measured program itself failed
    inconclusive = 4,    ///< only with --strict
    interrupted = 130,
};

/// Ends a command. Caught once, in main: `message` and `hint` (what to do next) go to stderr.
class Error : public std::runtime_error {
public:
    Error(const std::string& message, std::string hint, ExitCode code = ExitCode::usage)
        : std::runtime_error(message), hint_(std::move(hint)), code_(code) {}

    [[nodiscard]] const std::string& hint() const { return hint_; }
    [[nodiscard]] ExitCode code() const { return code_; }

private:
    std::string hint_;
    ExitCode code_;
};

/// Why a reader refused its input. `line` counts from 1; 0 where the whole input is at fault.
struct ReadError {
    std::size_t line = 0;
    std::string found;
    std::string expected;
};

/// "line 3: found 'x', expected a number".
[[nodiscard]] std::string to_string(const ReadError& error);

} // namespace perfeng
