#pragma once

#include "perfeng/model/error.hpp"
#include "perfeng/tools/contents.hpp"
#include "perfeng/tools/format.hpp"
#include "perfeng/tools/read.hpp"

#include <tl/expected.hpp>

#include <string_view>

namespace perfeng::tools {

/// Reads a call tree that was copied out of Instruments with "Edit, Deep Copy" (recorded with Xcode 7.3, 13.4
/// and 16.0). Columns are separated by tabs, and the spaces before a name tell how deep it stands:
///
///     Weight                 Self Weight         Symbol Name
///     96.08 Gc  100.0%       -                   example_app (40414)
///     96.08 Gc  100.0%       404.75 Mc            main
///
/// Weights are times (s, ms, us, ns, min; event "time", in seconds), cycles (Kc, Mc, Gc; event "cycles"), bytes (B, KB,
/// MB, GB of 1024 each; event "bytes") or plain counts (event "samples"). They are rounded to two decimals. A frame's
/// own weight is the column "Self ..."; where there is none ("Bytes Used, Count": the count is not read) what is left
/// without its callees. "NAME (PID)" at the top is the program; "NAME  0xID" below it a thread; neither is a frame.
/// There are no modules.
///
/// Rows in no such shape are passed over and counted. No weight is an error.
[[nodiscard]] tl::expected<Read<Contents>, ReadError> read_instruments_copy(std::string_view text);

/// A first line of columns, the last of them "Symbol Name" or "Symbol Names".
[[nodiscard]] Recognition recognise_instruments_copy(Head head);

} // namespace perfeng::tools
