#pragma once

#include "session.hpp"

#include <CLI/CLI.hpp>

#include <memory>
#include <string>
#include <vector>

namespace perfeng::cli {

/// One subcommand: its options, and what it does. One file each; the list stands in commands.cpp.
class Command {
public:
    virtual ~Command() = default;

    [[nodiscard]] virtual std::string name() const = 0;
    [[nodiscard]] virtual std::string summary() const = 0;
    /// Shown below the options: what else to know, with examples.
    [[nodiscard]] virtual std::string details() const { return {}; }
    /// Whether words after `--` are a command to measure.
    [[nodiscard]] virtual bool takes_workload() const { return false; }
    virtual void add_options(CLI::App& app) = 0;
    virtual ExitCode run(Session& session) = 0;
};

[[nodiscard]] std::vector<std::unique_ptr<Command>> all_commands();

} // namespace perfeng::cli
