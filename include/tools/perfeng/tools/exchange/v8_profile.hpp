#pragma once

#include "perfeng/model/error.hpp"
#include "perfeng/model/profile.hpp"
#include "perfeng/tools/format.hpp"
#include "perfeng/tools/read.hpp"

#include <tl/expected.hpp>

#include <string_view>

namespace perfeng::tools {

/// Reads a CPU profile of V8, as `node --cpu-prof`, Chrome's DevTools and the inspector (Profiler.stop) write it:
/// nodes, samples and the microseconds between them (Chrome DevTools Protocol, type Profiler.Profile).
///
/// A sample lasts until the next; the last one to the end of the profile, else as long as the one before. Time runs
/// never back: a negative distance, which V8 writes at times, is none. Samples in "(idle)" are no CPU time and left
/// out, and a warning says how much that was; "(program)" and "(garbage collector)" are frames. The event is "cpu", in
/// seconds. A file without samples is read from its hit counts: the event is "samples", a count. `line` is that of the
/// function, and `file` its script: a path, or an address. Stacks of over 1024 frames are cut at the root and told.
[[nodiscard]] tl::expected<Read<Profile>, ReadError> read_cpuprofile(std::string_view text);
[[nodiscard]] Recognition recognise_cpuprofile(Head head);

/// Reads what V8 sampled from a trace of Chrome (trace event format, object or array), as DevTools saves it in
/// Performance: its events Profile and ProfileChunk, each profile a thread. A trace without any is refused.
[[nodiscard]] tl::expected<Read<Profile>, ReadError> read_chrome_trace(std::string_view text);
[[nodiscard]] Recognition recognise_chrome_trace(Head head);

} // namespace perfeng::tools
