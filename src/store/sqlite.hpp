#pragma once

#include "database.hpp"

#include <sqlite3.h>

#include <filesystem>
#include <memory>

namespace perfeng::store {

/// A file in WAL mode. A transaction holds the write lock from its start, so that what is read inside stays true; it
/// waits for another's up to 30 s. Arrays of numbers are JSON. The version is PRAGMA user_version.
class SqliteDatabase : public Database {
public:
    enum class Mode { existing, create };
    SqliteDatabase(const std::filesystem::path& path, Mode mode);

    void execute(const std::string& sql) const override;
    [[nodiscard]] int version() const override;
    void set_version(int version) const override;
    [[nodiscard]] std::span<const char* const> schema() const override;
    void before_migration() const override;

private:
    [[nodiscard]] std::unique_ptr<Query> query(std::string_view sql) const override;
    void begin() const override;
    void commit() const override;
    void roll_back() const noexcept override;

    std::unique_ptr<sqlite3, decltype(&sqlite3_close)> handle_;
};

} // namespace perfeng::store
