#pragma once

#include "database.hpp"

#include <sqlite3.h>

namespace perfeng::store {

/// Throws what SQLite says last, with the next step.
[[noreturn]] void fail_in_sqlite(sqlite3* database, int result, const std::string& place);
[[nodiscard]] std::string file_of(sqlite3* database);

class SqliteQuery : public Query {
public:
    SqliteQuery(sqlite3* database, std::string_view sql);

    void bind(int parameter, Value value) override;
    bool step() override;
    [[nodiscard]] bool is_null(int column) const override;
    [[nodiscard]] std::string text(int column) const override;
    [[nodiscard]] std::int64_t integer(int column) const override;
    [[nodiscard]] double number(int column) const override;
    [[nodiscard]] std::vector<double> numbers(int column) const override;

private:
    [[nodiscard]] std::string_view bytes(int column) const;
    void check(int result) const;

    sqlite3* database_;
    std::unique_ptr<sqlite3_stmt, decltype(&sqlite3_finalize)> handle_;
};

} // namespace perfeng::store
