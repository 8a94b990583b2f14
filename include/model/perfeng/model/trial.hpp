#pragma once

#include <cstdint>
#include <optional>
#include <string>

namespace perfeng {

/// How a process ended: by `code`, or by `signal` (then `code` is 128 + signal, as a shell says it).
struct ExitStatus {
    int code = 0;
    int signal = 0;
    bool timed_out = false;

    [[nodiscard]] bool ok() const { return code == 0 && signal == 0 && !timed_out; }
    bool operator==(const ExitStatus&) const = default;
};

/// "exit status 3", "killed by signal 11 (SIGSEGV)", "stopped after the time limit".
[[nodiscard]] std::string to_string(const ExitStatus& status);

/// What one child process used, itself and the descendants it waited for; `peak_rss` is that of the
/// largest single process among them. Times in seconds, `peak_rss` in bytes on every system.
/// `instructions` and `cycles` count user mode, and are absent where the machine has no counters.
struct Usage {
    double wall_time = 0;
    double user_time = 0;
    double system_time = 0;
    std::int64_t peak_rss = 0;
    std::int64_t minor_faults = 0;
    std::int64_t major_faults = 0;
    std::int64_t voluntary_switches = 0;
    std::int64_t involuntary_switches = 0;
    std::optional<std::uint64_t> instructions;
    std::optional<std::uint64_t> cycles;

    [[nodiscard]] double cpu_time() const { return user_time + system_time; }
};

/// One execution of a workload. `output_digest` is the SHA-256 over its stdout and its output files.
struct Trial {
    Usage usage;
    ExitStatus status;
    std::string output_digest;
};

} // namespace perfeng
