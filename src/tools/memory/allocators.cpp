#include "perfeng/tools/memory/allocators.hpp"

#include "text/reading.hpp"

#include <algorithm>
#include <array>

namespace perfeng::tools {
namespace {

namespace fs = std::filesystem;

constexpr std::array known_allocators{
    Allocator{"jemalloc", "libjemalloc", "libjemalloc2", "jemalloc"},
    Allocator{"mimalloc", "libmimalloc", "libmimalloc2.0", "mimalloc"},
    Allocator{"tcmalloc", "libtcmalloc_minimal", "libtcmalloc-minimal4", "gperftools"},
};

/// "libjemalloc.so.2", "libjemalloc.2.dylib": what can be loaded, and not the archive beside it.
bool is_loadable(std::string_view file, std::string_view library) {
    return skip(file, library) && file.starts_with('.') && (file.starts_with(".so") || file.ends_with(".dylib"));
}

} // namespace

std::span<const Allocator> allocators() { return known_allocators; }

tl::expected<std::string, Unavailable> find_allocator(const Allocator& allocator,
                                                      const std::vector<fs::path>& directories) {
    for (const auto& directory : directories) {
        std::error_code ignored;
        std::vector<fs::path> found;
        for (const auto& entry : fs::directory_iterator(directory, ignored))
            if (is_loadable(entry.path().filename().string(), allocator.library))
                found.push_back(entry.path());
        if (!found.empty())
            return std::ranges::min(found).string(); // the shortest name is the link to the newest
    }
    return tl::unexpected(Unavailable{"there is no " + std::string(allocator.library) + " here",
                                      "apt-get install " + std::string(allocator.package) + ", or brew install " +
                                          std::string(allocator.formula)});
}

std::vector<fs::path> library_directories() {
    std::vector<fs::path> directories;
    std::error_code ignored;
    for (const auto* const root : {"/usr/local/lib", "/usr/lib"})
        for (const auto& entry : fs::directory_iterator(root, ignored))
            if (entry.path().filename().string().ends_with("-linux-gnu"))
                directories.push_back(entry.path());
    for (const auto* const usual : {"/usr/local/lib", "/usr/lib64", "/usr/lib", "/opt/homebrew/lib", "/opt/local/lib"})
        directories.emplace_back(usual);
    return directories;
}

std::set<std::string> read_tunables(std::string_view text) {
    std::set<std::string> names;
    for (Lines lines(text); lines.next();)
        if (lines.line().starts_with("glibc."))
            names.emplace(lines.line().substr(0, lines.line().find(':')));
    return names;
}

} // namespace perfeng::tools
