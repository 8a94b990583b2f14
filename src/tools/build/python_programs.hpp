#pragma once

#include "perfeng/tools/build/project_programs.hpp"

namespace perfeng::tools {

/// Of a directory with Python files: packages with a __main__ module, console scripts, main.py and the like.
[[nodiscard]] std::vector<ProjectProgram> python_programs(const std::filesystem::path& directory);

} // namespace perfeng::tools
