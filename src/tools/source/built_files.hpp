#pragma once

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

namespace perfeng::tools {

/// Of files that a repository does not know (names relative to its root, each ended by a NUL), what a build made:
/// directories in which CMake (CMakeCache.txt), Meson (meson-private) or one that marks its caches (CACHEDIR.TAG, as
/// cargo does) has worked, and beside them ELF and Mach-O files and archives. In another checkout these would be taken
/// for up to date, or refused.
[[nodiscard]] std::vector<std::string> built_paths(const std::filesystem::path& root, std::string_view unknown);

} // namespace perfeng::tools
