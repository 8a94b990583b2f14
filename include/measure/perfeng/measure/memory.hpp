#pragma once

#include "perfeng/measure/pass.hpp"
#include "perfeng/model/memory.hpp"

#include <optional>
#include <string>
#include <vector>

namespace perfeng::measure {

/// Why what stands between a program and the system's malloc sees nothing of this executable: "is linked statically",
/// "has an allocator of its own (je_malloc)"; none where it does, and for what is no ELF file.
[[nodiscard]] std::optional<std::string> invisible_allocations(const std::string& executable);

/// One run of the workload under heaptrack, about 9 times as long as a trial (22 million allocations in 0.65 s of
/// C++: 5.4 times the wall time, 9.0 times the CPU time); where there is an `xcrun` and no heaptrack under xctrace.
///
/// Not measured, and never 0, where heaptrack is missing, a static executable or an allocator of its own keeps it out,
/// the run is foreseen to take longer than the limit, or the workload fails under it. What the workload executes in
/// turn is not counted.
[[nodiscard]] PassResult<Allocations> profile_allocations(const PassContext& context);

/// "auto" and the leak checkers by name. auto is LeakSanitizer, preloaded into the workload, and where that cannot look
/// at it memcheck, which takes about 50 times the CPU time of a trial (a Rust program: 34); where there is an `xcrun`
/// and no valgrind it is leaks.
[[nodiscard]] std::vector<std::string> leak_checkers();

/// What the workload loses. Not measured as above, and where a signal ends the workload: what was reachable then is no
/// leak, and what was lost is not all that would have been.
[[nodiscard]] PassResult<Leaks> find_leaks(const PassContext& context, const std::string& checker = "auto");

/// What `leaks --diffFrom` of macOS finds in the memory graph `candidate` and not in `base`, both saved by the pass
/// above. It is made to compare two moments of one process: of two executions, whose addresses differ, it may call
/// more new than is. Raw file: "leaks-new.txt", beside the candidate's graph.
[[nodiscard]] PassResult<Leaks> new_leaks(process::Runner& runner, const std::filesystem::path& base,
                                          const std::filesystem::path& candidate, double limit);

} // namespace perfeng::measure
