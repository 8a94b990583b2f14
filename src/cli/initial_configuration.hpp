#pragma once

#include "perfeng/tools/build/project_checks.hpp"
#include "perfeng/tools/build/project_programs.hpp"

#include <string>
#include <vector>

namespace perfeng::cli {

/// A perfeng.toml for a project: its programs as workloads, the first three of them, its checks, and the other keys
/// with what holds without them, commented out as "#key = value".
[[nodiscard]] std::string initial_configuration(const tools::ProjectOutline& project,
                                                const std::vector<tools::ProjectCheck>& checks);

} // namespace perfeng::cli
