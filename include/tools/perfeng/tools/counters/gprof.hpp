#pragma once

#include "perfeng/model/error.hpp"
#include "perfeng/model/profile.hpp"
#include "perfeng/tools/format.hpp"
#include "perfeng/tools/read.hpp"

#include <tl/expected.hpp>

#include <string_view>

namespace perfeng::tools {

/// Reads what `gprof PROGRAM` prints (GNU binutils 2.40, with or without -b, -l, -p, -q; also BSD gprof, as macOS had
/// it):
///
///       %   cumulative   self              self     total
///      time   seconds   seconds    calls  ms/call  ms/call  name
///      83.47      0.15     0.15       60     2.50     2.50  sixty(int)
///
///     index % time    self  children    called     name
///     [11]     0.0    0.00    0.02      60+3000    depth(int) <cycle 1> [11]
///
/// gprof has no stacks: only `functions` are filled, told apart by name, largest self first. The event is "time", in
/// seconds, in steps of the sampling interval (0.01 s as a rule); samples are seconds by that interval. `self` is the
/// flat profile's, `total` that of the call graph (self and children); without a call graph it is calls by time a call,
/// and where that is not told either (functions without -pg) it is `self`. gprof spreads a function's time over its
/// callers by the number of calls: `total` is an estimate. `max_depth` is 2 where a function calls itself.
///
/// Rows that are none are passed over and counted. A profile without any time is an error.
[[nodiscard]] tl::expected<Read<Profile>, ReadError> read_gprof(std::string_view text);

/// "Each sample counts as ... seconds." or "granularity: each sample hit covers ..." at the beginning of a line.
[[nodiscard]] Recognition recognise_gprof(Head head);

} // namespace perfeng::tools
