#include "perfeng/process/file_lock.hpp"

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include <utility>

namespace perfeng::process {

std::optional<FileLock> FileLock::try_to_take(const std::filesystem::path& file) {
    constexpr mode_t for_all = 0666;
    const int descriptor = ::open(file.c_str(), O_CREAT | O_RDWR | O_CLOEXEC, for_all);
    if (descriptor < 0)
        return std::nullopt;
    if (::flock(descriptor, LOCK_EX | LOCK_NB) == 0)
        return FileLock(descriptor);
    ::close(descriptor);
    return std::nullopt;
}

FileLock::FileLock(FileLock&& other) noexcept : descriptor_(std::exchange(other.descriptor_, -1)) {}

FileLock::~FileLock() {
    if (descriptor_ >= 0)
        ::close(descriptor_);
}

} // namespace perfeng::process
