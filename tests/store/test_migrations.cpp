#include "../../src/store/migrations.hpp"
#include "../../src/store/sqlite.hpp"
#include "catch.hpp"
#include "old_rows.hpp"
#include "samples.hpp"

#include "perfeng/model/error.hpp"
#include "perfeng/process/file.hpp"
#include "perfeng/store/document.hpp"
#include "perfeng/store/store.hpp"

#include <array>
#include <chrono>
#include <future>

using namespace perfeng;
using namespace perfeng::store;

namespace {

constexpr std::array version_3{"CREATE TABLE trees (name TEXT)", "ALTER TABLE trees ADD COLUMN height REAL DEFAULT 1",
                               "UPDATE trees SET height = height * 2"};
constexpr std::array broken{version_3[0], version_3[1], "UPDATE shrubs SET height = 0"};

struct Fixture {
    process::TemporaryDirectory directory;
    SqliteDatabase database{directory.path() / "test.db", SqliteDatabase::Mode::create};

    double height() const {
        auto row = database.prepare("SELECT height FROM trees WHERE name = 'oak'");
        REQUIRE(row.step());
        return row.number(0).value();
    }
};

} // namespace

TEST_CASE_METHOD(Fixture, "an older database goes through the steps that it lacks and keeps its rows") {
    migrate(database, std::span(version_3).first(1));
    CHECK(database.version() == 1);
    database.execute("INSERT INTO trees VALUES ('oak')");
    migrate(database, version_3);
    CHECK(database.version() == 3);
    CHECK(height() == 2);
    migrate(database, version_3);
    CHECK(height() == 2);
}

TEST_CASE_METHOD(Fixture, "a step that fails leaves the database at its old version") {
    migrate(database, std::span(version_3).first(1));
    database.execute("INSERT INTO trees VALUES ('oak')");
    CHECK_THROWS_AS(migrate(database, broken), Error);
    CHECK(database.version() == 1);
    migrate(database, version_3);
    CHECK(height() == 2);
}

TEST_CASE_METHOD(Fixture, "a newer database is refused and left alone") {
    migrate(database, version_3);
    CHECK_THROWS_WITH(migrate(database, std::span(version_3).first(2)), ContainsSubstring("made by a newer perfeng"));
    CHECK(database.version() == 3);
}

TEST_CASE_METHOD(Fixture, "a migrated database is in WAL mode") {
    migrate(database, version_3);
    auto mode = database.prepare("PRAGMA journal_mode");
    REQUIRE(mode.step());
    CHECK(mode.text(0) == "wal");
}

TEST_CASE_METHOD(Fixture, "a database that another connection writes to is migrated once that one is done") {
    database.execute("CREATE TABLE first (x)");
    const SqliteDatabase other(directory.path() / "test.db", SqliteDatabase::Mode::existing);
    other.execute("BEGIN IMMEDIATE");
    auto migrated = std::async(std::launch::async, [&] { migrate(database, version_3); });
    CHECK(migrated.wait_for(std::chrono::milliseconds(100)) == std::future_status::timeout);
    other.execute("COMMIT");
    CHECK_NOTHROW(migrated.get());
    CHECK(database.version() == 3);
}

TEST_CASE_METHOD(Fixture, "a growth of a store that had no column for its program is found by it") {
    migrate(database, database.schema().first(4));
    database.prepare("INSERT INTO growths (id, created, document) VALUES ('0197-g', '2026', ?)")
        .bind(write_document(full_growth("0197-g")))
        .run();
    migrate(database, database.schema());
    database.execute("VACUUM INTO '" + (directory.path() / "perfeng.db").string() + "'");
    const auto found = Store::open(directory.path()).growth_of(full_growth().executable.path);
    REQUIRE(found);
    CHECK(found->id == "0197-g");
}

TEST_CASE_METHOD(Fixture, "measurements of a store whose metrics had no commits are in their history") {
    migrate(database, database.schema().first(5));
    insert_as_before(database, full_measurement("0197-m"));
    database.execute("INSERT INTO measurements VALUES ('0197-x', '2026', 'baseline', '', '', 'of old', 'damaged')");
    database.execute("VACUUM INTO '" + (directory.path() / "perfeng.db").string() + "'");
    const auto store = Store::open(directory.path());
    const auto points = store.history(workload_key(full_workload()), "wall_time");
    REQUIRE(points.size() == 1);
    CHECK(points[0].id == "0197-m");
    CHECK(points[0].commit == full_measurement().environment.git_commit);
    CHECK(points[0].better == Better::lower);
    CHECK(store.list().size() == 2);
}
