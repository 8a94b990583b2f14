#pragma once

#include "perfeng/model/measurement.hpp"

#include <string>
#include <string_view>

namespace perfeng::analysis {

enum class BuildTool { cargo, cmake, meson, go, other };

/// What a program was built with, and where that is said.
struct BuildPlace {
    BuildTool tool = BuildTool::other;
    std::string project; ///< Cargo.toml of the workspace, or a source or build directory
    std::string profile; ///< cargo's
    std::string build;   ///< cmake's build directory
};
[[nodiscard]] BuildPlace build_place(const Executable& executable);

/// Made by the user, rather than by a distribution: below no system directory, or with a project around it; and no
/// interpreter of a script.
[[nodiscard]] bool is_own_program(const Measurement& measurement);

/// "none (-O0), by DW_AT_producer of 3 units"; "" where nothing is known.
[[nodiscard]] std::string told(const Measurement& measurement, std::string_view what);

/// Whether a value of "optimisation" is none at all, or that for debugging.
[[nodiscard]] bool is_unoptimised(std::string_view optimisation);

} // namespace perfeng::analysis
