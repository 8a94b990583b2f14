#pragma once

#include "perfeng/model/measurement.hpp"
#include "perfeng/process/runner.hpp"

#include <filesystem>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace perfeng::measure {

/// A build to be measured. Commands are a shell's, run in `cwd`.
struct BuildPlan {
    std::string build;
    std::string clean; ///< makes the next build a whole one; empty: a scratch directory, where that can be
    std::string touch; ///< the source file of the incremental build; empty: the one changed last below `sources`
    std::filesystem::path cwd;
    std::filesystem::path sources; ///< of the project
    int repeats = 2;
    double limit = 120; ///< seconds for all of it
};

/// Seconds of each build, in the order of measuring.
struct BuildMeasurement {
    std::vector<double> clean;
    std::vector<double> incremental;
    std::string touched;             ///< the file of the incremental builds
    std::optional<BuildTimes> times; ///< of the last clean build, where cargo or ninja tells
    std::vector<NotMeasured> not_measured;
};

/// Measures clean builds and incremental ones, without harm to what the user has built:
/// - cargo builds into a scratch CARGO_TARGET_DIR, and tells its slowest crates (`--timings`);
/// - a command that names a build directory of CMake runs with a scratch directory instead, configured as the user's
///   cache says; configuring is not timed;
/// - for any other command `clean` is needed: it is run where the user builds.
/// A clean build goes without ccache, whose hits would be measured. For the incremental build a source file gets a new
/// time of modification, and its old one back afterwards; its content is never touched. What can't be measured is told.
[[nodiscard]] BuildMeasurement measure_build(process::Runner& runner, const BuildPlan& plan,
                                             const std::filesystem::path& scratch,
                                             const std::function<void(std::string_view)>& announce);

/// The source file below a directory that was modified last: neither in a build directory, nor hidden. None where
/// there is none.
[[nodiscard]] std::optional<std::filesystem::path> last_modified_source(const std::filesystem::path& directory);

} // namespace perfeng::measure
