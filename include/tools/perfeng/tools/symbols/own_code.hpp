#pragma once

#include "perfeng/model/memory.hpp"

namespace perfeng::tools {

/// Whether a frame is of the user's own code: not in the kernel or a system library, not of a language's standard
/// library or of a package that a package manager fetched (told by the source file, or by the name where there is
/// none). A function without a name counts as own where its module is the user's.
[[nodiscard]] bool is_own_code(const MemoryFrame& frame);

} // namespace perfeng::tools
