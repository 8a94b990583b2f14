#pragma once

#include "perfeng/process/runner.hpp"

#include <tl/expected.hpp>

#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace perfeng::tools {

struct GitCommit {
    std::string hash;         ///< whole
    std::string title;        ///< first line of its message
    bool uncommitted = false; ///< made of a work tree

    /// As people and names write it: 12 digits.
    [[nodiscard]] std::string brief() const { return hash.substr(0, 12); }
};

struct DatedCommit {
    std::string hash;      ///< whole
    std::string committed; ///< ISO 8601, UTC
    std::string title;     ///< first line of its message
};

/// Reads `git log --format="%H %cd %s"`, one commit a line. What is no such line is passed over.
[[nodiscard]] std::vector<DatedCommit> read_dated_commits(std::string_view text);

/// The commits of a repository, and work trees of them. Hooks are not run. What git refuses is told in its own words.
class GitRevisions {
public:
    template <typename T> using Answer = tl::expected<T, std::string>;

    /// None where git is not installed, or the directory is not in a work tree.
    [[nodiscard]] static std::optional<GitRevisions> find(process::Runner& runner,
                                                          const std::filesystem::path& directory);

    [[nodiscard]] const std::filesystem::path& root() const { return root_; }

    /// The commit that a revision names ("HEAD~2", a tag, a branch, a part of a hash).
    [[nodiscard]] Answer<GitCommit> commit(const std::string& revision) const;

    /// What stands in the work tree: HEAD where that is all; else a commit on no branch, with what is not committed and
    /// what is new and not ignored, but for what a build made (built_files.hpp). The same content gives the same hash.
    /// The user's index is left alone; `scratch` is a directory for one of our own.
    [[nodiscard]] Answer<GitCommit> work_tree(const std::filesystem::path& scratch) const;

    /// Whether the commit holds a file of that path, relative to the root.
    [[nodiscard]] bool knows(const GitCommit& commit, const std::filesystem::path& file) const;

    /// The commits after `good` up to `bad`, oldest first, along first parents.
    [[nodiscard]] Answer<std::vector<GitCommit>> between(const std::string& good, const std::string& bad) const;

    /// Whether history is cut off, as in a checkout of depth 1.
    [[nodiscard]] bool is_shallow() const;

    /// Those of these whole hashes that the repository holds, in any order.
    [[nodiscard]] Answer<std::vector<DatedCommit>> known(const std::vector<std::string>& hashes) const;
    /// The history of HEAD, and of `tips` with it, oldest first: parents before their children. Only commits from
    /// `since` on (ISO 8601).
    [[nodiscard]] Answer<std::vector<DatedCommit>> history(const std::vector<std::string>& tips,
                                                           const std::string& since) const;

    /// The hash of the latest commit that both have in their history.
    [[nodiscard]] Answer<std::string> merge_base(const std::string& one, const std::string& other) const;

    /// A work tree of the commit, with its submodules, in a directory that is not there yet.
    [[nodiscard]] Answer<void> add_tree(const std::filesystem::path& directory, const std::string& hash) const;
    /// Removes the directory, and git's note of it; also what a killed add_tree left.
    void remove_tree(const std::filesystem::path& directory) const;

private:
    using Environment = std::map<std::string, std::optional<std::string>>;

    GitRevisions(process::Runner& runner, std::string git, std::filesystem::path root);
    [[nodiscard]] Answer<std::string> ask(std::vector<std::string> words, const Environment& env = {}) const;
    [[nodiscard]] Answer<std::string> ask_in(const std::filesystem::path& directory, std::vector<std::string> words,
                                             const Environment& env = {}, const std::string& input = {}) const;
    [[nodiscard]] Answer<std::vector<DatedCommit>> log_of(std::vector<std::string> words,
                                                          const std::vector<std::string>& revisions) const;

    process::Runner* runner_;
    std::string git_;
    std::filesystem::path root_;
};

} // namespace perfeng::tools
