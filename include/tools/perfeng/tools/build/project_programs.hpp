#pragma once

#include "perfeng/model/error.hpp"

#include <tl/expected.hpp>

#include <filesystem>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace perfeng::tools {

/// A program of a project, and the command line that runs it in the project's directory.
struct ProjectProgram {
    std::string name;
    std::string command;
    std::map<std::string, std::string> env; ///< that it needs
};

/// What the files of a directory tell of its programs.
struct ProjectOutline {
    std::string kind;                     ///< "cargo", "CMake", "make", "npm", "Python"; empty: none is recognised
    std::string file;                     ///< that tells so, "Cargo.toml"
    std::string build;                    ///< for a shell; empty: none is known, or the command itself builds
    std::vector<ProjectProgram> programs; ///< tests and benchmarks last
};
/// Of this directory alone, nothing above it.
[[nodiscard]] ProjectOutline outline_project(const std::filesystem::path& directory);

/// Whether pytest finds tests here: a directory "tests" or "test", or a file test_*.py.
[[nodiscard]] bool has_python_tests(const std::filesystem::path& directory);

/// What a Cargo.toml tells of its binaries; those of src/ stand beside it.
struct CargoBinaries {
    std::string package;              ///< empty: a workspace alone
    std::vector<std::string> named;   ///< [[bin]]
    std::vector<std::string> members; ///< of the workspace; "crates/*" too
    bool automatic = true;            ///< src/main.rs and src/bin are binaries without being named
};
[[nodiscard]] tl::expected<CargoBinaries, ReadError> read_cargo_binaries(std::string_view toml);

/// What a CMakeLists.txt says of programs, where it says it plainly: `${PROJECT_NAME}` is replaced, other names with
/// variables are passed over, and conditions are not looked at.
struct CMakeLists {
    std::string project;
    std::vector<std::string> executables;
    std::vector<std::string> subdirectories;
};
[[nodiscard]] CMakeLists read_cmake_lists(std::string_view text);

/// The program that a makefile makes: the value of TARGET, PROG or the like; else the target of the directory's
/// name, if not .PHONY; else the first that a recipe writes with -o. Empty where none is found.
[[nodiscard]] std::string read_makefile_program(std::string_view text, std::string_view directory_name);

/// Directories whose makefiles a makefile's recipes call, in the order of their first call: "lib", and "programs" of
/// "$(MAKE) -C $(PRGDIR) $@" below "PRGDIR = programs".
[[nodiscard]] std::vector<std::string> read_called_directories(std::string_view makefile);

/// The programs of a package.json: "bin", else "main", else scripts.start where that is `node FILE`.
[[nodiscard]] tl::expected<std::vector<ProjectProgram>, ReadError> read_node_programs(std::string_view json);

/// An entry of [project.scripts] in a pyproject.toml: "pkg.cli:main".
struct PythonScript {
    std::string name;
    std::string module;
    std::string function;
};
[[nodiscard]] tl::expected<std::vector<PythonScript>, ReadError> read_python_scripts(std::string_view toml);

} // namespace perfeng::tools
