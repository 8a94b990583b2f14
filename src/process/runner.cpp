#include "perfeng/process/runner.hpp"

#include "launch_report.h"
#include "redirection.hpp"
#include "spawn.hpp"
#include "wakeup.hpp"

#include "perfeng/model/error.hpp"
#include "perfeng/process/interrupt.hpp"
#include "perfeng/process/program.hpp"

#include <poll.h>
#include <spdlog/spdlog.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <chrono>
#include <csignal>
#include <cstring>

extern char** environ;

namespace perfeng::process {
namespace {

using Clock = std::chrono::steady_clock;
/// How long output is still read after the child has ended: descendants that it left behind may hold its pipes open.
constexpr auto drain_time = std::chrono::milliseconds(500);

std::string resolved(const Command& command) {
    if (command.argv.empty())
        throw Error("no command to run", "write it after `--`: perfeng baseline -- CMD");
    const auto& name = command.executable.empty() ? command.argv.front() : command.executable;
    if (auto found = find_program(name, command.cwd))
        return *found;
    const auto similar = similar_programs(name, command.cwd);
    std::string hint = "check the name, or write a path with a slash";
    if (!similar.empty())
        hint = "did you mean '" + similar.front() + "'?";
    throw Error("cannot find the program '" + name + "'", hint, ExitCode::usage);
}

ExitStatus exit_status_of(int wait_status) {
    if (WIFSIGNALED(wait_status))
        return {.code = 128 + WTERMSIG(wait_status), .signal = WTERMSIG(wait_status)};
    return {.code = WEXITSTATUS(wait_status)};
}

Usage usage_of(const launch_report& report) {
    Usage usage;
    usage.wall_time = static_cast<double>(report.wall_ns) * 1e-9;
    usage.user_time = static_cast<double>(report.user_us) * 1e-6;
    usage.system_time = static_cast<double>(report.system_us) * 1e-6;
    usage.peak_rss = report.max_rss * max_rss_unit;
    usage.minor_faults = report.minor_faults;
    usage.major_faults = report.major_faults;
    usage.voluntary_switches = report.voluntary_switches;
    usage.involuntary_switches = report.involuntary_switches;
    if (report.counters_valid[0] != 0)
        usage.instructions = report.counters[0];
    if (report.counters_valid[1] != 0)
        usage.cycles = report.counters[1];
    return usage;
}

/// One running child: watches its report, its output, the time limit and the interruption at once.
class Watch {
public:
    Watch(const Command& command, Spawned spawned, Redirection& out, Redirection& err)
        : spawned_(spawned), out_(out), err_(err) {
        if (command.timeout)
            deadline_ = Clock::now() +
                        std::chrono::duration_cast<Clock::duration>(std::chrono::duration<double>(*command.timeout));
    }
    ~Watch() {
        ::kill(-spawned_.group, SIGKILL); // what the child left behind; an ended group is no error
        reap(spawned_);
        ::close(spawned_.report);
    }
    Watch(const Watch&) = delete;
    Watch& operator=(const Watch&) = delete;

    enum class End { reported, timed_out, interrupted };

    End wait() {
        while (true) {
            if (report_over_ && (!out_.open() && !err_.open()))
                return End::reported;
            const auto now = Clock::now();
            if (!report_over_ && deadline_ && now >= *deadline_)
                return End::timed_out;
            if (report_over_ && now >= drain_until_)
                return End::reported;
            if (step(now))
                return End::interrupted;
        }
    }

    /// The report, where the child's end was told.
    [[nodiscard]] std::optional<launch_report> report() const {
        return received_ == sizeof report_ ? std::optional(report_) : std::nullopt;
    }

private:
    /// Waits for the next thing to happen and handles it. True on an interruption.
    bool step(Clock::time_point now) {
        std::array<pollfd, 4> watched{{{report_over_ ? -1 : spawned_.report, POLLIN, 0},
                                       {out_.read_end(), POLLIN, 0},
                                       {err_.read_end(), POLLIN, 0},
                                       {wakeup_descriptor(), POLLIN, 0}}};
        if (::poll(watched.data(), watched.size(), milliseconds_left(now)) < 0 && errno != EINTR)
            throw Error(std::string("cannot wait for a process: ") + std::strerror(errno), "try again");
        if (interrupted())
            return true;
        if (watched[1].revents != 0)
            out_.receive();
        if (watched[2].revents != 0)
            err_.receive();
        if (watched[0].revents != 0)
            receive_report();
        return false;
    }

    [[nodiscard]] int milliseconds_left(Clock::time_point now) const {
        if (!report_over_ && !deadline_)
            return -1;
        const auto until = report_over_ ? drain_until_ : *deadline_;
        const auto left = std::chrono::ceil<std::chrono::milliseconds>(until - now).count();
        return static_cast<int>(std::clamp<decltype(left)>(left, 0, 1'000'000));
    }

    void receive_report() {
        auto* const place = reinterpret_cast<char*>(&report_) + received_;
        const auto got = ::read(spawned_.report, place, sizeof report_ - received_);
        if (got < 0 && errno == EINTR)
            return;
        if (got > 0)
            received_ += static_cast<std::size_t>(got);
        if (got <= 0 || received_ == sizeof report_) {
            report_over_ = true;
            drain_until_ = Clock::now() + drain_time;
        }
    }

    Spawned spawned_;
    Redirection& out_;
    Redirection& err_;
    std::optional<Clock::time_point> deadline_;
    Clock::time_point drain_until_;
    launch_report report_{};
    std::size_t received_ = 0;
    bool report_over_ = false;
};

[[noreturn]] void fail_to_start(const std::string& executable, const Command& command, int error) {
    if (error == ENOENT && !command.cwd.empty() && ::access(command.cwd.c_str(), X_OK) != 0)
        throw Error("cannot enter the directory " + command.cwd, "check --cwd");
    if (error == EINVAL && !command.cpus.empty())
        throw Error("cannot pin to the processors of --cpu", "name processors that this machine has, as in --cpu 0,1");
    if ((error == EACCES || error == EPERM) && command.nice)
        throw Error("cannot give a program the priority " + std::to_string(*command.nice),
                    "run perfeng as root, or leave out --isolate");
    throw Error("cannot run " + executable + ": " + std::strerror(error),
                error == ENOENT
                    ? "its interpreter or loader is missing: look at its first line, or at `file " + executable + "`"
                    : "check that it is a program for this machine");
}

class SystemRunner : public Runner {
public:
    Execution run(const Command& command) override {
        check_interrupt();
        const auto executable = resolved(command);
        spdlog::debug("run {}", join_words(command.argv));
        const Input input(command);
        Redirection out(command.out);
        Redirection err(command.err);
        Watch watch(command, spawn(command, executable, {input.descriptor(), out.child_end(), err.child_end()}), out,
                    err);
        out.close_child_end();
        err.close_child_end();
        const auto end = watch.wait();
        if (end == Watch::End::interrupted)
            throw Interrupted();
        Execution execution{.out = out.take(), .err = err.take()};
        const auto report = watch.report();
        if (report && report->error != 0)
            fail_to_start(executable, command, report->error);
        if (end == Watch::End::timed_out)
            execution.status = {.code = 128 + SIGKILL, .signal = SIGKILL, .timed_out = true};
        else if (!report)
            execution.status = {.code = 128 + SIGKILL, .signal = SIGKILL}; // somebody killed the whole group
        else
            execution.status = exit_status_of(report->wait_status);
        if (report)
            execution.usage = usage_of(*report);
        spdlog::debug("{} after {:.6f} s", to_string(execution.status), execution.usage.wall_time);
        return execution;
    }
};

} // namespace

std::vector<std::string> environment_of(const Command& command) {
    std::vector<std::string> env;
    for (char** entry = environ; *entry != nullptr; entry++) {
        const std::string_view text = *entry;
        if (!command.env.contains(std::string(text.substr(0, text.find('=')))))
            env.emplace_back(text);
    }
    for (const auto& [name, value] : command.env)
        if (value)
            env.push_back(name + "=" + *value);
    return env;
}

std::unique_ptr<Runner> system_runner() { return std::make_unique<SystemRunner>(); }

Command tool_command(std::vector<std::string> argv, double timeout_seconds) {
    Command command{.argv = std::move(argv), .out = Output::capture(), .err = Output::capture()};
    command.env["LC_ALL"] = "C";
    command.timeout = timeout_seconds;
    return command;
}

} // namespace perfeng::process
