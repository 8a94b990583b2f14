#pragma once

#include "perfeng/model/profile.hpp"

namespace perfeng::analysis {

/// Whether a frame is of the user's own code, as tools::is_own_code has it; never in the kernel.
[[nodiscard]] bool is_own_code(const Frame& frame);
[[nodiscard]] bool is_own_code(const FunctionCost& function);

} // namespace perfeng::analysis
