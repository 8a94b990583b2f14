#pragma once

#include "perfeng/model/error.hpp"
#include "perfeng/tools/contents.hpp"
#include "perfeng/tools/format.hpp"
#include "perfeng/tools/read.hpp"

#include <tl/expected.hpp>

#include <string_view>

namespace perfeng::tools {

/// Reads the report that heaptrack_print writes (heaptrack 1.4, src/analyze/print/heaptrack_print.cpp). Its record
/// tells more: see HeaptrackRecord. Calls, in all and by place, and temporary ones in all are exact; bytes at the peak
/// are rounded to three digits or so (286.72K is 286,720: K = 1000); bytes allocated in all are unknown. The places are
/// those of the lists of most calls and of peak consumers, each once; calls that a list counts without their callers
/// stay with the function that allocates. What its option -F writes are folded stacks. Warns of the rounding, of places
/// that are not listed, and of bytes that were never freed, lost or not. Refuses a difference of two records (-d), and
/// a report that ends before its sums.
[[nodiscard]] tl::expected<Read<Contents>, ReadError> read_heaptrack_print(std::string_view text);

[[nodiscard]] Recognition recognise_heaptrack_print(Head head);

} // namespace perfeng::tools
