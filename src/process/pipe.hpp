#pragma once

#include "perfeng/model/error.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <array>
#include <utility>

namespace perfeng::process {

/// Both ends are closed on exec, and at the end of the scope unless released. The ends are numbered 10 or higher, so
/// that placing them as a child's 0 to 3 never overwrites one that is still to be placed.
class Pipe {
public:
    Pipe() {
        std::array<int, 2> ends{};
        if (::pipe(ends.data()) != 0)
            throw Error("cannot open a pipe", "raise the limit of open files (ulimit -n)");
        for (std::size_t i = 0; i < 2; i++) {
            ends_[i] = ::fcntl(ends[i], F_DUPFD_CLOEXEC, 10);
            ::close(ends[i]);
        }
    }
    ~Pipe() {
        close_read_end();
        close_write_end();
    }
    Pipe(const Pipe&) = delete;
    Pipe& operator=(const Pipe&) = delete;

    [[nodiscard]] int read_end() const { return ends_[0]; }
    [[nodiscard]] int write_end() const { return ends_[1]; }
    [[nodiscard]] int release_read_end() { return std::exchange(ends_[0], -1); }
    [[nodiscard]] int release_write_end() { return std::exchange(ends_[1], -1); }
    void close_read_end() { close(ends_[0]); }
    void close_write_end() { close(ends_[1]); }

private:
    static void close(int& end) {
        if (end >= 0)
            ::close(std::exchange(end, -1));
    }

    std::array<int, 2> ends_{-1, -1};
};

} // namespace perfeng::process
