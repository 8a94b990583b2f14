#include "perfeng/process/pending_file.hpp"

#include "perfeng/model/error.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <random>

namespace perfeng::process {

namespace fs = std::filesystem;

const char* next_step(int error) {
    switch (error) {
    case ENOSPC:
    case EDQUOT:
    case EFBIG:
        return "free some space, or choose another place (--store, --out)";
    case EACCES:
    case EPERM:
    case EROFS:
        return "check its permissions, or choose another place (--store, --out)";
    default:
        return "check the path and the disk, or choose another place (--store, --out)";
    }
}

void fail_on_file(const std::string& what, const fs::path& path, int error) {
    throw Error("cannot " + what + " " + path.string() + ": " + std::strerror(error), next_step(error));
}

void make_directories(const fs::path& directory) {
    std::error_code error;
    fs::create_directories(directory, error);
    if (error)
        fail_on_file("create", directory, error.value());
}

namespace {

/// A rename is only on disk once its directory is. Some file systems can't, and need it less.
void sync_directory(const fs::path& directory) {
    const auto descriptor = ::open(directory.c_str(), O_RDONLY | O_CLOEXEC);
    if (descriptor < 0)
        return;
    ::fsync(descriptor);
    ::close(descriptor);
}

} // namespace

static std::string unique_name() {
    std::random_device random;
    auto name = std::string(PendingFile::prefix);
    for (int i = 0; i < 4; i++)
        name += std::to_string(random());
    return name;
}

PendingFile::PendingFile(const fs::path& directory, unsigned mode)
    : path_(directory / unique_name()),
      descriptor_(::open(path_.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, mode)) {
    if (descriptor_ < 0)
        fail_on_file("write", path_, errno);
}

PendingFile::~PendingFile() {
    ::close(descriptor_);
    ::unlink(path_.c_str());
}

void PendingFile::write(std::string_view piece) const {
    while (!piece.empty()) {
        const auto written = ::write(descriptor_, piece.data(), piece.size());
        if (written < 0 && errno != EINTR)
            fail_on_file("write", path_, errno);
        piece.remove_prefix(written < 0 ? 0 : static_cast<std::size_t>(written));
    }
}

void PendingFile::commit(const fs::path& target) {
    if (::fsync(descriptor_) != 0)
        fail_on_file("write", target, errno);
    if (::rename(path_.c_str(), target.c_str()) != 0)
        fail_on_file("write", target, errno);
    sync_directory(target.parent_path());
}

} // namespace perfeng::process
