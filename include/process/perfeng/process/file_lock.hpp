#pragma once

#include <filesystem>
#include <optional>

namespace perfeng::process {

/// A lock that one process at a time holds (flock). The system gives it back however the process ends; the file stays.
class FileLock {
public:
    /// Creates the file where it is missing. None where another process holds it, or the file cannot be made.
    [[nodiscard]] static std::optional<FileLock> try_to_take(const std::filesystem::path& file);

    ~FileLock();
    FileLock(FileLock&& other) noexcept;
    FileLock& operator=(FileLock&&) = delete;
    FileLock(const FileLock&) = delete;
    FileLock& operator=(const FileLock&) = delete;

private:
    explicit FileLock(int descriptor) : descriptor_(descriptor) {}

    int descriptor_;
};

} // namespace perfeng::process
