#pragma once

#include "perfeng/tools/format.hpp"
#include "perfeng/tools/time/time_report.hpp"

namespace perfeng::tools {

/// Whether the first report of resource usage in the text is of this dialect. macOS and FreeBSD print the same labels:
/// 20 columns, or a peak memory of whole pages of 4 KiB, are macOS.
[[nodiscard]] Recognition recognise_time(Head head, TimeDialect dialect);

/// Each report is a trial of the metrics that all of them tell; there's a warning where there are several, where a
/// command did not end well, and where counters are left out since they are plainly of a wrapper (`timeout`, a shell).
[[nodiscard]] tl::expected<Read<Contents>, ReadError> read_time(std::string_view text, TimeDialect dialect);

} // namespace perfeng::tools
