#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace perfeng::analysis {

/// The source files that were measured, and how to find them under the names that tools give them: a compiler's
/// directory and name, the path of another checkout, a name relative to some directory.
class SourcePaths {
public:
    /// `root` is absolute; `files` are relative to it (or absolute where they lie elsewhere); `directory` is that,
    /// relative to `root`, from which relative names are told first ("" for the root itself).
    SourcePaths(std::string root, std::vector<std::string> files, std::string directory = {});

    /// The file, relative to the root. In this order: what lies below the root; a name relative to `directory` or to
    /// the root; the longest file whose whole path ends the given one ("/ci/app/src/a.c" for src/a.c); the only file
    /// that ends in the given relative name ("com/x/A.java", "a.c"). None where that is not told, or told by several.
    [[nodiscard]] std::optional<std::string> locate(std::string_view path) const;

    [[nodiscard]] const std::string& root() const { return root_; }

private:
    [[nodiscard]] bool holds(const std::string& file) const;

    std::string root_;
    std::string directory_;
    std::map<std::string, std::vector<std::string>, std::less<>> by_name_; ///< the last part of a path
};

} // namespace perfeng::analysis
