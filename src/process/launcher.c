/* Runs one child and reports what it used. A program of its own, small and static, because on Linux a child's
   ru_maxrss starts at the resident size of the process that spawned it.

   launcher DIRECTORY CPUS NICE EVENTS EXECUTABLE ARGV0 [ARG]...
     DIRECTORY  where the child runs; "" for here
     CPUS       "0,2": processors to pin to; "" for any
     NICE       "-20": of setpriority(2), and of the session that this process leads; "" for as they are
     EVENTS     "TYPE:CONFIG,..." of perf_event_open(2), at most two; "" for none
   The report goes to descriptor 3. The child has this process's group, environment, and descriptors 0 to 2. */
#define _GNU_SOURCE
#include "launch_report.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/perf_event.h>
#include <sched.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

enum { report_descriptor = 3 };

static int64_t now_ns(void) {
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (int64_t)t.tv_sec * 1000000000 + t.tv_nsec;
}

static int pin(const char* cpus) {
    cpu_set_t set;
    CPU_ZERO(&set);
    for (char* end = NULL; *cpus != '\0'; cpus = *end == ',' ? end + 1 : end) {
        CPU_SET((size_t)strtoul(cpus, &end, 10), &set);
        if (end == cpus)
            return EINVAL;
    }
    return sched_setaffinity(0, sizeof set, &set) == 0 ? 0 : errno;
}

static int prioritise(const char* nice) {
    return setpriority(PRIO_PROCESS, 0, (int)strtol(nice, NULL, 10)) == 0 ? 0 : errno;
}

/* Where the scheduler groups processes by session (sched(7), autogroup), a nice value counts within it, and that of the
   session against others. From who is not root the kernel takes one in 100 ms. */
static void prioritise_session(const char* nice) {
    const struct timespec pause = {0, 10 * 1000 * 1000};
    if (getsid(0) != getpid())
        return; /* it would be perfeng's own */
    const int file = open("/proc/self/autogroup", O_WRONLY | O_CLOEXEC);
    for (int i = 0; file >= 0 && i < 50 && write(file, nice, strlen(nice)) < 0 && errno == EAGAIN; i++)
        nanosleep(&pause, NULL);
    if (file >= 0)
        close(file);
}

/* The events are opened on this process, off, and set to start at exec: only the child ever executes one, with the
   inherited copy, whose counts come back here when it ends. */
static void open_events(const char* events, int descriptors[2]) {
    for (int i = 0; i < 2 && *events != '\0'; i++) {
        char* end = NULL;
        struct perf_event_attr attr;
        memset(&attr, 0, sizeof attr);
        attr.size = sizeof attr;
        attr.type = (uint32_t)strtoul(events, &end, 10);
        attr.config = strtoull(*end == ':' ? end + 1 : end, &end, 10);
        attr.disabled = 1;
        attr.inherit = 1;
        attr.enable_on_exec = 1;
        attr.exclude_kernel = 1;
        attr.exclude_hv = 1;
        descriptors[i] = (int)syscall(SYS_perf_event_open, &attr, 0, -1, -1, PERF_FLAG_FD_CLOEXEC);
        events = *end == ',' ? end + 1 : end;
    }
}

static void read_events(struct launch_report* report, const int descriptors[2]) {
    for (int i = 0; i < 2; i++) {
        uint64_t count = 0;
        if (descriptors[i] >= 0 && read(descriptors[i], &count, sizeof count) == sizeof count) {
            report->counters[i] = count;
            report->counters_valid[i] = 1;
        }
    }
}

static int64_t microseconds(struct timeval t) { return (int64_t)t.tv_sec * 1000000 + t.tv_usec; }

/* As a shell does: a file without a magic number is a shell script. */
static int execute(const char* executable, char** argv, char** env) {
    execve(executable, argv, env);
    if (errno != ENOEXEC)
        return errno;
    size_t count = 0;
    while (argv[count] != NULL)
        count++;
    char* shell_argv[count + 2];
    shell_argv[0] = "sh";
    shell_argv[1] = (char*)executable;
    for (size_t i = 1; i <= count; i++)
        shell_argv[i + 1] = argv[i];
    execve("/bin/sh", shell_argv, env);
    return errno;
}

static void run(struct launch_report* report, const char* executable, char** argv, char** env) {
    volatile int error = 0; /* vfork: the child shares this variable */
    struct rusage usage;
    const int64_t start = now_ns();
    const pid_t child = vfork();
    if (child == 0) {
        prctl(PR_SET_PDEATHSIG, SIGKILL);
        error = execute(executable, argv, env);
        _exit(127);
    }
    if (child < 0) {
        report->error = errno;
        return;
    }
    while (wait4(child, &report->wait_status, 0, &usage) < 0 && errno == EINTR) {
    }
    report->wall_ns = now_ns() - start;
    report->error = error;
    report->user_us = microseconds(usage.ru_utime);
    report->system_us = microseconds(usage.ru_stime);
    report->max_rss = usage.ru_maxrss;
    report->minor_faults = usage.ru_minflt;
    report->major_faults = usage.ru_majflt;
    report->voluntary_switches = usage.ru_nvcsw;
    report->involuntary_switches = usage.ru_nivcsw;
}

int main(int argc, char** argv, char** env) {
    struct launch_report report;
    int events[2] = {-1, -1};
    memset(&report, 0, sizeof report);
    if (argc < 7)
        return 2;
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    fcntl(report_descriptor, F_SETFD, FD_CLOEXEC);
    if (argv[1][0] != '\0' && chdir(argv[1]) != 0)
        report.error = errno;
    else if (argv[2][0] != '\0')
        report.error = pin(argv[2]);
    if (report.error == 0 && argv[3][0] != '\0') {
        report.error = prioritise(argv[3]);
        prioritise_session(argv[3]);
    }
    if (report.error == 0) {
        open_events(argv[4], events);
        run(&report, argv[5], argv + 6, env);
        read_events(&report, events);
    }
    return write(report_descriptor, &report, sizeof report) == sizeof report ? 0 : 1;
}
