#pragma once

#include "settings.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace perfeng::cli {

/// A text as TOML writes it: quoted, with what cannot stand there escaped.
[[nodiscard]] std::string toml_text(std::string_view text);
/// A key as it is, or quoted where it needs that.
[[nodiscard]] std::string toml_key(std::string_view key);
/// The words of a value of this kind as TOML: the reverse of how a file's values are spelled.
[[nodiscard]] std::string toml_value(ValueKind kind, const std::vector<std::string>& words);

} // namespace perfeng::cli
