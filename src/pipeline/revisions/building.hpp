#pragma once

#include "trees.hpp"

#include "perfeng/pipeline/revisions.hpp"

#include <string>

namespace perfeng::pipeline {

inline constexpr const char* base_side = "baseline";
inline constexpr const char* candidate_side = "candidate";

/// The workload of one side, with its program built.
struct BuiltRevision {
    Workload workload;
    std::string build;  ///< what built it; empty: nothing had to be
    double seconds = 0; ///< that it took, when it was done
};

/// Builds the workload's program in the tree, where that is not done yet. `--build` says how; else cargo does for
/// `cargo run` and for what stands below target/, CMake for what stands below a build directory, configured as the
/// user's own is. A script that git knows needs no build. `side` is one of the above.
/// Throws Error (of the candidate UnusableRevision) where nothing of the command is of the repository, where it cannot
/// be told how to build, and with the tail of a build that fails.
[[nodiscard]] BuiltRevision build_revision(const Context& context, const RevisionOptions& options,
                                           const tools::GitRevisions& git, RevisionTrees& trees,
                                           const RevisionTree& tree, const std::string& side);

/// The user's directory in the tree.
[[nodiscard]] std::filesystem::path directory_in(const RevisionTree& tree, const tools::GitRevisions& git,
                                                 const std::string& cwd);

} // namespace perfeng::pipeline
