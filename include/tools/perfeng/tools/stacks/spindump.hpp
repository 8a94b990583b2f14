#pragma once

#include "perfeng/model/error.hpp"
#include "perfeng/tools/contents.hpp"
#include "perfeng/tools/format.hpp"
#include "perfeng/tools/read.hpp"

#include <tl/expected.hpp>

#include <string_view>

namespace perfeng::tools {

/// Reads a report of macOS `spindump` as text (recorded on macOS 10.14 and 11), or one of microstackshots (.diag, .ips
/// of "disk writes" or "cpu usage"; report version 40). It holds a tree for each thread of each process:
///
///     Process:         sh [30313]
///     Num samples:     567 (1-567)
///       Thread 0x18ef8   Thread name "worker"   567 samples (1-567)   priority 31 (base 31)
///       567  start + 1 (libdyld.dylib + 91093) [0x7fff7e82a3d5]
///         100  main + 12 (main.c:7 in sh + 1234) [0x104010a16]
///          *100  ??? (kernel + 6600128) [0xffffff800085b5c0]
///
/// Counts are those of a frame and all that it called; the stacks have what is left of it. A star stands before frames
/// of the kernel, whose module is "[kernel]"; other modules are the names of binaries. A stack's thread is its process,
/// with the thread's name where that is told ("sh: worker"). The part "Heaviest stack" repeats samples, and is left
/// out.
///
/// Where the head names the process that the report is about, the samples of others are left out, and a warning says
/// how many; else all are read. The event is "wall-clock" (a thread that waits is sampled too, a warning says so) or
/// what a microstackshot was taken of; the unit is a count.
///
/// Lines of a tree in no such shape are passed over and counted. No sample is an error.
[[nodiscard]] tl::expected<Read<Contents>, ReadError> read_spindump(std::string_view text);

/// "Process:" or "Powerstats for:", and "Num samples:" below it, at the beginning of lines.
[[nodiscard]] Recognition recognise_spindump(Head head);

} // namespace perfeng::tools
