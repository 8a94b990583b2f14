#include "perfeng/process/mapped_file.hpp"

#include "perfeng/process/pending_file.hpp"

#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <utility>

namespace perfeng::process {
namespace {

/// Closed at the end of its scope; a mapping outlives it.
class Descriptor {
public:
    explicit Descriptor(int descriptor) : descriptor_(descriptor) {}
    ~Descriptor() {
        if (descriptor_ >= 0)
            ::close(descriptor_);
    }
    Descriptor(const Descriptor&) = delete;
    Descriptor& operator=(const Descriptor&) = delete;

    [[nodiscard]] int get() const { return descriptor_; }

private:
    int descriptor_;
};

} // namespace

MappedFile::MappedFile(const std::filesystem::path& path) {
    const Descriptor file(::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK));
    struct stat status{};
    if (file.get() < 0 || ::fstat(file.get(), &status) != 0)
        fail_on_file("read", path, errno);
    if (!S_ISREG(status.st_mode))
        fail_on_file("read", path, S_ISDIR(status.st_mode) ? EISDIR : EINVAL);
    const auto size = static_cast<std::size_t>(status.st_size);
    if (size == 0)
        return; // nothing can be mapped
    void* const memory = ::mmap(nullptr, size, PROT_READ, MAP_PRIVATE, file.get(), 0);
    if (memory == MAP_FAILED)
        fail_on_file("read", path, errno);
    ::madvise(memory, size, MADV_SEQUENTIAL);
    text_ = {static_cast<const char*>(memory), size};
}

MappedFile::~MappedFile() {
    if (!text_.empty())
        ::munmap(const_cast<char*>(text_.data()), text_.size());
}

MappedFile::MappedFile(MappedFile&& other) noexcept : text_(std::exchange(other.text_, {})) {}

MappedFile& MappedFile::operator=(MappedFile&& other) noexcept {
    std::swap(text_, other.text_);
    return *this;
}

} // namespace perfeng::process
