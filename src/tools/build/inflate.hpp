#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace perfeng::tools {

/// What a zlib stream (RFC 1950) holds; none for damaged input, or over 2 GiB.
[[nodiscard]] std::optional<std::string> inflate(std::string_view packed);

} // namespace perfeng::tools
