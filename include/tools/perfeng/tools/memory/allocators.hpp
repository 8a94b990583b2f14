#pragma once

#include "perfeng/tools/unavailable.hpp"

#include <tl/expected.hpp>

#include <filesystem>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace perfeng::tools {

/// A library that takes the place of the C library's malloc where it is loaded before it.
struct Allocator {
    std::string_view name;
    std::string_view library; ///< "libjemalloc"
    std::string_view package; ///< of Debian
    std::string_view formula; ///< of Homebrew
};
[[nodiscard]] std::span<const Allocator> allocators();

/// The library's file in one of `directories`, or why there is none.
[[nodiscard]] tl::expected<std::string, Unavailable>
find_allocator(const Allocator& allocator, const std::vector<std::filesystem::path>& directories);
/// Where the system keeps libraries.
[[nodiscard]] std::vector<std::filesystem::path> library_directories();

/// The names of what glibc (2.33 and later) lets be tuned, from what `ld.so --list-tunables` prints:
/// `glibc.malloc.arena_max: 0x0 (min: 0x1, max: 0xffffffffffffffff)`. Other lines are skipped.
[[nodiscard]] std::set<std::string> read_tunables(std::string_view text);

} // namespace perfeng::tools
