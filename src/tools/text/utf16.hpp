#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace perfeng::tools {

/// A text that starts with the byte order mark of UTF-16, as UTF-8 without it; none for any other text. What is no
/// character becomes U+FFFD.
[[nodiscard]] std::optional<std::string> utf8_of_utf16(std::string_view text);

} // namespace perfeng::tools
