#pragma once

#include <optional>
#include <string_view>

// Lengths of time as programs called time print them; all in seconds, a decimal comma is read as a point.
namespace perfeng::tools {

/// "0:00.12", "71:02,5" or, over an hour, "1:02:03".
[[nodiscard]] std::optional<double> clock_time(std::string_view text);

/// "0m0.125s", "1h 2m 3.40s", "2d3h4m5.67s", "5.01s": parts of falling size with their unit.
[[nodiscard]] std::optional<double> unit_time(std::string_view text);

} // namespace perfeng::tools
