#include "database_blobs.hpp"
#include "file_blobs.hpp"
#include "metric_rows.hpp"
#include "migrations.hpp"
#include "postgresql.hpp"
#include "sqlite.hpp"
#include "store_state.hpp"
#include "url.hpp"

#include "perfeng/process/file.hpp"
#include "perfeng/process/pending_file.hpp"
#include "perfeng/store/location.hpp"

namespace perfeng::store {
namespace {

namespace fs = std::filesystem;

constexpr const char* database_name = "perfeng.db";
constexpr const char* local_directory = ".perfeng"; // beside a remote store

/// Keeps measurements, which may hold paths and host names, out of version control.
void write_gitignore(const fs::path& directory) {
    if (!fs::exists(directory / ".gitignore"))
        process::write_file(directory / ".gitignore", "*\n");
}

std::unique_ptr<Blobs> blobs_in(const fs::path& directory) {
    process::make_directories(directory);
    auto blobs = std::make_unique<FileBlobs>(directory);
    blobs->remove_abandoned();
    return blobs;
}

std::unique_ptr<Blobs> blobs_of(const Url& url, const Database& database) {
    if (!url.blobs.empty())
        return blobs_in(url.blobs);
    return std::make_unique<DatabaseBlobs>(database, url.shown);
}

bool is_there(const fs::path& file) {
    std::error_code unreachable;
    return fs::exists(file, unreachable) || unreachable;
}

} // namespace

Store Store::open(const std::string& where) {
    if (is_url(where))
        return *open_remote(where, true);
    const fs::path directory(where);
    auto blobs = blobs_in(directory / "blobs");
    write_gitignore(directory);
    auto database = std::make_unique<SqliteDatabase>(directory / database_name, SqliteDatabase::Mode::create);
    migrate(*database, database->schema(), fill_in_metrics);
    return Store(std::make_unique<State>(State{directory, std::move(database), std::move(blobs)}));
}

std::optional<Store> Store::open_existing(const std::string& where) {
    if (is_url(where))
        return open_remote(where, false);
    return is_there(fs::path(where) / database_name) ? std::optional(open(where)) : std::nullopt;
}

std::optional<Store> Store::open_remote(const std::string& where, bool create) {
    const auto url = read_url(where);
    auto database = open_postgresql(url);
    if (!create && database->version() == 0)
        return std::nullopt;
    migrate(*database, database->schema(), fill_in_metrics);
    auto blobs = blobs_of(url, *database);
    return Store(std::make_unique<State>(State{local_directory, std::move(database), std::move(blobs)}));
}

const fs::path& Store::directory() const {
    process::make_directories(state_->directory);
    write_gitignore(state_->directory);
    return state_->directory;
}

} // namespace perfeng::store
