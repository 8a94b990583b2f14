#pragma once

#include "sqlite.hpp"

#include <string>

namespace perfeng::store {

/// The id that `ref` means (see Store::load and Store::load_comparison). Throws Error for none and for several.
[[nodiscard]] std::string resolve_measurement(const Database& database, const std::string& ref);
[[nodiscard]] std::string resolve_comparison(const Database& database, const std::string& ref);

} // namespace perfeng::store
