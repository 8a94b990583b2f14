#pragma once

#include "perfeng/model/diagnosis.hpp"
#include "perfeng/process/runner.hpp"

#include <filesystem>
#include <vector>

namespace perfeng::measure {

/// The settings of the machine that decide what tools can see. Those of a system are asked for where they are: files
/// below `root` (/proc of Linux), programs in PATH (csrutil, xcode-select of macOS). What is not there is not told.
[[nodiscard]] std::vector<MachineCheck> check_machine(process::Runner& runner, const std::filesystem::path& root = "/");

} // namespace perfeng::measure
