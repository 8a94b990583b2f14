#pragma once

#include <filesystem>
#include <optional>
#include <string_view>

namespace perfeng::tools {

/// The directory that holds `marker` ("CMakeCache.txt"): one that `program` lies in, else the one changed last among
/// `project` itself, its subdirectories and theirs.
[[nodiscard]] std::optional<std::filesystem::path>
build_directory(const std::filesystem::path& project, const std::filesystem::path& program, std::string_view marker);

/// The nearest directory, from `start` upward, that holds a file of this name.
[[nodiscard]] std::optional<std::filesystem::path> directory_upward(std::filesystem::path start, std::string_view name);

} // namespace perfeng::tools
