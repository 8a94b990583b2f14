#pragma once

#include "perfeng/model/error.hpp"

#include <tl/expected.hpp>

#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace perfeng::tools {

/// One entry of a CMakeCache.txt: `NAME:TYPE=VALUE` (CMake 3.25, cmCacheManager::Load). What CMake worked out itself is
/// INTERNAL or STATIC; a variable from a command line that no project declared is UNINITIALIZED.
struct CMakeVariable {
    std::string name;
    std::string type;
    std::string value;
};

struct CMakeCache {
    std::vector<CMakeVariable> variables; ///< in the order of the file

    /// Empty where there is none of that name.
    [[nodiscard]] std::string value(std::string_view name) const;
    /// CMAKE_BUILD_TYPE; empty: none. A project may set one of its own, which the cache does not tell.
    [[nodiscard]] std::string build_type() const { return value("CMAKE_BUILD_TYPE"); }
    /// What is given to the compiler of `language` ("C" or "CXX"): CMAKE_C_FLAGS and those of the build type.
    [[nodiscard]] std::string flags(std::string_view language) const;
};
/// Comments are skipped. Refuses a text without an entry.
[[nodiscard]] tl::expected<CMakeCache, ReadError> read_cmake_cache(std::string_view text);

/// A script for `cmake -C` that gives a new build directory what the user chose for `build`. What the project works
/// out, and what lies in `build`, is left out. `appended` stands behind the value of a variable, or alone.
[[nodiscard]] std::string initial_cache(const CMakeCache& cache, const std::filesystem::path& build,
                                        const std::map<std::string, std::string>& appended = {});

/// What a build directory tells of one program.
struct CMakeProject {
    std::filesystem::path build;  ///< the directory of the cache
    std::filesystem::path source; ///< CMAKE_HOME_DIRECTORY
    CMakeCache cache;
    /// Flags that the program's own objects are compiled with, each set once: of CMakeFiles/NAME.dir/flags.make, of
    /// build.ninja, or of compile_commands.json. Empty: not told.
    std::vector<std::string> flags;
    std::string flags_source;
};
/// The build directory above an executable, where its cache names that directory as its own.
[[nodiscard]] std::optional<CMakeProject> find_cmake_project(const std::filesystem::path& executable);

/// Commands of a compile_commands.json, without compiler, source and output: what is left are flags. Each set once.
[[nodiscard]] tl::expected<std::vector<std::string>, ReadError> read_compile_flags(std::string_view json);

/// Options of a meson build directory (meson-info/intro-buildoptions.json): buildtype, optimization, debug, b_lto,
/// b_ndebug, b_sanitize, b_coverage, b_pgo, ...
using MesonOptions = std::map<std::string, std::string, std::less<>>;
[[nodiscard]] tl::expected<MesonOptions, ReadError> read_meson_options(std::string_view json);
struct MesonProject {
    std::filesystem::path build;
    MesonOptions options;
};
[[nodiscard]] std::optional<MesonProject> find_meson_project(const std::filesystem::path& executable);

} // namespace perfeng::tools
