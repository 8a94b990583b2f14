#pragma once

#include <CLI/CLI.hpp>

#include <string>
#include <vector>

namespace perfeng::cli {

/// Gives every option that the command line left out its value from, strongest first: PERFENG_NAME in the environment
/// (PERFENG_TIME_BUDGET for --time-budget), the file `explicit_file` or else the nearest perfeng.toml upward from the
/// working directory, the user's own file ($XDG_CONFIG_HOME/perfeng/config.toml, ~/.config without it).
/// Throws Error (file, line, the nearest known key) for a key that is unknown or has a wrong type.
void apply_configuration(CLI::App& app, CLI::App& command, const std::string& explicit_file);

} // namespace perfeng::cli
