#include "perfeng/process/guardian.hpp"

#include "pipe.hpp"

#include "perfeng/model/error.hpp"

#include <fcntl.h>
#include <spdlog/spdlog.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <csignal>
#include <cstring>

namespace perfeng::process {
namespace {

constexpr long most_descriptors = 65536; // where the limit is higher, nobody opens that many

/// Else perfeng's output would stay open until the guardian ends, and another guardian's pipe too.
void close_all_but(int first, int second) {
    const auto end = std::min(::sysconf(_SC_OPEN_MAX), most_descriptors);
    for (int descriptor = 0; descriptor < end; descriptor++)
        if (descriptor != first && descriptor != second)
            ::close(descriptor);
}

ssize_t read_byte(int descriptor) {
    char byte = 0;
    ssize_t got = 0;
    while ((got = ::read(descriptor, &byte, 1)) < 0 && errno == EINTR) {
    }
    return got;
}

/// Between fork and _exit: only what is safe in a signal handler too (signal-safety(7)).
[[noreturn]] void stand_guard(int life, int ready, const std::vector<FileText>& texts) {
    ::setsid();
    for (const int signal : {SIGINT, SIGTERM, SIGHUP, SIGQUIT})
        ::signal(signal, SIG_IGN);
    close_all_but(life, ready);
    bool good = ::write(ready, "", 1) == 1;
    ::close(ready);
    read_byte(life);
    for (const auto& [file, text] : texts)
        good = write_in_place(file, text) && good;
    ::_exit(good ? 0 : 1);
}

int status_of(pid_t process) {
    int status = -1;
    while (::waitpid(process, &status, 0) < 0 && errno == EINTR) {
    }
    return status;
}

} // namespace

bool write_in_place(const std::filesystem::path& file, std::string_view text) noexcept {
    const int descriptor = ::open(file.c_str(), O_WRONLY | O_TRUNC | O_CLOEXEC);
    if (descriptor < 0)
        return false;
    const bool written = ::write(descriptor, text.data(), text.size()) == static_cast<ssize_t>(text.size());
    const int error = errno;
    ::close(descriptor);
    errno = error;
    return written;
}

Guardian::Guardian(std::vector<FileText> texts) : texts_(std::move(texts)) {
    Pipe life;
    Pipe ready;
    process_ = ::fork();
    if (process_ < 0)
        throw Error(std::string("cannot start a process: ") + std::strerror(errno),
                    "check the limits of processes and memory (ulimit -a)");
    if (process_ == 0) {
        life.close_write_end();
        stand_guard(life.read_end(), ready.write_end(), texts_);
    }
    ready.close_write_end();
    if (read_byte(ready.read_end()) != 1) {
        status_of(process_);
        throw Error("the process that is to restore what is changed was killed", "try again");
    }
    life_ = life.release_write_end();
}

Guardian::~Guardian() {
    ::close(life_);
    if (status_of(process_) == 0)
        return;
    for (const auto& [file, text] : texts_) // it was killed, or could not
        if (!write_in_place(file, text))
            spdlog::error("cannot write {} back: {}; by hand: echo {} | sudo tee {}", file.string(),
                          std::strerror(errno), text.substr(0, text.find('\n')), file.string());
}

} // namespace perfeng::process
