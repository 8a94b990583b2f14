#pragma once

#include "database.hpp"
#include "postgresql_connection.hpp"

namespace perfeng::store {

/// Tables in the first schema of the search path. Arrays of numbers are double precision[], texts are ordered by their
/// bytes (COLLATE "C"), the version is the one row of table perfeng_version.
class PostgresqlDatabase : public Database {
public:
    explicit PostgresqlDatabase(const Url& url) : connection_(url) {}

    void execute(const std::string& sql) const override { connection_.execute(sql); }
    [[nodiscard]] int version() const override;
    void set_version(int version) const override;
    [[nodiscard]] std::span<const char* const> schema() const override;
    void lock_schema() const override;

private:
    [[nodiscard]] std::unique_ptr<Query> query(std::string_view sql) const override;
    void begin() const override { connection_.begin(); }
    void commit() const override { connection_.commit(); }
    void roll_back() const noexcept override { connection_.roll_back(); }

    mutable PostgresqlConnection connection_; // may be made anew
};

} // namespace perfeng::store
