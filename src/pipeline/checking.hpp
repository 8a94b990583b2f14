#pragma once

#include "perfeng/model/check.hpp"
#include "perfeng/pipeline/context.hpp"

#include <filesystem>
#include <string>

namespace perfeng::pipeline {

/// A user's command that answers a question by its exit status.
struct ShellCommand {
    std::string line;
    std::string directory;
    double time_limit = 600;
};

/// Runs the command, and fills in how it ended: status, seconds, detail, and for one that did not pass the tail of its
/// output, stdout and stderr as they came. The whole is kept in the store. A command that is not there was not run.
void run_check(const Context& context, const ShellCommand& command, const std::filesystem::path& scratch, Check& check);

/// The last lines of a text.
[[nodiscard]] std::string last_lines(const std::string& text);

} // namespace perfeng::pipeline
