#pragma once

#include "database.hpp"
#include "postgresql_connection.hpp"

#include <string>
#include <string_view>
#include <vector>

/// PostgreSQL's binary forms: numbers big-endian, an array as its shape and then length and content of each element.
namespace perfeng::store {

/// A value with its type. A text keeps what PostgreSQL can hold: NUL and bytes that are no UTF-8 become U+FFFD, as in
/// the documents.
[[nodiscard]] Parameter parameter_of(const Value& value);

[[nodiscard]] std::int64_t read_integer(std::string_view bytes);
[[nodiscard]] double read_number(std::string_view bytes);
[[nodiscard]] std::vector<double> read_numbers(std::string_view bytes);

} // namespace perfeng::store
