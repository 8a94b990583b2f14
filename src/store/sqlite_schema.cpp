#include "sqlite.hpp"

#include <array>

namespace perfeng::store {
namespace {

constexpr std::array sqlite_steps{
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
    // The program of a growth in a column of its own, as only SQLite looks into a document by json_extract. And all
    // that a history needs of a measurement in the index: each row lies on a page of its own, with its document.
    R"sql(
    ALTER TABLE growths ADD COLUMN executable TEXT NOT NULL DEFAULT ''; -- its path
    UPDATE growths SET executable = coalesce(json_extract(document, '$.executable.path'), '');
    CREATE INDEX growths_by_executable ON growths (executable, created, id);
    DROP INDEX measurements_by_workload;
    CREATE INDEX measurements_by_workload ON measurements (workload_key, created, id, name);
    )sql",
    // All that a history needs, in the order in which it is read, so that a query of thousands of points reads pages
    // that lie together. Keys without value are filled in from the documents: see metric_rows.hpp.
    R"sql(
    ALTER TABLE metrics ADD COLUMN better TEXT NOT NULL DEFAULT '';
    ALTER TABLE metrics ADD COLUMN workload_key TEXT NOT NULL DEFAULT '';
    ALTER TABLE metrics ADD COLUMN created TEXT NOT NULL DEFAULT '';
    ALTER TABLE metrics ADD COLUMN label TEXT NOT NULL DEFAULT ''; -- name of the measurement
    ALTER TABLE metrics ADD COLUMN git_commit TEXT NOT NULL DEFAULT '';
    ALTER TABLE metrics ADD COLUMN git_dirty INTEGER NOT NULL DEFAULT 0;
    ALTER TABLE metrics ADD COLUMN machine TEXT NOT NULL DEFAULT '';
    UPDATE measurements SET workload_key = '';
    CREATE INDEX metrics_by_workload ON metrics (workload_key, name, created, measurement_id, label, git_commit,
                                                 git_dirty, machine, unit, better, n, median, lo, hi);
    DROP INDEX measurements_by_workload;
    CREATE INDEX measurements_by_workload ON measurements (workload_key, created, id);
    )sql",
};

} // namespace

std::span<const char* const> SqliteDatabase::schema() const { return sqlite_steps; }

} // namespace perfeng::store
