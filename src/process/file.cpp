#include "perfeng/process/file.hpp"

#include "perfeng/process/pending_file.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <fstream>
#include <sstream>

namespace perfeng::process {

namespace fs = std::filesystem;

std::string read_file(const fs::path& path) {
    if (fs::is_directory(path))
        fail_on_file("read", path, EISDIR);
    errno = 0;
    std::ifstream in(path, std::ios::binary);
    if (!in)
        fail_on_file("read", path, errno != 0 ? errno : EIO);
    std::ostringstream content;
    content << in.rdbuf();
    if (in.bad())
        fail_on_file("read", path, errno != 0 ? errno : EIO);
    return std::move(content).str();
}

void write_file(const fs::path& path, std::string_view content) {
    const auto status = fs::status(path);
    if (fs::exists(status) && !fs::is_regular_file(status)) { // a device or a pipe is written to, not replaced
        std::ofstream out(path, std::ios::binary);
        if (!(out << content) || !out.flush())
            fail_on_file("write", path, errno != 0 ? errno : EIO);
        return;
    }
    PendingFile file(path.has_parent_path() ? path.parent_path() : ".", 0666);
    file.write(content);
    file.commit(path);
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
        fail_on_file("create a temporary directory in", place, error ? error.value() : errno);
    path_ = name;
}

TemporaryDirectory::~TemporaryDirectory() {
    std::error_code ignored;
    fs::remove_all(path_, ignored);
}

std::string repository_root(const std::filesystem::path& directory) {
    const auto root = directory_upward(directory, [](const std::filesystem::path& place) {
        std::error_code unreachable;
        return std::filesystem::exists(place / ".git", unreachable);
    });
    return root ? root->string() : "";
}

std::optional<std::filesystem::path> directory_with(const std::filesystem::path& start,
                                                    const std::filesystem::path& name) {
    return directory_upward(start, [&](const std::filesystem::path& directory) {
        std::error_code unreachable;
        return std::filesystem::is_regular_file(directory / name, unreachable);
    });
}

} // namespace perfeng::process
