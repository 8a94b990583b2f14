#pragma once

#include "perfeng/tools/contents.hpp"
#include "perfeng/tools/format.hpp"

#include <tl/expected.hpp>

#include <string_view>

namespace perfeng::tools {

/// Reads a profile of pprof, unpacked: the message Profile of google/pprof, proto/profile.proto, as Go, pprof-rs,
/// jemalloc's and many other profilers write it.
///
/// A sample holds one value for each sample type of the file. Taken is the one that the file calls its default, else
/// cpu in nanoseconds, else the last; a warning tells which, and which others there are. The event is that type's name.
/// Times become seconds, sizes bytes, else the unit is a count. The samples of a stack are its value of a count named
/// "samples" or "sample"; without one, of a time, its value by the period; else, of a count, the value itself, and none
/// of bytes. Of a profile of CPU time with a period the frequency is known.
///
/// Each line of a location is a frame: the first is the leaf-most, and all but the last are inlined. `module` is the
/// file of the location's mapping; a location without lines is "[unknown]" in it. `thread` comes of the label "thread"
/// or "thread_name". Values below 0 (a difference of two profiles) are passed over and told.
///
/// Where the file tells what was allocated in all (alloc_objects and alloc_space, as Go's heap and allocs profiles),
/// it is Allocations too: `bytes` and `calls` are what the profiler scaled up from its samples, the peak is not known.
/// The first mapping names the program.
[[nodiscard]] tl::expected<Read<Contents>, ReadError> read_pprof(std::string_view text);

/// By its fields: each must be one of Profile's and of its kind, until a named sample type came, and then a whole
/// sample or the beginning of the string table.
[[nodiscard]] Recognition recognise_pprof(Head head);

} // namespace perfeng::tools
