#pragma once

#include "database.hpp"

#include <string>

namespace perfeng::store {

/// The id that `ref` means (see Store::load, load_comparison and load_growth). Throws Error for none and for several.
[[nodiscard]] std::string resolve_measurement(const Database& database, const std::string& ref);
[[nodiscard]] std::string resolve_comparison(const Database& database, const std::string& ref);
[[nodiscard]] std::string resolve_growth(const Database& database, const std::string& ref);

} // namespace perfeng::store
