#include "sqlite.hpp"

#include "sqlite_query.hpp"

#include <chrono>
#include <thread>

namespace perfeng::store {
namespace {

constexpr int patience_ms = 30000;

} // namespace

SqliteDatabase::SqliteDatabase(const std::filesystem::path& path, Mode mode) : handle_(nullptr, sqlite3_close) {
    const auto flags = SQLITE_OPEN_READWRITE | (mode == Mode::create ? SQLITE_OPEN_CREATE : 0);
    sqlite3* made = nullptr;
    const auto result = sqlite3_open_v2(path.c_str(), &made, flags, nullptr);
    handle_.reset(made);
    if (result != SQLITE_OK)
        fail_in_sqlite(made, result, path.string());
    sqlite3_extended_result_codes(made, 1);
    sqlite3_busy_timeout(made, patience_ms);
    SqliteDatabase::execute("PRAGMA foreign_keys = ON; PRAGMA synchronous = FULL");
}

void SqliteDatabase::execute(const std::string& sql) const {
    const auto result = sqlite3_exec(handle_.get(), sql.c_str(), nullptr, nullptr, nullptr);
    if (result != SQLITE_OK)
        fail_in_sqlite(handle_.get(), result, file_of(handle_.get()));
}

int SqliteDatabase::version() const {
    auto statement = prepare("PRAGMA user_version");
    return statement.step() ? static_cast<int>(statement.integer(0)) : 0;
}

void SqliteDatabase::set_version(int version) const { execute("PRAGMA user_version = " + std::to_string(version)); }

/// SQLite does not wait for other connections when it enters WAL mode, so this does.
void SqliteDatabase::before_migration() const {
    constexpr auto pause = std::chrono::milliseconds(10);
    constexpr int attempts = patience_ms / 10;
    constexpr auto enter = "PRAGMA journal_mode = WAL";
    for (int attempt = 1; attempt < attempts; ++attempt) {
        if (sqlite3_exec(handle_.get(), enter, nullptr, nullptr, nullptr) != SQLITE_BUSY)
            break;
        std::this_thread::sleep_for(pause);
    }
    execute(enter);
}

std::unique_ptr<Query> SqliteDatabase::query(std::string_view sql) const {
    return std::make_unique<SqliteQuery>(handle_.get(), sql);
}

void SqliteDatabase::begin() const { execute("BEGIN IMMEDIATE"); }
void SqliteDatabase::commit() const { execute("COMMIT"); }

void SqliteDatabase::roll_back() const noexcept {
    if (sqlite3_get_autocommit(handle_.get()) == 0)
        sqlite3_exec(handle_.get(), "ROLLBACK", nullptr, nullptr, nullptr);
}

} // namespace perfeng::store
