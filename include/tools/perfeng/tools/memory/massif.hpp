#pragma once

#include "perfeng/model/error.hpp"
#include "perfeng/tools/contents.hpp"
#include "perfeng/tools/format.hpp"
#include "perfeng/tools/read.hpp"

#include <tl/expected.hpp>

#include <string_view>

namespace perfeng::tools {

/// Reads what `valgrind --tool=massif` writes (massif.out.PID; valgrind 3.19, massif/ms_main.c), with times in any of
/// its units: instructions, milliseconds, bytes.
///
/// The peak is the snapshot that holds the most, what the allocator needs besides (mem_heap_extra_B) included: the
/// metric "peak_heap" and Allocations::peak_bytes, in bytes. massif counts neither calls nor the bytes allocated in
/// all. The places, and a profile of bytes by stack without samples, are those of the peak's tree, or (where massif
/// made none for it) of the largest snapshot that has one; inlined functions are told apart by the address they share
/// with their caller. Bytes that massif's threshold cuts off count for the callee; those that it gives no place at all
/// have "[unknown]".
/// Warns of these, of a tree that is not the peak's, of stacks' memory (--stacks=yes), which is not counted, and of
/// pages counted instead of blocks (--pages-as-heap=yes). Refuses a file that breaks off, and the extended trees that
/// other tools write in this format (--xtree-memory-file=NAME.ms), whose snapshots are no moments.
[[nodiscard]] tl::expected<Read<Contents>, ReadError> read_massif(std::string_view text);

[[nodiscard]] Recognition recognise_massif(Head head);

} // namespace perfeng::tools
