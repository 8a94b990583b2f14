#pragma once

#include "pipe.hpp"

#include "perfeng/process/runner.hpp"

#include <optional>
#include <string>

namespace perfeng::process {

/// A child's standard input: a file, or /dev/null. Throws Error where it can't be opened.
class Input {
public:
    explicit Input(const Command& command);
    ~Input();
    Input(const Input&) = delete;
    Input& operator=(const Input&) = delete;

    [[nodiscard]] int descriptor() const { return descriptor_; }

private:
    int descriptor_ = -1;
};

/// A child's stdout or stderr on its way to where `output` says.
class Redirection {
public:
    explicit Redirection(const Output& output);
    ~Redirection();
    Redirection(const Redirection&) = delete;
    Redirection& operator=(const Redirection&) = delete;

    [[nodiscard]] int child_end() const;
    void close_child_end();
    /// -1 where nothing comes through perfeng, or all of it has come.
    [[nodiscard]] int read_end() const { return pipe_ ? pipe_->read_end() : -1; }
    [[nodiscard]] bool open() const { return read_end() >= 0; }
    /// Reads one piece and passes it on. Call when read_end() is readable.
    void receive();
    /// What was captured.
    [[nodiscard]] std::string take() { return std::move(captured_); }

private:
    const Output& output_;
    std::optional<Pipe> pipe_;
    int descriptor_ = -1;
    std::string captured_;
};

} // namespace perfeng::process
