#pragma once

#include <string>
#include <string_view>

namespace perfeng::store {

/// A text with U+FFFD for every NUL and every byte that is no valid UTF-8 (RFC 3629).
[[nodiscard]] std::string storable_text(std::string_view text);

} // namespace perfeng::store
