#pragma once

#include "perfeng/measure/pass.hpp"
#include "perfeng/model/memory.hpp"

namespace perfeng::measure {

/// Raw file: "heaptrack", the packed record.
[[nodiscard]] PassResult<Allocations> allocations_by_heaptrack(const PassContext& context);

/// One run of the workload under Instruments' Allocations, as far as its list can be exported. What was held at the
/// peak and what was temporary is not told there. Raw file: "allocations.xml", up to 64 MB.
[[nodiscard]] PassResult<Allocations> allocations_by_xctrace(const PassContext& context);

} // namespace perfeng::measure
