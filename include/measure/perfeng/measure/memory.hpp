#pragma once

#include "perfeng/measure/pass.hpp"
#include "perfeng/model/memory.hpp"

namespace perfeng::measure {

/// One run of the workload under heaptrack, about 9 times as long as a trial (22 million allocations in 0.65 s of
/// C++: 5.4 times the wall time, 9.0 times the CPU time). Raw file: "heaptrack", the packed record.
///
/// Not measured, and never 0, where heaptrack is missing, a static executable or an allocator of its own keeps it out,
/// the run is foreseen to take longer than the limit, or the workload fails under it. What the workload executes in
/// turn is not counted.
[[nodiscard]] PassResult<Allocations> profile_allocations(const PassContext& context);

/// One run of the workload under valgrind's memcheck, about 50 times the CPU time of a trial (the same program: 50
/// times; a Rust one: 34). Raw file: "memcheck.xml". Not measured as above, and where a signal ends the workload: what
/// was reachable then is no leak, and what was lost is not all that would have been.
[[nodiscard]] PassResult<Leaks> find_leaks(const PassContext& context);

} // namespace perfeng::measure
