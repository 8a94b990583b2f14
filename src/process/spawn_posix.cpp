#if !defined(__linux__)

#include "launch_report.h"
#include "pipe.hpp"
#include "spawn.hpp"
#include "spawn_group.hpp"

#include "perfeng/model/error.hpp"

#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <chrono>
#include <csignal>
#include <cstring>
#include <thread>

namespace perfeng::process {
namespace {

std::int64_t microseconds(timeval time) { return std::int64_t{time.tv_sec} * 1000000 + time.tv_usec; }

/// Waits for the child in a thread, so that the runner can watch pipes, signals and the clock meanwhile.
void report_when_done(pid_t child, int report_end, std::chrono::steady_clock::time_point start) {
    launch_report report{};
    rusage usage{};
    siginfo_t info{};
    while (::waitid(P_PID, static_cast<id_t>(child), &info, WEXITED | WNOWAIT) != 0 && errno == EINTR) {
    }
    report.wall_ns = std::chrono::nanoseconds(std::chrono::steady_clock::now() - start).count();
    ::kill(-child, SIGKILL); // what the child left behind; its zombie still holds the group's number
    while (::wait4(child, &report.wait_status, 0, &usage) < 0 && errno == EINTR) {
    }
    report.user_us = microseconds(usage.ru_utime);
    report.system_us = microseconds(usage.ru_stime);
    report.max_rss = usage.ru_maxrss;
    report.minor_faults = usage.ru_minflt;
    report.major_faults = usage.ru_majflt;
    report.voluntary_switches = usage.ru_nvcsw;
    report.involuntary_switches = usage.ru_nivcsw;
    [[maybe_unused]] const auto written = ::write(report_end, &report, sizeof report);
    ::close(report_end);
}

} // namespace

// macOS tells ru_maxrss in bytes (its getrusage(2)); the other BSDs in KiB.
#if defined(__APPLE__)
const std::int64_t max_rss_unit = 1;
#else
const std::int64_t max_rss_unit = 1024;
#endif

Spawned spawn(const Command& command, const std::string& executable, std::array<int, 3> descriptors) {
    if (!command.cpus.empty())
        throw Error("this system cannot pin a program to processors", "leave out --cpu");
    Pipe report;
    Spawned spawned;
    const auto start = std::chrono::steady_clock::now();
    if (const int error =
            spawn_group(spawned.group, executable, descriptors, command.argv, environment_of(command), command.cwd);
        error != 0)
        throw Error("cannot run " + executable + ": " + std::strerror(error), "check that it is a program");
    if (command.nice) // what is not permitted is found out before: see priority.hpp
        ::setpriority(PRIO_PROCESS, static_cast<id_t>(spawned.group), *command.nice);
    std::thread(report_when_done, spawned.group, ::dup(report.write_end()), start).detach();
    spawned.report = report.release_read_end();
    return spawned;
}

void reap(const Spawned&) {} // the waiting thread does

} // namespace perfeng::process

#endif
