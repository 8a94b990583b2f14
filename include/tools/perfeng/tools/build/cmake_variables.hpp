#pragma once

#include "perfeng/model/error.hpp"

#include <tl/expected.hpp>

#include <string>
#include <string_view>
#include <vector>

namespace perfeng::tools {

/// One entry of a CMakeCache.txt: `NAME:TYPE=VALUE` (CMake 3.25, cmCacheManager::Load). What CMake worked out itself is
/// INTERNAL or STATIC; a variable from a command line that no project declared is UNINITIALIZED.
struct CMakeVariable {
    std::string name;
    std::string type;
    std::string value;
};

/// In the order of the file; comments are skipped. Refuses a text without an entry.
[[nodiscard]] tl::expected<std::vector<CMakeVariable>, ReadError> read_cmake_variables(std::string_view cache);

/// Empty where there is none of that name.
[[nodiscard]] std::string value_of(const std::vector<CMakeVariable>& variables, std::string_view name);

} // namespace perfeng::tools
