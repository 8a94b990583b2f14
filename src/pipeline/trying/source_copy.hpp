#pragma once

#include "family.hpp"

#include <filesystem>
#include <string>
#include <vector>

namespace perfeng::pipeline {

/// The source tree around a workload, by what a build needs of it. `files` are relative to `root`.
struct SourceTree {
    std::filesystem::path root;
    std::vector<std::filesystem::path> files;
};

/// In a git checkout all that git tracks or would track, from its top; else the working directory, without what looks
/// built (object files, libraries, the program itself), so that a copy is built from scratch. Refused over 2 GiB.
[[nodiscard]] tl::expected<SourceTree, tools::Unavailable> find_sources(const Workshop& shop);

/// Copies it, with times and permissions, so that nothing looks newer than what it is made of.
void copy_sources(const SourceTree& tree, const std::filesystem::path& directory);

} // namespace perfeng::pipeline
