#pragma once

#include "settings.hpp"

#include <toml++/toml.h>

#include <string>
#include <string_view>
#include <vector>

namespace perfeng::cli {

/// Whether a value is of this kind; what stands in a list or a table is not looked at.
[[nodiscard]] bool is_of_kind(const toml::node& node, ValueKind kind);
/// That of what stands in a list or table of this kind.
[[nodiscard]] ValueKind entry_kind(ValueKind kind);

/// For errors: what a kind takes ("a whole number"), how it is written ("trials = 10"), and what stands there instead.
[[nodiscard]] std::string expected(ValueKind kind);
[[nodiscard]] std::string example(std::string_view key, ValueKind kind);
[[nodiscard]] std::string found_instead(const toml::node& node);

/// A value that was found good, as the command line would spell it: a list word by word, a table as "NAME=value".
[[nodiscard]] std::vector<std::string> spelled(const toml::node& node);

} // namespace perfeng::cli
