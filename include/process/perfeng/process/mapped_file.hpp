#pragma once

#include <filesystem>
#include <string_view>

namespace perfeng::process {

/// A file's content in memory without reading it first, so that one larger than the memory can be read through. The
/// file must not be cut short meanwhile.
class MappedFile {
public:
    /// Throws Error (what failed, what to do) for what is no readable regular file.
    explicit MappedFile(const std::filesystem::path& path);
    ~MappedFile();
    MappedFile(MappedFile&& other) noexcept;
    MappedFile& operator=(MappedFile&& other) noexcept;

    [[nodiscard]] std::string_view text() const { return text_; }

private:
    std::string_view text_;
};

} // namespace perfeng::process
