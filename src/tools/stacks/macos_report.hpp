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

} // namespace perfeng::tools
