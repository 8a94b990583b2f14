#pragma once

#include <filesystem>
#include <optional>
#include <string_view>

namespace perfeng::tools {

/// The directory that holds `marker` ("CMakeCache.txt"): one that `program` lies in, else the one changed last among
/// `project` itself, its subdirectories and theirs.
[[nodiscard]] std::optional<std::filesystem::path>
build_directory(const std::filesystem::path& project, const std::filesystem::path& program, std::string_view marker);

} // namespace perfeng::tools
