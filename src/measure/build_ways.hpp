#pragma once

#include "perfeng/measure/build_time.hpp"

namespace perfeng::measure {

/// How clean builds are had. `build` is the command as it is run.
struct BuildWay {
    std::string build;
    std::string clean;     ///< run before each clean build, not timed; empty: nothing
    std::string configure; ///< run behind it, not timed; empty: nothing
    std::map<std::string, std::optional<std::string>> env;
    std::filesystem::path directory; ///< of its own, removed before each clean build; empty: where the user builds
    std::optional<BuildTimes> (*times)(const std::filesystem::path& directory) = nullptr;
};

/// None where a clean build would need what the user did not give; `why` then says what.
[[nodiscard]] std::optional<BuildWay> find_build_way(const BuildPlan& plan, const std::filesystem::path& scratch,
                                                     NotMeasured& why);

} // namespace perfeng::measure
