#pragma once

#include "perfeng/model/verification.hpp"

#include <string_view>

namespace perfeng::analysis {

/// As git and diff tell it: by a NUL byte near the beginning.
[[nodiscard]] bool is_binary(std::string_view content);

/// Fills in how two different contents differ, as rows of a hexdump.
void compare_bytes(OutputComparison& comparison, std::string_view base, std::string_view candidate);

} // namespace perfeng::analysis
