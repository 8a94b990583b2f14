#pragma once

#include "perfeng/model/comparison.hpp"
#include "perfeng/model/executable.hpp"
#include "perfeng/model/memory.hpp"

#include <vector>

namespace perfeng::analysis {

/// Functions whose code has another size, by name, largest change first. A function that only one side lists counts as
/// new or gone where it is larger than the least that the other lists: else the other may have it too.
[[nodiscard]] std::vector<SymbolChange> symbol_changes(const Executable& base, const Executable& candidate);

/// Functions that allocate another number of blocks or bytes, by name, largest change of calls first, then of bytes.
[[nodiscard]] std::vector<AllocationChange> allocation_changes(const Allocations& base, const Allocations& candidate);

} // namespace perfeng::analysis
