#include "perfeng/process/interrupt.hpp"

#include "wakeup.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <atomic>
#include <cerrno>
#include <csignal>

namespace perfeng::process {
namespace {

std::atomic<bool> signalled{false};
int wakeup_pipe[2] = {-1, -1};

extern "C" void on_signal(int) {
    signalled = true;
    const int saved = errno;
    const char byte = 0;
    [[maybe_unused]] const auto written = ::write(wakeup_pipe[1], &byte, 1);
    errno = saved;
}

} // namespace

int wakeup_descriptor() { return wakeup_pipe[0]; }

Interrupted::Interrupted()
    : Error("interrupted", "what was finished is kept: see `perfeng list`", ExitCode::interrupted) {}

void catch_interrupts() {
    if (::pipe(wakeup_pipe) != 0)
        throw Error("cannot open a pipe", "raise the limit of open files (ulimit -n)");
    for (const int end : wakeup_pipe) {
        ::fcntl(end, F_SETFD, FD_CLOEXEC);
        ::fcntl(end, F_SETFL, O_NONBLOCK);
    }
    struct sigaction action{};
    action.sa_handler = on_signal;
    ::sigemptyset(&action.sa_mask);
    for (const int signal : {SIGINT, SIGTERM, SIGHUP})
        ::sigaction(signal, &action, nullptr);
    action.sa_handler = SIG_IGN;
    ::sigaction(SIGPIPE, &action, nullptr);
}

bool interrupted() { return signalled; }

void check_interrupt() {
    if (signalled)
        throw Interrupted();
}

} // namespace perfeng::process
