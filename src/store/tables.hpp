#pragma once

#include "database.hpp"

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace perfeng::store {

enum class Kind { text, integer, number, numbers };

struct Column {
    std::string_view name;
    Kind kind = Kind::text;
};

/// A table as both engines have it. The first `keys` columns are the primary key.
struct Table {
    std::string_view name;
    std::size_t keys = 1;
    std::vector<Column> columns;
};

[[nodiscard]] const Table& measurements_table();
[[nodiscard]] const Table& metrics_table();
[[nodiscard]] const Table& outcomes_table();
[[nodiscard]] const Table& comparisons_table();
[[nodiscard]] const Table& verifications_table();
[[nodiscard]] const Table& growths_table();

/// What becomes of a row whose key is there already.
enum class IfThere { replace, keep };

/// Puts a row, its values in the order of the columns. False where the key was there and the row is kept.
bool put_row(const Database& database, const Table& table, IfThere if_there, std::vector<Value> row);

template <typename... Values> void replace_row(const Database& database, const Table& table, Values&&... values) {
    std::vector<Value> row;
    (row.push_back(value_of(std::forward<Values>(values))), ...);
    put_row(database, table, IfThere::replace, std::move(row));
}

/// A statement for the rows whose `column` has the value of its one parameter.
[[nodiscard]] Statement rows_where(const Database& database, const Table& table, std::string_view column);
/// The row that such a statement stands on.
[[nodiscard]] std::vector<Value> current_row(const Statement& statement, const Table& table);

} // namespace perfeng::store
