#include "perfeng/process/file.hpp"

#include "perfeng/model/error.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <fstream>
#include <sstream>

namespace perfeng::process {
namespace {

namespace fs = std::filesystem;

[[noreturn]] void fail(const std::string& what, const fs::path& path, int error) {
    const auto* const hint = error == ENOSPC || error == EDQUOT || error == EFBIG
                                 ? "free some space, or choose another place with --store or --out"
                             : error == EACCES || error == EPERM || error == EROFS
                                 ? "check the permissions, or choose another place"
                                 : "check the path";
    throw Error("cannot " + what + " " + path.string() + ": " + std::strerror(error), hint);
}

/// A file beside `target` that becomes `target` by commit(), and vanishes otherwise.
class PendingFile {
public:
    explicit PendingFile(const fs::path& target) : target_(target), name_(target.string() + ".XXXXXX") {
        fd_ = ::mkstemp(name_.data());
        if (fd_ < 0)
            fail("write", target, errno);
        ::fcntl(fd_, F_SETFD, FD_CLOEXEC);
    }
    ~PendingFile() {
        if (fd_ >= 0)
            ::close(fd_);
        if (!committed_)
            ::unlink(name_.c_str());
    }
    PendingFile(const PendingFile&) = delete;
    PendingFile& operator=(const PendingFile&) = delete;

    void write(std::string_view content) {
        while (!content.empty()) {
            const auto written = ::write(fd_, content.data(), content.size());
            if (written < 0 && errno == EINTR)
                continue;
            if (written < 0)
                fail("write", target_, errno);
            content.remove_prefix(static_cast<std::size_t>(written));
        }
    }

    void commit() {
        const auto mask = ::umask(0);
        ::umask(mask);
        ::fchmod(fd_, 0666 & ~mask);
        if (::fsync(fd_) != 0 && errno != EINVAL)
            fail("write", target_, errno);
        if (::rename(name_.c_str(), target_.c_str()) != 0)
            fail("write", target_, errno);
        committed_ = true;
    }

private:
    fs::path target_;
    std::string name_;
    int fd_ = -1;
    bool committed_ = false;
};

} // namespace

std::string read_file(const fs::path& path) {
    if (fs::is_directory(path))
        fail("read", path, EISDIR);
    errno = 0;
    std::ifstream in(path, std::ios::binary);
    if (!in)
        fail("read", path, errno != 0 ? errno : EIO);
    std::ostringstream content;
    content << in.rdbuf();
    if (in.bad())
        fail("read", path, errno != 0 ? errno : EIO);
    return std::move(content).str();
}

void write_file(const fs::path& path, std::string_view content) {
    const auto status = fs::status(path);
    if (fs::exists(status) && !fs::is_regular_file(status)) { // a device or a pipe is written to, not replaced
        std::ofstream out(path, std::ios::binary);
        if (!(out << content) || !out.flush())
            fail("write", path, errno != 0 ? errno : EIO);
        return;
    }
    PendingFile file(path);
    file.write(content);
    file.commit();
}

std::string tail_of_file(const fs::path& path, std::size_t bytes) {
    std::ifstream in(path, std::ios::binary | std::ios::ate);
    if (!in)
        return {};
    const auto size = static_cast<std::size_t>(in.tellg());
    const auto length = std::min(size, bytes);
    std::string tail(length, '\0');
    in.seekg(static_cast<std::streamoff>(size - length));
    in.read(tail.data(), static_cast<std::streamsize>(length));
    if (length < size)
        if (const auto newline = tail.find('\n'); newline != std::string::npos && newline + 1 < tail.size())
            tail.erase(0, newline + 1);
    return tail;
}

TemporaryDirectory::TemporaryDirectory(const fs::path& parent) {
    std::error_code error;
    const auto place = parent.empty() ? fs::temp_directory_path(error) : parent;
    auto name = (place / "perfeng-XXXXXX").string();
    if (error || ::mkdtemp(name.data()) == nullptr)
        fail("create a temporary directory in", place, error ? error.value() : errno);
    path_ = name;
}

TemporaryDirectory::~TemporaryDirectory() {
    std::error_code ignored;
    fs::remove_all(path_, ignored);
}

} // namespace perfeng::process
