#pragma once

#include "perfeng/model/error.hpp"
#include "perfeng/process/runner.hpp"

#include <tl/expected.hpp>

#include <cstdint>
#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace perfeng::tools {

/// Reads `git blame --line-porcelain`: of each line, in their order, when it was committed (seconds since 1970). What
/// is not committed yet has git's own moment, which is now.
[[nodiscard]] tl::expected<std::vector<std::int64_t>, ReadError> read_blame(std::string_view text);

/// Reads `git log -z --numstat --format=`: lines added and deleted by file, over all commits. Binary files have none.
[[nodiscard]] tl::expected<std::map<std::string, std::uint64_t>, ReadError> read_numstat(std::string_view text);

/// A work tree. Each question is one git process of at most 20 seconds; where git cannot answer, or takes longer,
/// there is no answer. Nothing is written.
class GitTree {
public:
    /// None where git is not installed, or the directory is not in a work tree.
    [[nodiscard]] static std::optional<GitTree> find(process::Runner& runner, const std::filesystem::path& directory);

    [[nodiscard]] const std::string& root() const { return root_; }
    /// Whether history is cut off, as in a checkout of depth 1: then every line seems new.
    [[nodiscard]] bool is_shallow() const;
    /// Tracked files, and new ones that are not ignored; relative to the root.
    [[nodiscard]] std::vector<std::string> files() const;
    /// Of these lines of a file (from 1, both included) those written less than `days` ago, or not committed yet.
    [[nodiscard]] std::optional<std::uint64_t> changed_lines(const std::string& file, int first, int last,
                                                             int days) const;
    /// Lines added and deleted in these files in the last `days`.
    [[nodiscard]] std::optional<std::map<std::string, std::uint64_t>> changes(const std::vector<std::string>& files,
                                                                              int days) const;

private:
    GitTree(process::Runner& runner, std::string git, std::string root);
    [[nodiscard]] std::optional<std::string> ask(std::vector<std::string> words) const;

    process::Runner* runner_;
    std::string git_;
    std::string root_;
};

} // namespace perfeng::tools
