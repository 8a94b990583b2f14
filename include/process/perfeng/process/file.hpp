#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>

namespace perfeng::process {

/// The whole file. Throws Error (what failed, what to do) when it can't be read.
[[nodiscard]] std::string read_file(const std::filesystem::path& path);

/// Writes the file whole or not at all: a temporary file beside it, fsync, rename. Throws Error; a full disk leaves
/// what stood there before.
void write_file(const std::filesystem::path& path, std::string_view content);

/// At most the last `bytes` of a file, from the start of a line; empty where there is no such file.
[[nodiscard]] std::string tail_of_file(const std::filesystem::path& path, std::size_t bytes);

/// The nearest directory, from `start` upward, for which `holds`; none where there is none.
template <typename Holds>
[[nodiscard]] std::optional<std::filesystem::path> directory_upward(std::filesystem::path start, const Holds& holds) {
    for (;; start = start.parent_path()) {
        if (holds(start))
            return start;
        if (!start.has_parent_path() || start == start.parent_path())
            return std::nullopt;
    }
}

/// The nearest that holds a file of this name.
[[nodiscard]] std::optional<std::filesystem::path> directory_with(const std::filesystem::path& start,
                                                                  const std::filesystem::path& name);

/// The root of the repository that a directory lies in: the nearest that holds `.git`. Empty: none.
[[nodiscard]] std::string repository_root(const std::filesystem::path& directory);

/// A directory that is removed, with all it holds, at the end of its scope. `parent` empty: the system's own place
/// for temporary files.
class TemporaryDirectory {
public:
    explicit TemporaryDirectory(const std::filesystem::path& parent = {});
    ~TemporaryDirectory();
    TemporaryDirectory(const TemporaryDirectory&) = delete;
    TemporaryDirectory& operator=(const TemporaryDirectory&) = delete;

    [[nodiscard]] const std::filesystem::path& path() const { return path_; }

private:
    std::filesystem::path path_;
};

} // namespace perfeng::process
