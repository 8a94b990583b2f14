#pragma once

#include "perfeng/model/trial.hpp"

#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace perfeng::process {

/// Where a child's stdout or stderr goes.
struct Output {
    enum class To { discard, capture, file, stream, inherit };
    To to = To::discard;
    std::string path;                           ///< with `file`: created or truncated
    std::function<void(std::string_view)> sink; ///< with `stream`: called with each piece as it arrives

    static Output discard() { return {}; }
    static Output capture() { return {.to = To::capture}; }
    static Output inherit() { return {.to = To::inherit}; }
    static Output file(std::string path) { return {.to = To::file, .path = std::move(path)}; }
    static Output stream(std::function<void(std::string_view)> sink) {
        return {.to = To::stream, .sink = std::move(sink)};
    }
};

/// One program to run, without a shell. `env` is set on top of perfeng's own environment; an empty optional
/// unsets the variable.
struct Command {
    std::vector<std::string> argv;
    std::string executable; ///< the file to run; empty: argv[0], looked up in PATH
    std::string cwd;        ///< empty: perfeng's own
    std::map<std::string, std::optional<std::string>> env;
    std::string stdin_path; ///< empty: /dev/null
    Output out;
    Output err;
    std::vector<int> cpus; ///< processors to pin to; empty: any
    /// Of setpriority(2), -20 to 19, and on Linux of a session of its own, against other sessions; none: as perfeng's.
    std::optional<int> nice;
    std::optional<double> timeout; ///< seconds, then the whole process group is killed
    bool count_events = false;     ///< count instructions and cycles where the machine can
};

struct Execution {
    ExitStatus status;
    Usage usage;
    std::string out; ///< with Output::capture
    std::string err;
};

/// Runs programs. An interface, so that plans and stopping rules are tested without running any.
class Runner {
public:
    virtual ~Runner() = default;

    /// Runs the command to its end. The child is alone in a new process group, which is killed whole at the time
    /// limit, on an interruption (then throws Interrupted) and when perfeng itself dies.
    /// Throws Error when the program cannot be started. A child that fails is no error here: see `status`.
    virtual Execution run(const Command& command) = 0;
};

/// The real one. Usage is the child's own (wait4), its wall time CLOCK_MONOTONIC around spawn and wait; neither
/// holds anything of perfeng: on Linux the child is spawned by a launcher of under 1 MB, because a child's
/// ru_maxrss starts at the size of the process that spawned it.
[[nodiscard]] std::unique_ptr<Runner> system_runner();

/// A command of an external tool: stdout and stderr captured, LC_ALL=C.
[[nodiscard]] Command tool_command(std::vector<std::string> argv, double timeout_seconds);

} // namespace perfeng::process
