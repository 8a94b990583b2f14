#pragma once

#include <string>
#include <string_view>

namespace perfeng::tools {

/// A moment as tools write it, "2026-01-01T01:30:05.250+02:00" or "2026-01-01 01:30:05.250 +0200", in ISO 8601 and UTC
/// to the second: "2025-12-31T23:30:05Z". Empty where it is none, or tells no zone and is not known to be `utc`.
[[nodiscard]] std::string utc_time(std::string_view text, bool utc = false);

} // namespace perfeng::tools
