#pragma once

#include <filesystem>
#include <string>
#include <string_view>

namespace perfeng::process {

/// Throws Error: "cannot WHAT PATH: reason", with the next step for that errno.
[[noreturn]] void fail_on_file(const std::string& what, const std::filesystem::path& path, int error);
/// What the user can do about a file operation that failed with this errno.
[[nodiscard]] const char* next_step(int error);

/// Creates what is missing of the path. Throws Error.
void make_directories(const std::filesystem::path& directory);

/// A file that takes its name only when it is whole and on disk, and vanishes otherwise.
class PendingFile {
public:
    static constexpr std::string_view prefix = ".perfeng-tmp-";

    /// Made in `directory`, with `mode` less the umask.
    PendingFile(const std::filesystem::path& directory, unsigned mode);
    ~PendingFile();
    PendingFile(const PendingFile&) = delete;
    PendingFile& operator=(const PendingFile&) = delete;

    [[nodiscard]] int descriptor() const { return descriptor_; }
    [[nodiscard]] const std::filesystem::path& path() const { return path_; }
    void write(std::string_view piece) const;
    /// Renames it to `target`, on the same file system. Both the content and the name are on disk afterwards.
    void commit(const std::filesystem::path& target);

private:
    std::filesystem::path path_;
    int descriptor_ = -1;
};

} // namespace perfeng::process
