#pragma once

#include "perfeng/model/error.hpp"
#include "perfeng/pipeline/context.hpp"
#include "perfeng/tools/source/revisions.hpp"

#include <tl/expected.hpp>

#include <string>

namespace perfeng::pipeline {

/// Throws Error where the directory is in none.
[[nodiscard]] inline tools::GitRevisions repository_of(const Context& context, const std::string& directory) {
    auto git = tools::GitRevisions::find(context.runner, directory);
    if (!git)
        throw Error(directory + " is in no git repository, or git is not installed",
                    "go into the repository; without one, compare two programs: perfeng compare --base CMD --candidate "
                    "CMD");
    return *std::move(git);
}

/// What git answers; what it refuses ends the command.
template <typename T> [[nodiscard]] T answered(tl::expected<T, std::string> answer) {
    if (!answer)
        throw Error(answer.error(), "see what there is: git log --oneline; a clone of depth 1 has one commit only: git "
                                    "fetch --unshallow");
    return *std::move(answer);
}

} // namespace perfeng::pipeline
