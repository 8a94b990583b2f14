#include "migrations.hpp"

#include "perfeng/model/error.hpp"

#include <array>
#include <chrono>
#include <string>
#include <thread>

namespace perfeng::store {
namespace {

constexpr std::array steps_of_this_version{
    R"sql(
    CREATE TABLE measurements (
        id           TEXT PRIMARY KEY CHECK (id <> ''),
        created      TEXT NOT NULL,
        role         TEXT NOT NULL,
        name         TEXT NOT NULL,
        command      TEXT NOT NULL,
        workload_key TEXT NOT NULL,
        document     TEXT NOT NULL
    );
    CREATE INDEX measurements_by_time ON measurements (created, id);
    CREATE INDEX measurements_by_workload ON measurements (workload_key, created, id);
    CREATE TABLE metrics (
        measurement_id TEXT NOT NULL REFERENCES measurements ON DELETE CASCADE,
        name           TEXT NOT NULL,
        unit           TEXT NOT NULL,
        n              INTEGER NOT NULL,
        median         REAL,
        lo             REAL,
        hi             REAL,
        trials         TEXT NOT NULL, -- a JSON array
        PRIMARY KEY (measurement_id, name)
    ) WITHOUT ROWID;
    CREATE TABLE comparisons (
        id           TEXT PRIMARY KEY CHECK (id <> ''),
        created      TEXT NOT NULL,
        base_id      TEXT NOT NULL,
        candidate_id TEXT NOT NULL,
        status       TEXT NOT NULL,
        document     TEXT NOT NULL
    );
    CREATE INDEX comparisons_by_time ON comparisons (created, id);
    )sql",
    R"sql(
    CREATE TABLE verifications (
        id       TEXT PRIMARY KEY CHECK (id <> ''),
        created  TEXT NOT NULL,
        program  TEXT NOT NULL, -- a digest over the files that were verified
        base_id  TEXT NOT NULL,
        status   TEXT NOT NULL,
        document TEXT NOT NULL
    );
    CREATE INDEX verifications_by_program ON verifications (program, created, id);
    )sql",
    R"sql(
    CREATE TABLE outcomes (
        measurement_id TEXT NOT NULL REFERENCES measurements ON DELETE CASCADE, -- of the candidate
        rule           TEXT NOT NULL,
        base_id        TEXT NOT NULL,
        place          TEXT NOT NULL, -- function
        bound          REAL NOT NULL,
        expected_lo    REAL,
        expected_hi    REAL,
        removed        REAL NOT NULL,
        achieved       REAL NOT NULL,
        achieved_lo    REAL,
        achieved_hi    REAL,
        together       INTEGER NOT NULL,
        PRIMARY KEY (measurement_id, rule)
    ) WITHOUT ROWID;
    )sql",
    R"sql(
    CREATE TABLE growths (
        id       TEXT PRIMARY KEY CHECK (id <> ''),
        created  TEXT NOT NULL,
        document TEXT NOT NULL
    );
    )sql",
};

void refuse_newer(int found, int known) {
    if (found > known)
        throw Error("the store was made by a newer perfeng: it has version " + std::to_string(found) +
                        ", this perfeng knows versions up to " + std::to_string(known),
                    "update perfeng, or choose another store with --store");
}

/// SQLite does not wait for other connections when it enters WAL mode, so this does.
void enter_wal_mode(const Database& database) {
    constexpr auto pause = std::chrono::milliseconds(10);
    constexpr int attempts = 3000;
    for (int attempt = 1; attempt < attempts; ++attempt) {
        if (sqlite3_exec(database.handle(), "PRAGMA journal_mode = WAL", nullptr, nullptr, nullptr) != SQLITE_BUSY)
            break;
        std::this_thread::sleep_for(pause);
    }
    database.execute("PRAGMA journal_mode = WAL");
}

} // namespace

std::span<const char* const> migration_steps() { return steps_of_this_version; }

void migrate(const Database& database, std::span<const char* const> steps) {
    const auto known = static_cast<int>(steps.size());
    const auto found = database.user_version();
    refuse_newer(found, known);
    if (found == known)
        return;
    enter_wal_mode(database);
    const Transaction transaction(database);
    const auto start = database.user_version(); // another process may have been faster
    refuse_newer(start, known);
    for (auto i = start; i < known; ++i)
        database.execute(steps[static_cast<std::size_t>(i)]);
    database.execute(("PRAGMA user_version = " + std::to_string(known)).c_str());
    transaction.commit();
}

} // namespace perfeng::store
