#if !defined(__linux__)

#include "launch_report.h"
#include "pipe.hpp"
#include "spawn.hpp"

#include "perfeng/model/error.hpp"

#include <spawn.h>
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

std::vector<char*> pointers(std::vector<std::string>& texts) {
    std::vector<char*> result;
    for (auto& text : texts)
        result.push_back(text.data());
    result.push_back(nullptr);
    return result;
}

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

int spawn_group(pid_t& pid, const Command& command, const std::string& executable, std::array<int, 3> descriptors) {
    posix_spawn_file_actions_t actions;
    posix_spawn_file_actions_init(&actions);
    for (int i = 0; i < 3; i++)
        posix_spawn_file_actions_adddup2(&actions, descriptors[static_cast<std::size_t>(i)], i);
    if (!command.cwd.empty())
        posix_spawn_file_actions_addchdir_np(&actions, command.cwd.c_str());
    posix_spawnattr_t attributes;
    posix_spawnattr_init(&attributes);
    posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETPGROUP | POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETSIGMASK);
    sigset_t signals;
    sigemptyset(&signals);
    posix_spawnattr_setsigmask(&attributes, &signals);
    for (const int signal : {SIGINT, SIGTERM, SIGHUP, SIGPIPE})
        sigaddset(&signals, signal);
    posix_spawnattr_setsigdefault(&attributes, &signals);
    auto argv = command.argv;
    auto env = environment_of(command);
    const int error =
        ::posix_spawn(&pid, executable.c_str(), &actions, &attributes, pointers(argv).data(), pointers(env).data());
    posix_spawnattr_destroy(&attributes);
    posix_spawn_file_actions_destroy(&actions);
    return error;
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
    if (const int error = spawn_group(spawned.group, command, executable, descriptors); error != 0)
        throw Error("cannot run " + executable + ": " + std::strerror(error), "check that it is a program");
    std::thread(report_when_done, spawned.group, ::dup(report.write_end()), start).detach();
    spawned.report = report.release_read_end();
    return spawned;
}

void reap(const Spawned&) {} // the waiting thread does

} // namespace perfeng::process

#endif
