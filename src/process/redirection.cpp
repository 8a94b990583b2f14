#include "redirection.hpp"

#include "perfeng/model/error.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstring>
#include <filesystem>

namespace perfeng::process {
namespace {

int open_high(const std::string& path, int flags) {
    const int low = ::open(path.c_str(), flags | O_CLOEXEC, 0666);
    if (low < 0)
        return -1;
    const int high = ::fcntl(low, F_DUPFD_CLOEXEC, 10); // above 0 to 3, which the child's own will overwrite
    ::close(low);
    return high;
}

} // namespace

Input::Input(const Command& command) {
    const auto path = command.stdin_path.empty() ? std::filesystem::path("/dev/null")
                                                 : std::filesystem::path(command.cwd) / command.stdin_path;
    descriptor_ = open_high(path.string(), O_RDONLY);
    if (descriptor_ < 0)
        throw Error("cannot read " + path.string() + " as standard input: " + std::strerror(errno), "check --stdin");
}

Input::~Input() { ::close(descriptor_); }

Redirection::Redirection(const Output& output) : output_(output) {
    switch (output.to) {
    case Output::To::discard:
        descriptor_ = open_high("/dev/null", O_WRONLY);
        break;
    case Output::To::file:
        descriptor_ = open_high(output.path, O_WRONLY | O_CREAT | O_TRUNC);
        break;
    case Output::To::inherit:
        descriptor_ = ::fcntl(STDERR_FILENO, F_DUPFD_CLOEXEC, 10);
        break;
    case Output::To::capture:
    case Output::To::stream:
        pipe_.emplace();
        return;
    }
    if (descriptor_ < 0)
        throw Error("cannot write to " + output.path + ": " + std::strerror(errno), "check the path and free space");
}

Redirection::~Redirection() {
    if (descriptor_ >= 0)
        ::close(descriptor_);
}

int Redirection::child_end() const { return pipe_ ? pipe_->write_end() : descriptor_; }

void Redirection::close_child_end() {
    if (pipe_)
        pipe_->close_write_end();
    else
        ::close(std::exchange(descriptor_, -1));
}

void Redirection::receive() {
    std::array<char, std::size_t{1} << 16U> piece{};
    const auto got = ::read(pipe_->read_end(), piece.data(), piece.size());
    if (got < 0 && errno == EINTR)
        return;
    if (got <= 0) {
        pipe_->close_read_end();
        return;
    }
    const std::string_view text(piece.data(), static_cast<std::size_t>(got));
    if (output_.to == Output::To::capture)
        captured_ += text;
    else
        output_.sink(text);
}

} // namespace perfeng::process
