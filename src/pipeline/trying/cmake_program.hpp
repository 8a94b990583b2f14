#pragma once

#include "family.hpp"

#include "perfeng/tools/build/cmake_cache.hpp"

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace perfeng::pipeline {

/// A program of a CMake project, and the user's configuration of it.
struct CMakeProgram {
    std::string cmake;
    std::filesystem::path source;
    std::filesystem::path build;
    std::string artifact; ///< the program, relative to `build`
    tools::CMakeCache cache;

    [[nodiscard]] std::string value(std::string_view name) const { return cache.value(name); }
    [[nodiscard]] std::string build_type() const { return cache.build_type(); }
    /// "C" and "CXX", those that the project uses.
    [[nodiscard]] std::vector<std::string> languages() const;
    /// The variable that holds the flags of today's build type: "CMAKE_CXX_FLAGS_RELEASE".
    [[nodiscard]] std::string flags_variable(const std::string& language) const;
    [[nodiscard]] bool uses_clang() const;
};

/// Where a CMakeCache.txt stands above the executable.
[[nodiscard]] std::optional<CMakeProgram> find_cmake_program(const Workshop& shop);

/// A variable of the cache, set anew; without a value it is left to CMake.
struct CMakeSetting {
    std::string name;
    std::optional<std::string> value;
};

/// Configures the project anew in `directory` as the user has it, but for `settings`. An error too where the project
/// writes what it builds to a place outside of the build directory, which would be the user's own.
[[nodiscard]] std::optional<tools::Unavailable> configure_cmake(const Workshop& shop, const CMakeProgram& program,
                                                                const std::vector<CMakeSetting>& settings,
                                                                const std::filesystem::path& directory);

/// Builds the program's target, and what that needs, from scratch.
[[nodiscard]] BuiltOrNot build_cmake(const Workshop& shop, const CMakeProgram& program,
                                     const std::filesystem::path& directory);

} // namespace perfeng::pipeline
