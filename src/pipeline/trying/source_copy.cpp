#include "source_copy.hpp"

#include "building.hpp"

#include <algorithm>
#include <array>
#include <set>

namespace perfeng::pipeline {
namespace {

namespace fs = std::filesystem;

constexpr std::uintmax_t largest = std::uintmax_t{2} << 30U;

constexpr std::array<std::string_view, 11> built_extensions{".o", ".obj",   ".a",    ".lo",   ".la", ".so",
                                                            ".d", ".dylib", ".gcda", ".gcno", ".pyc"};
constexpr std::array<std::string_view, 4> not_source{".git", ".hg", ".svn", ".perfeng"};

bool looks_built(const fs::path& path) {
    const auto name = path.filename().string();
    return std::ranges::find(built_extensions, path.extension().string()) != built_extensions.end() ||
           name.find(".so.") != std::string::npos;
}

void add_below(const fs::path& root, const fs::path& directory, const fs::path& program, SourceTree& tree) {
    for (auto entry = fs::recursive_directory_iterator(directory); entry != fs::recursive_directory_iterator();
         ++entry) {
        const auto& path = entry->path();
        if (std::ranges::find(not_source, path.filename().string()) != not_source.end())
            entry.disable_recursion_pending();
        else if (entry->is_symlink() || (entry->is_regular_file() && !looks_built(path) && path != program))
            tree.files.push_back(path.lexically_relative(root));
    }
}

/// What `git ls-files -z` lists; a submodule is listed as its directory.
SourceTree tracked(const fs::path& root, std::string_view listed, const fs::path& program) {
    SourceTree tree{.root = root, .files = {}};
    while (!listed.empty()) {
        const auto end = std::min(listed.find('\0'), listed.size());
        const fs::path file(listed.substr(0, end));
        listed.remove_prefix(std::min(end + 1, listed.size()));
        if (fs::is_symlink(root / file) || fs::is_regular_file(root / file))
            tree.files.push_back(file);
        else if (fs::is_directory(root / file))
            add_below(root, root / file, program, tree);
    }
    return tree;
}

} // namespace

tl::expected<SourceTree, tools::Unavailable> find_sources(const Workshop& shop) {
    const fs::path cwd = shop.workload().cwd;
    const fs::path program = shop.executable().path;
    SourceTree tree{.root = cwd, .files = {}};
    auto top = run_build(shop, {"git", "rev-parse", "--show-toplevel"}, cwd);
    if (top) {
        top->out.erase(top->out.find_last_not_of('\n') + 1);
        const auto listed = run_build(shop, {"git", "ls-files", "-z", "-c", "-o", "--exclude-standard"}, top->out);
        if (listed)
            tree = tracked(top->out, listed->out, program);
    }
    if (tree.files.empty())
        add_below(cwd, cwd, program, tree);
    std::erase_if(tree.files, [&](const fs::path& file) { return tree.root / file == program; });
    std::uintmax_t size = 0;
    for (const auto& file : tree.files)
        size += fs::is_regular_file(tree.root / file) ? fs::file_size(tree.root / file) : 0;
    if (size > largest)
        return tl::unexpected(tools::Unavailable{"the source in " + tree.root.string() + " is over 2 GiB to copy",
                                                 "run it in the directory of the source, or keep data out of git"});
    return tree;
}

void copy_sources(const SourceTree& tree, const fs::path& directory) {
    fs::create_directories(directory);
    for (const auto& file : tree.files) {
        const auto from = tree.root / file;
        const auto to = directory / file;
        fs::create_directories(to.parent_path());
        fs::copy(from, to, fs::copy_options::copy_symlinks | fs::copy_options::overwrite_existing);
        if (!fs::is_symlink(to))
            fs::last_write_time(to, fs::last_write_time(from));
    }
}

} // namespace perfeng::pipeline
