#pragma once

#include <filesystem>
#include <string>

namespace perfeng::tools {

[[nodiscard]] bool is_plain_file(const std::filesystem::path& path);

/// The file's content; empty where it can't be read.
[[nodiscard]] std::string text_of(const std::filesystem::path& path);

} // namespace perfeng::tools
