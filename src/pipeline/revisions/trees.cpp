#include "trees.hpp"

#include "perfeng/model/error.hpp"
#include "perfeng/process/file.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstdlib>
#include <functional>
#include <vector>

namespace perfeng::pipeline {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t digits = 16;    // of a hash
constexpr std::size_t kept_trees = 8; // the last that were used
constexpr const char* whole = ".whole";
constexpr const char* built_mark = ".built";
constexpr const char* building = ".building";

fs::path mark_of(const fs::path& tree, const char* ending) { return tree.string() + ending; }

process::FileLock locked(const fs::path& file) {
    fs::create_directories(file.parent_path());
    if (auto lock = process::FileLock::try_to_take(file))
        return *std::move(lock);
    throw Error("another perfeng works with the work trees of this store",
                "wait until it has ended, or use another store: --store DIR");
}

} // namespace

RevisionTrees::RevisionTrees(const Context& context, const tools::GitRevisions& git)
    : context_(context), git_(git), directory_(fs::absolute(context.store.directory()) / "trees"),
      lock_(locked(directory_ / "lock")) {}

RevisionTree RevisionTrees::tree_of(const tools::GitCommit& commit) {
    RevisionTree tree{commit, directory_ / commit.hash.substr(0, digits)};
    if (fs::exists(mark_of(tree.path, whole)) && !fs::exists(mark_of(tree.path, building)) &&
        fs::is_directory(tree.path)) {
        fs::last_write_time(mark_of(tree.path, whole), fs::file_time_type::clock::now());
        return tree;
    }
    discard(tree);
    context_.progress.stage(fmt::format("checking out {} {}", commit.brief(), commit.title));
    if (const auto added = git_.add_tree(tree.path, commit.hash); !added) {
        discard(tree);
        throw Error("git cannot check out " + commit.brief() + ": " + added.error(),
                    "try it by hand: git worktree add --detach /tmp/tree " + commit.brief());
    }
    process::write_file(mark_of(tree.path, whole), commit.hash + "\n");
    return tree;
}

void RevisionTrees::discard(const RevisionTree& tree) { remove(tree.path); }

void RevisionTrees::begin_build(const RevisionTree& tree) {
    if (fs::exists(mark_of(tree.path, built_mark))) { // by another command, whose objects this one might take
        discard(tree);
        (void)tree_of(tree.commit);
    }
    process::write_file(mark_of(tree.path, building), "");
}

/// "SECONDS\nCOMMAND"
std::optional<double> RevisionTrees::built(const RevisionTree& tree, const std::string& build) const {
    const auto mark = mark_of(tree.path, built_mark);
    if (!fs::exists(mark))
        return std::nullopt;
    const auto text = process::read_file(mark);
    const auto line = std::min(text.find('\n'), text.size());
    if (text.substr(std::min(line + 1, text.size())) != build)
        return std::nullopt;
    return std::strtod(text.c_str(), nullptr);
}

void RevisionTrees::keep_built(const RevisionTree& tree, const std::string& build, double seconds) const {
    process::write_file(mark_of(tree.path, built_mark), fmt::format("{}\n{}", seconds, build));
    fs::remove(mark_of(tree.path, building));
}

void RevisionTrees::remove(const fs::path& tree) const {
    std::error_code none;
    for (const auto* const beside : {built_mark, whole, building, ".log", ".cmake"})
        fs::remove(mark_of(tree, beside), none);
    git_.remove_tree(tree);
}

void RevisionTrees::drop_oldest() const {
    std::error_code none;
    std::vector<std::pair<fs::file_time_type, fs::path>> trees;
    for (const auto& entry : fs::directory_iterator(directory_, none))
        if (entry.path().extension() == whole)
            trees.emplace_back(entry.last_write_time(none), entry.path());
    std::ranges::sort(trees, std::greater{});
    for (std::size_t i = kept_trees; i < trees.size(); ++i) {
        auto tree = trees[i].second;
        remove(tree.replace_extension());
    }
}

} // namespace perfeng::pipeline
