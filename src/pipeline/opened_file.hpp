#pragma once

#include "perfeng/process/mapped_file.hpp"
#include "perfeng/process/runner.hpp"

#include <filesystem>
#include <string>
#include <string_view>

namespace perfeng::pipeline {

/// A file to import, unpacked: gzip and zstd are undone, and perf.data becomes the text of `perf script`. What that
/// takes goes to files in `scratch`, an existing directory of its own.
class OpenedFile {
public:
    /// `path` "-" is standard input. Throws Error where it can't be read or unpacked.
    OpenedFile(process::Runner& runner, const std::string& path, const std::filesystem::path& scratch);

    [[nodiscard]] std::string_view text() const { return content_.text(); }
    /// Of the file as it was given.
    [[nodiscard]] const std::filesystem::path& path() const { return path_; }

private:
    std::filesystem::path path_;
    process::MappedFile content_;
};

} // namespace perfeng::pipeline
