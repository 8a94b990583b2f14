#pragma once

#include "perfeng/model/build.hpp"
#include "perfeng/tools/build/cargo_project.hpp"
#include "perfeng/tools/build/cmake_cache.hpp"

#include <filesystem>
#include <vector>

namespace perfeng::tools {

/// What a project asks of its build now, each fact `declared`.
[[nodiscard]] std::vector<BuildFact> facts_of(const CargoProject& project);
[[nodiscard]] std::vector<BuildFact> facts_of(const CMakeProject& project);
[[nodiscard]] std::vector<BuildFact> facts_of(const MesonProject& project);

/// Of the project that an executable was built in: cargo's, CMake's or meson's, told by where it lies. Empty where it
/// lies in none. `cwd`: where the workload runs.
[[nodiscard]] std::vector<BuildFact> project_facts(const std::filesystem::path& executable,
                                                   const std::filesystem::path& cwd,
                                                   const Environ& environ = own_environment);

/// Facts of both that agree become one, with both sources and the more precise value; the others stay as they are. So a
/// `what` that stands twice is a contradiction.
[[nodiscard]] std::vector<BuildFact> join_facts(std::vector<BuildFact> shown, std::vector<BuildFact> declared);

} // namespace perfeng::tools
