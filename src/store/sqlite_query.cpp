#include "sqlite_query.hpp"

#include "number_list.hpp"

#include "perfeng/model/error.hpp"
#include "perfeng/process/pending_file.hpp"

#include <cerrno>
#include <cstring>

namespace perfeng::store {
namespace {

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

/// Gives SQLite a value for one parameter.
struct Binding {
    sqlite3_stmt* statement;
    int parameter;

    int operator()(std::monostate) const { return sqlite3_bind_null(statement, parameter); }
    int operator()(std::int64_t number) const { return sqlite3_bind_int64(statement, parameter, number); }
    int operator()(double number) const { return sqlite3_bind_double(statement, parameter, number); }
    int operator()(const std::string& text) const {
        return sqlite3_bind_text64(statement, parameter, text.data(), text.size(), SQLITE_TRANSIENT, SQLITE_UTF8);
    }
    int operator()(const std::vector<double>& numbers) const { return (*this)(number_list(numbers)); }
    int operator()(const Bytes& bytes) const {
        return sqlite3_bind_blob64(statement, parameter, bytes.content.data(), bytes.content.size(), SQLITE_TRANSIENT);
    }
};

} // namespace

std::string file_of(sqlite3* database) {
    const auto* const name = sqlite3_db_filename(database, nullptr);
    return name == nullptr ? "" : name;
}

void fail_in_sqlite(sqlite3* database, int result, const std::string& place) {
    const auto system_error = sqlite3_system_errno(database);
    auto why = std::string(sqlite3_errmsg(database));
    if (system_error != 0)
        why += std::string(" (") + std::strerror(system_error) + ")";
    const auto primary = result & 0xff;
    const auto damaged = primary == SQLITE_CORRUPT || primary == SQLITE_NOTADB;
    throw Error("the store " + place + (damaged ? " is damaged: " : " failed: ") + why,
                hint_for(primary, system_error));
}

SqliteQuery::SqliteQuery(sqlite3* database, std::string_view sql)
    : database_(database), handle_(nullptr, sqlite3_finalize) {
    sqlite3_stmt* made = nullptr;
    check(sqlite3_prepare_v2(database, sql.data(), static_cast<int>(sql.size()), &made, nullptr));
    handle_.reset(made);
}

void SqliteQuery::check(int result) const {
    if (result != SQLITE_OK)
        fail_in_sqlite(database_, result, file_of(database_));
}

void SqliteQuery::bind(int parameter, Value value) {
    check(std::visit(Binding{.statement = handle_.get(), .parameter = parameter}, value));
}

bool SqliteQuery::step() {
    const auto result = sqlite3_step(handle_.get());
    if (result != SQLITE_ROW && result != SQLITE_DONE)
        fail_in_sqlite(database_, result, file_of(database_));
    return result == SQLITE_ROW;
}

bool SqliteQuery::is_null(int column) const { return sqlite3_column_type(handle_.get(), column) == SQLITE_NULL; }

std::string_view SqliteQuery::bytes(int column) const {
    const auto* const start = static_cast<const char*>(sqlite3_column_blob(handle_.get(), column));
    const auto size = static_cast<std::size_t>(sqlite3_column_bytes(handle_.get(), column));
    return start == nullptr ? std::string_view() : std::string_view(start, size);
}

std::string SqliteQuery::text(int column) const { return std::string(bytes(column)); }
std::int64_t SqliteQuery::integer(int column) const { return sqlite3_column_int64(handle_.get(), column); }
double SqliteQuery::number(int column) const { return sqlite3_column_double(handle_.get(), column); }
std::vector<double> SqliteQuery::numbers(int column) const { return read_number_list(text(column)); }

} // namespace perfeng::store
