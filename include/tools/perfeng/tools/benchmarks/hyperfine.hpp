#pragma once

#include "perfeng/model/error.hpp"
#include "perfeng/tools/contents.hpp"
#include "perfeng/tools/format.hpp"
#include "perfeng/tools/read.hpp"

#include <tl/expected.hpp>

#include <string_view>

namespace perfeng::tools {

/// Reads what `hyperfine --export-json` (1.0 to 1.19) writes: `results`, one for each command, of which
///
///     command, times[] (seconds), exit_codes[], parameters{}, memory_usage_byte[] (newer versions)
///
/// become wall_time and peak_rss with a trial for each run. Where there are several results, a metric is named by the
/// parameters, "wall_time[n=1000]", or by the command where parameters do not tell the results apart. `user` and
/// `system` are only means over the runs, and no trials: they are left out, and a warning says so. A result without
/// times gives the tool's summary of them. Runs that failed (`--ignore-failure`) count, and a warning tells how many.
[[nodiscard]] tl::expected<Read<Contents>, ReadError> read_hyperfine(std::string_view text);

/// By the beginning: {"results": [{"command": ...
[[nodiscard]] Recognition recognise_hyperfine(Head head);

} // namespace perfeng::tools
