#pragma once

#include "perfeng/tools/contents.hpp"

#include <string>
#include <string_view>

namespace perfeng::tools {

/// A line of the head that Apple's tools share ("Process: name [pid]", "Date/Time: ..."), into `contents`. What is
/// already told is kept.
void read_macos_report_line(std::string_view line, Contents& contents);

/// "name [pid]" without the pid.
[[nodiscard]] std::string_view without_pid(std::string_view process);

/// ISO 8601 in UTC of "2019-07-04 10:21:28.347 -0600"; empty where it is none.
[[nodiscard]] std::string utc_of_report(std::string_view local);

} // namespace perfeng::tools
