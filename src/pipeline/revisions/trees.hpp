#pragma once

#include "perfeng/pipeline/context.hpp"
#include "perfeng/process/file_lock.hpp"
#include "perfeng/tools/source/revisions.hpp"

#include <filesystem>
#include <optional>
#include <string>

namespace perfeng::pipeline {

/// A work tree that is whole.
struct RevisionTree {
    tools::GitCommit commit;
    std::filesystem::path path; ///< STORE/trees/HASH, 16 digits of it
};

/// Work trees below the store, used again while they are whole. Beside the tree HASH stands HASH.whole once it is
/// checked out, HASH.building while it is built, and HASH.built afterwards: a tree that is half-made is made anew,
/// however perfeng ended.
class RevisionTrees {
public:
    /// Throws Error where another perfeng works on this store's trees.
    RevisionTrees(const Context& context, const tools::GitRevisions& git);

    /// Throws Error with git's words.
    [[nodiscard]] RevisionTree tree_of(const tools::GitCommit& commit);
    void discard(const RevisionTree& tree);

    /// From here on the tree is half-made, until keep_built() says otherwise. One that another command built is made
    /// anew first.
    void begin_build(const RevisionTree& tree);
    /// The seconds that this build took, where it is done.
    [[nodiscard]] std::optional<double> built(const RevisionTree& tree, const std::string& build) const;
    void keep_built(const RevisionTree& tree, const std::string& build, double seconds) const;

    /// Removes all but the last eight that were used.
    void drop_oldest() const;

private:
    void remove(const std::filesystem::path& tree) const;

    const Context& context_;
    const tools::GitRevisions& git_;
    std::filesystem::path directory_;
    process::FileLock lock_;
};

} // namespace perfeng::pipeline
