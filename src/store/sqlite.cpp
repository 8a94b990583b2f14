#include "sqlite.hpp"

#include "perfeng/model/error.hpp"
#include "perfeng/process/pending_file.hpp"

#include <cerrno>
#include <cmath>
#include <cstring>

namespace perfeng::store {
namespace {

constexpr int patience_ms = 30000;

std::string place_of(sqlite3* database) {
    const auto* const name = sqlite3_db_filename(database, nullptr);
    return name == nullptr ? "" : name;
}

std::string hint_for(int result, int system_error) {
    switch (result) {
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB:
        return "restore it from a copy, or move it away and measure again (`perfeng import` takes saved JSON "
               "documents)";
    case SQLITE_FULL:
        return process::next_step(ENOSPC);
    case SQLITE_IOERR: // a limit on file sizes and a failing disk come as the same
        return "free some space and check the disk, or choose another place with --store";
    case SQLITE_READONLY:
    case SQLITE_PERM:
        return process::next_step(EACCES);
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
        return "another perfeng holds it: wait for that one to end, then try again";
    default:
        return process::next_step(system_error);
    }
}

[[noreturn]] void fail(sqlite3* database, int result, const std::string& place) {
    const auto system_error = sqlite3_system_errno(database);
    auto why = std::string(sqlite3_errmsg(database));
    if (system_error != 0)
        why += std::string(" (") + std::strerror(system_error) + ")";
    const auto primary = result & 0xff;
    const auto damaged = primary == SQLITE_CORRUPT || primary == SQLITE_NOTADB;
    throw Error("the store " + place + (damaged ? " is damaged: " : " failed: ") + why,
                hint_for(primary, system_error));
}

} // namespace

Statement::Statement(sqlite3* database, std::string_view sql)
    : database_(database), handle_(nullptr, sqlite3_finalize) {
    sqlite3_stmt* made = nullptr;
    check(sqlite3_prepare_v2(database, sql.data(), static_cast<int>(sql.size()), &made, nullptr));
    handle_.reset(made);
}

void Statement::check(int result) const {
    if (result != SQLITE_OK)
        fail(database_, result, place_of(database_));
}

bool Statement::step() {
    const auto result = sqlite3_step(handle_.get());
    if (result != SQLITE_ROW && result != SQLITE_DONE)
        fail(database_, result, place_of(database_));
    return result == SQLITE_ROW;
}

void Statement::run() {
    while (step()) {
    }
}

void Statement::bind_one(int index, std::string_view value) {
    check(sqlite3_bind_text64(handle_.get(), index, value.data(), value.size(), SQLITE_TRANSIENT, SQLITE_UTF8));
}

void Statement::bind_one(int index, double value) { check(sqlite3_bind_double(handle_.get(), index, value)); }

void Statement::bind_one(int index, std::int64_t value) { check(sqlite3_bind_int64(handle_.get(), index, value)); }

void Statement::bind_one(int index, const std::optional<double>& value) {
    if (value)
        bind_one(index, *value);
    else
        check(sqlite3_bind_null(handle_.get(), index));
}

std::string Statement::text(int column) const {
    const auto* const bytes = static_cast<const char*>(sqlite3_column_blob(handle_.get(), column));
    const auto size = static_cast<std::size_t>(sqlite3_column_bytes(handle_.get(), column));
    return bytes == nullptr ? std::string() : std::string(bytes, size);
}

std::int64_t Statement::integer(int column) const { return sqlite3_column_int64(handle_.get(), column); }

std::optional<double> Statement::number(int column) const {
    if (sqlite3_column_type(handle_.get(), column) == SQLITE_NULL)
        return std::nullopt;
    return sqlite3_column_double(handle_.get(), column);
}

Database::Database(const std::filesystem::path& path, Mode mode) : handle_(nullptr, sqlite3_close) {
    const auto flags = SQLITE_OPEN_READWRITE | (mode == Mode::create ? SQLITE_OPEN_CREATE : 0);
    sqlite3* made = nullptr;
    const auto result = sqlite3_open_v2(path.c_str(), &made, flags, nullptr);
    handle_.reset(made);
    if (result != SQLITE_OK)
        fail(made, result, path.string());
    sqlite3_extended_result_codes(made, 1);
    sqlite3_busy_timeout(made, patience_ms);
    execute("PRAGMA foreign_keys = ON; PRAGMA synchronous = FULL");
}

void Database::execute(const char* sql) const {
    const auto result = sqlite3_exec(handle_.get(), sql, nullptr, nullptr, nullptr);
    if (result != SQLITE_OK)
        fail(handle_.get(), result, place_of(handle_.get()));
}

int Database::user_version() const {
    auto statement = prepare("PRAGMA user_version");
    return statement.step() ? static_cast<int>(statement.integer(0)) : 0;
}

Transaction::Transaction(const Database& database) : database_(database) { database_.execute("BEGIN IMMEDIATE"); }

Transaction::~Transaction() {
    if (sqlite3_get_autocommit(database_.handle()) == 0)
        sqlite3_exec(database_.handle(), "ROLLBACK", nullptr, nullptr, nullptr);
}

void Transaction::commit() const { database_.execute("COMMIT"); }

} // namespace perfeng::store
