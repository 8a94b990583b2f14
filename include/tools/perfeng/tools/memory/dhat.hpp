#pragma once

#include "perfeng/model/error.hpp"
#include "perfeng/tools/contents.hpp"
#include "perfeng/tools/format.hpp"
#include "perfeng/tools/read.hpp"

#include <tl/expected.hpp>

#include <string_view>

namespace perfeng::tools {

/// Reads the JSON of `valgrind --tool=dhat` (dhat.out.PID) and of Rust's crate dhat (dhat-heap.json), dhatFileVersion 2
/// (valgrind 3.19, dhat/dh_main.c). Calls and bytes are those allocated in all, a realloc among them; the peak is
/// t-gmax, the moment at which the most was held, without what the allocator needs besides: metrics "allocations",
/// "allocated_bytes" and "peak_heap", the places, and a profile of the bytes held at the peak by stack, without
/// samples. Inlined functions are told apart by the address they share with their caller. DHAT does not tell how many
/// allocations were temporary. Warns of what was still held at the end, of which DHAT cannot say whether it is lost.
/// Refuses the modes that count no heap (copy, ad-hoc, rust-ad-hoc), another version, and a file that breaks off or
/// holds no allocation.
[[nodiscard]] tl::expected<Read<Contents>, ReadError> read_dhat(std::string_view text);

[[nodiscard]] Recognition recognise_dhat(Head head);

} // namespace perfeng::tools
