#pragma once

#include "perfeng/model/error.hpp"

#include <tl/expected.hpp>

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

namespace perfeng::tools {

// Replies of CMake's file API (cmake-file-api(7), object kind "codemodel", version 2), which a query in
// BUILD/.cmake/api/v1/query/codemodel-v2 brings forth.

/// The files that describe the targets of `codemodel-v2-*.json`, relative to it, each once.
[[nodiscard]] tl::expected<std::vector<std::string>, ReadError> read_codemodel(std::string_view json);

/// What one such file says. `artifacts` are paths, relative to the build directory where they lie below it.
struct CMakeTarget {
    std::string name;
    std::string type; ///< "EXECUTABLE", "STATIC_LIBRARY", ...
    std::vector<std::string> artifacts;
};
[[nodiscard]] tl::expected<CMakeTarget, ReadError> read_cmake_target(std::string_view json);

/// Those that a build directory has replies about; none where nobody asked.
[[nodiscard]] std::vector<CMakeTarget> cmake_targets_of(const std::filesystem::path& build);

} // namespace perfeng::tools
