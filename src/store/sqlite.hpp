#pragma once

#include <sqlite3.h>

#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace perfeng::store {

/// One prepared statement. Columns count from 0.
class Statement {
public:
    Statement(sqlite3* database, std::string_view sql);

    template <typename... Values> Statement& bind(const Values&... values) {
        int index = 0;
        (bind_one(++index, values), ...);
        return *this;
    }
    bool step(); ///< true: a row is there to read
    void run();  ///< a statement that gives no rows

    [[nodiscard]] std::string text(int column) const;
    [[nodiscard]] std::int64_t integer(int column) const;
    [[nodiscard]] std::optional<double> number(int column) const; ///< null: absent

private:
    void bind_one(int index, std::string_view value);
    void bind_one(int index, double value); ///< not-a-number becomes null
    void bind_one(int index, std::int64_t value);
    void bind_one(int index, const std::optional<double>& value);
    void check(int result) const;

    sqlite3* database_;
    std::unique_ptr<sqlite3_stmt, decltype(&sqlite3_finalize)> handle_;
};

/// One connection. A lock of another process is waited for, up to 30 s; every failure is an Error that says what to do.
class Database {
public:
    enum class Mode { existing, create };
    Database(const std::filesystem::path& path, Mode mode);

    [[nodiscard]] Statement prepare(std::string_view sql) const { return {handle_.get(), sql}; }
    void execute(const char* sql) const; ///< any number of statements
    [[nodiscard]] int user_version() const;

    [[nodiscard]] sqlite3* handle() const { return handle_.get(); }

private:
    std::unique_ptr<sqlite3, decltype(&sqlite3_close)> handle_;
};

/// Holds the write lock from its start, so that what is read inside stays true; rolled back unless committed.
class Transaction {
public:
    explicit Transaction(const Database& database);
    ~Transaction();
    Transaction(const Transaction&) = delete;
    Transaction& operator=(const Transaction&) = delete;
    void commit() const;

private:
    const Database& database_;
};

} // namespace perfeng::store
