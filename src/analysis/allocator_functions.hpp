#pragma once

#include <string>
#include <vector>

namespace perfeng::analysis {

/// Patterns of what takes memory and gives it back: the C library's functions, as symbols and as profilers without
/// debug information name them, and what C++ and Rust put before them.
[[nodiscard]] const std::vector<std::string>& allocator_functions();

} // namespace perfeng::analysis
