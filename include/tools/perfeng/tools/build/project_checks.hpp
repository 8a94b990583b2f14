#pragma once

#include "perfeng/model/check.hpp"

#include <filesystem>
#include <string>
#include <vector>

namespace perfeng::tools {

/// A test or lint of a project, as the files that stand there tell it.
struct ProjectCheck {
    CheckKind kind = CheckKind::test;
    std::string command;   ///< for a shell
    std::string directory; ///< to run it in
    std::string source;    ///< "Cargo.toml in /src/app"
    std::string why_not;   ///< it can't be run; empty: it can
    std::string how;       ///< to get what is missing
};

/// Recognises Cargo, CMake, Meson, Make, Go, Python, npm, Maven and Gradle in the nearest directory, from `directory`
/// upward, that holds a file of one of them. `program`, the file that is measured, may be empty; of several CMake or
/// Meson build directories it tells the right one.
[[nodiscard]] std::vector<ProjectCheck> recognise_project_checks(const std::filesystem::path& directory,
                                                                 const std::filesystem::path& program);

} // namespace perfeng::tools
