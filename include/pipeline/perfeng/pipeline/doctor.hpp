#pragma once

#include "perfeng/model/diagnosis.hpp"
#include "perfeng/process/runner.hpp"

#include <string>

namespace perfeng::pipeline {

/// Looks for every tool, or for the one of this name, tries them, and reads the settings of the machine that matter to
/// them. Takes seconds. Throws Error where there is no tool of that name.
[[nodiscard]] Diagnosis diagnose(process::Runner& runner, const std::string& tool = "");

} // namespace perfeng::pipeline
