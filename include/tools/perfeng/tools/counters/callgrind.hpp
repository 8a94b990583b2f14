#pragma once

#include "perfeng/model/error.hpp"
#include "perfeng/model/profile.hpp"
#include "perfeng/tools/contents.hpp"
#include "perfeng/tools/format.hpp"
#include "perfeng/tools/read.hpp"

#include <tl/expected.hpp>

#include <string_view>
#include <vector>

namespace perfeng::tools {

/// Reads the callgrind format (version 1, manual of valgrind 3.19, chapter "Callgrind Format Specification"; also
/// written by pprof, Xdebug and others), all parts of a file together. The event is Ir, named "instructions"; where
/// there is none, the first of the file under its own name. The unit is count; an event that names its unit ("cpu(ms)"
/// of pprof, "Time_(10ns)" of Xdebug) becomes seconds or bytes.
///
/// A counting tool has no samples and no stacks: only `functions` are filled, told apart by name and object, largest
/// self first. `total` is the function's own cost and that of its calls, calls to itself left out; in a longer cycle
/// callgrind counts cost once a turn, so `total` is clipped to the whole. `max_depth` is 2 where a function calls
/// itself, however deep ("f'2" counts for f). `line` is the first that has a cost of its own in the function's file:
/// not its head where that costs nothing. Refuses a file that callgrind has not closed with `totals:`, and
/// one without any cost.
[[nodiscard]] tl::expected<Profile, ReadError> read_callgrind(std::string_view text);

/// The same, and for each of `functions`, in their order, the line of the user's source (in a library: of the
/// function's own file) with the most cost, with what is called or was inlined there; `share` is of the whole, `line` 0
/// where the file tells no lines. What was inlined counts for the line before it, in the order of addresses in which
/// valgrind 3.19 writes.
struct CountedProfile {
    Profile profile;
    std::vector<HotLine> hottest;
};
[[nodiscard]] tl::expected<CountedProfile, ReadError> read_callgrind_lines(std::string_view text);

/// The same as read_callgrind with the command, the metric "instructions" where these were counted, and a warning that
/// names the events left out.
[[nodiscard]] tl::expected<Read<Contents>, ReadError> read_callgrind_file(std::string_view text);

[[nodiscard]] Recognition recognise_callgrind(Head head);

} // namespace perfeng::tools
