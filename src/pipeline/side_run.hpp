#pragma once

#include "staging.hpp"

#include "perfeng/pipeline/context.hpp"

#include <filesystem>
#include <string>
#include <vector>

namespace perfeng::pipeline {

/// One execution of one side, with all that it put out kept: in a directory of its own.
struct SideRun {
    ExitStatus status;
    double seconds = 0;
    std::filesystem::path out;
    std::filesystem::path err;
    struct File {
        std::string name;           ///< as it was declared
        std::filesystem::path copy; ///< empty: this execution did not write it
        std::filesystem::path original;
    };
    std::vector<File> files;
};

/// Runs a side once, the workload's prepare command before it. `directory` is made. A failing program is no error.
[[nodiscard]] SideRun run_side(const Context& context, const StagedSide& side, const std::vector<std::string>& outputs,
                               double time_limit, const std::filesystem::path& directory);

} // namespace perfeng::pipeline
