#pragma once

#include <string>
#include <string_view>

namespace perfeng::store {

/// Whether a place of measurements is a database (postgres://... or postgresql://...) and no directory.
[[nodiscard]] bool is_url(std::string_view where);

/// Whether a password stands in it. Also true of a text with such a URL in it, as an option's word is.
[[nodiscard]] bool holds_password(std::string_view text);

/// Where a password belongs instead, for people.
inline constexpr std::string_view password_places =
    "~/.pgpass (a line HOST:PORT:DATABASE:USER:PASSWORD, mode 600), PGPASSWORD or a PGSERVICE";

/// What may be shown of a place: a directory as it is, a URL without password and parameters.
[[nodiscard]] std::string shown(const std::string& where);

} // namespace perfeng::store
