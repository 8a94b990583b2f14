#if defined(PERFENG_POSTGRESQL)
#include "postgresql_database.hpp"

#include <array>

namespace perfeng::store {
namespace {

constexpr std::array postgresql_steps{
    R"sql(
    CREATE TABLE measurements (
        id           text COLLATE "C" PRIMARY KEY CHECK (id <> ''),
        created      text COLLATE "C" NOT NULL,
        role         text NOT NULL,
        name         text NOT NULL,
        command      text NOT NULL,
        workload_key text NOT NULL,
        document     text NOT NULL -- jsonb would not give it back byte for byte
    );
    CREATE INDEX measurements_by_time ON measurements (created, id);
    CREATE INDEX measurements_by_workload ON measurements (workload_key, created, id);
    CREATE TABLE metrics (
        measurement_id text COLLATE "C" NOT NULL REFERENCES measurements ON DELETE CASCADE,
        name           text COLLATE "C" NOT NULL,
        unit           text NOT NULL,
        n              bigint NOT NULL,
        median         double precision,
        lo             double precision,
        hi             double precision,
        trials         double precision[] NOT NULL,
        PRIMARY KEY (measurement_id, name)
    );
    CREATE TABLE outcomes (
        measurement_id text COLLATE "C" NOT NULL REFERENCES measurements ON DELETE CASCADE, -- of the candidate
        rule           text COLLATE "C" NOT NULL,
        base_id        text NOT NULL,
        place          text NOT NULL, -- function
        bound          double precision NOT NULL,
        expected_lo    double precision,
        expected_hi    double precision,
        removed        double precision NOT NULL,
        achieved       double precision NOT NULL,
        achieved_lo    double precision,
        achieved_hi    double precision,
        together       bigint NOT NULL,
        PRIMARY KEY (measurement_id, rule)
    );
    CREATE TABLE comparisons (
        id           text COLLATE "C" PRIMARY KEY CHECK (id <> ''),
        created      text COLLATE "C" NOT NULL,
        base_id      text NOT NULL,
        candidate_id text NOT NULL,
        status       text NOT NULL,
        document     text NOT NULL
    );
    CREATE INDEX comparisons_by_time ON comparisons (created, id);
    CREATE TABLE verifications (
        id       text COLLATE "C" PRIMARY KEY CHECK (id <> ''),
        created  text COLLATE "C" NOT NULL,
        program  text NOT NULL, -- a digest over the files that were verified
        base_id  text NOT NULL,
        status   text NOT NULL,
        document text NOT NULL
    );
    CREATE INDEX verifications_by_program ON verifications (program, created, id);
    CREATE TABLE growths (
        id         text COLLATE "C" PRIMARY KEY CHECK (id <> ''),
        created    text COLLATE "C" NOT NULL,
        executable text NOT NULL, -- its path
        document   text NOT NULL
    );
    CREATE INDEX growths_by_executable ON growths (executable, created, id);
    CREATE TABLE blobs (
        sha256  text COLLATE "C" PRIMARY KEY,
        content bytea NOT NULL -- gzip
    );
    ALTER TABLE blobs ALTER COLUMN content SET STORAGE EXTERNAL; -- it is compressed already
    )sql",
    // As SQLite has it, where the reason stands.
    R"sql(
    ALTER TABLE metrics ADD COLUMN better text NOT NULL DEFAULT '',
                        ADD COLUMN workload_key text COLLATE "C" NOT NULL DEFAULT '',
                        ADD COLUMN created text COLLATE "C" NOT NULL DEFAULT '',
                        ADD COLUMN label text NOT NULL DEFAULT '', -- name of the measurement
                        ADD COLUMN git_commit text NOT NULL DEFAULT '',
                        ADD COLUMN git_dirty bigint NOT NULL DEFAULT 0,
                        ADD COLUMN machine text NOT NULL DEFAULT '';
    UPDATE measurements SET workload_key = '';
    CREATE INDEX metrics_by_workload ON metrics (workload_key, name, created, measurement_id)
        INCLUDE (label, git_commit, git_dirty, machine, unit, better, n, median, lo, hi);
    )sql",
};

} // namespace

std::span<const char* const> PostgresqlDatabase::schema() const { return postgresql_steps; }

} // namespace perfeng::store
#endif
