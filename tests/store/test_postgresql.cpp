#include "catch.hpp"

#if defined(PERFENG_POSTGRESQL)
#include "../../src/store/database_blobs.hpp"
#include "../../src/store/migrations.hpp"
#include "../../src/store/postgresql.hpp"
#include "../../src/store/tables.hpp"
#include "engines.hpp"
#include "old_rows.hpp"
#include "samples.hpp"
#include "thrown.hpp"

#include "perfeng/model/error.hpp"
#include "perfeng/store/document.hpp"

#include <array>
#include <cmath>
#include <limits>

using namespace perfeng;
using namespace perfeng::store;

namespace {

struct Remote : Place {
    Remote() : Place(Engine::postgresql) {}

    std::string name() const { return where.substr(where.rfind('/') + 1); }
    std::string psql(const std::string& sql) const { return PostgresServer::shared().psql(name(), sql); }
    std::string as(const std::string& role) const { return "postgres://" + role + where.substr(where.find('@')); }
};

} // namespace

TEST_CASE_METHOD(Remote, "texts that a server cannot hold are stored as the document has them") {
    auto measurement = full_measurement("id-of-odd");
    measurement.name = "caf\xe9";
    measurement.workload.argv = {"./app", std::string("a\0b", 3), "\xed\xa0\x80", "\xc3\xa9\xf0\x9f\x98\x80"};
    auto store = Store::open(where);
    store.save(measurement);
    CHECK(psql("SELECT document FROM measurements") == write_document(measurement) + "\n");
    CHECK(store.list()[0].name == "caf\xef\xbf\xbd");
    CHECK(store.load("caf\xe9").id == measurement.id);
    CHECK_THAT(store.list()[0].command, ContainsSubstring("\xc3\xa9\xf0\x9f\x98\x80"));
}

TEST_CASE_METHOD(Remote, "trials are an array of numbers, exact to the last bit") {
    constexpr auto nan = std::numeric_limits<double>::quiet_NaN();
    auto measurement = full_measurement();
    const std::vector trials{0.1, 1.0 / 3, -1e308, 5e-324, 0.0, nan, std::numeric_limits<double>::infinity()};
    measurement.metrics[0].trials = trials;
    measurement.metrics[0].summary.median = nan;
    auto store = Store::open(where);
    store.save(measurement);
    CHECK(psql("SELECT trials[2:4], median IS NULL FROM metrics WHERE name = 'wall_time'") ==
          "{0.3333333333333333,-1e+308,5e-324}|t\n");
    const auto points = store.history(workload_key(full_workload()), "wall_time");
    REQUIRE(points.size() == 1);
    CHECK(std::isnan(points[0].median));
    CHECK(psql("SELECT trials[6:7] FROM metrics WHERE name = 'wall_time'") == "{NaN,NaN}\n"); // as a document has it
}

TEST_CASE_METHOD(Remote, "a database of a newer perfeng is refused and left alone") {
    (void)Store::open(where);
    psql("UPDATE perfeng_version SET version = 1000");
    CHECK_THAT(told([&] { (void)Store::open(where); }), ContainsSubstring("made by a newer perfeng"));
    CHECK(psql("SELECT version FROM perfeng_version") == "1000\n");
}

TEST_CASE_METHOD(Remote, "a step that fails leaves the database as it was") {
    constexpr std::array broken{"CREATE TABLE trees (name text)", "UPDATE shrubs SET height = 0"};
    const auto database = open_postgresql(read_url(where));
    CHECK_THROWS_AS(migrate(*database, broken), Error);
    CHECK(database->version() == 0);
    CHECK(psql("SELECT count(*) FROM pg_tables WHERE tablename = 'trees'") == "0\n");
    migrate(*database, std::span(broken).first(1));
    CHECK(database->version() == 1);
}

TEST_CASE_METHOD(Remote, "measurements of a database whose metrics had no commits are in their history") {
    const auto database = open_postgresql(read_url(where));
    migrate(*database, database->schema().first(1));
    insert_as_before(*database, full_measurement("0197-m"));
    const auto points = Store::open(where).history(workload_key(full_workload()), "wall_time");
    REQUIRE(points.size() == 1);
    CHECK(points[0].commit == full_measurement().environment.git_commit);
    CHECK(points[0].machine == machine_in_words(full_measurement().environment));
}

TEST_CASE_METHOD(Remote, "a connection that was lost is made again before the next thing is saved") {
    auto store = Store::open(where);
    store.save(full_measurement("first"));
    psql("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE pid <> pg_backend_pid() AND datname = "
         "current_database()");
    store.save(full_measurement("second"));
    CHECK(store.list().size() == 2);
}

TEST_CASE_METHOD(Remote, "a connection that is lost within a transaction ends it") {
    (void)Store::open(where);
    const auto database = open_postgresql(read_url(where));
    CHECK_THAT(told([&] {
                   const Transaction transaction(*database);
                   replace_row(*database, growths_table(), "half", "", "", "{}");
                   psql("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE pid <> pg_backend_pid() AND "
                        "datname = current_database()");
                   replace_row(*database, growths_table(), "other", "", "", "{}");
                   transaction.commit();
               }),
               ContainsSubstring("was lost") && ContainsSubstring("try again"));
    CHECK(psql("SELECT count(*) FROM growths") == "0\n");
}

TEST_CASE_METHOD(Remote, "who may read and add can push, and is told what is missing for more") {
    psql("DROP ROLE IF EXISTS ci; CREATE ROLE ci LOGIN PASSWORD '" + std::string(PostgresServer::password) + "'");
    CHECK_THAT(told([&] { (void)Store::open(as("ci")); }), ContainsSubstring("permission denied"));
    (void)Store::open(where);
    psql("GRANT SELECT, INSERT ON ALL TABLES IN SCHEMA public TO ci");
    const Place local(Engine::sqlite);
    auto from = Store::open(local.where);
    auto measurement = full_measurement();
    measurement.artifacts = {{.kind = "text", .sha256 = from.put_blob("content"), .path = ""}};
    from.save(measurement);
    auto to = Store::open(as("ci"));
    CHECK(from.copy_to(to, {}, true, [](auto, auto) {}).measurements.added == 1);
    CHECK(to.get_blob(measurement.artifacts[0].sha256) == "content");
    CHECK_THAT(told([&] { to.save(measurement); }),
               ContainsSubstring("permission denied") && ContainsSubstring("GRANT"));
    psql("DROP OWNED BY ci; DROP ROLE ci");
}

TEST_CASE_METHOD(Remote, "a blob that was damaged in the database is told") {
    auto store = Store::open(where);
    const auto name = store.put_blob("some content");
    psql("UPDATE blobs SET content = '\\x1f8b0102'");
    CHECK_THAT(told([&] { (void)store.get_blob(name); }),
               ContainsSubstring("is damaged") && ContainsSubstring("table blobs"));
}

TEST_CASE_METHOD(Remote, "a blob too large for the database is refused with another place for it") {
    (void)Store::open(where);
    const auto database = open_postgresql(read_url(where));
    DatabaseBlobs blobs(*database, where, 1000);
    CHECK_THAT(told([&] { (void)blobs.put(full_profile().tool + write_document(full_measurement())); }),
               ContainsSubstring("too large") && ContainsSubstring("?blobs=DIR"));
    CHECK(psql("SELECT count(*) FROM blobs") == "0\n");
    CHECK(blobs.has(blobs.put(std::string(100000, 'x'))));
}

TEST_CASE("a server that is not there is told with what to do") {
    CHECK_THAT(told([] { (void)Store::open("postgres://ann@127.0.0.1:1/perf"); }),
               ContainsSubstring("cannot reach the store postgres://ann@127.0.0.1:1/perf") &&
                   ContainsSubstring("perfeng push"));
    const auto& server = PostgresServer::shared();
    CHECK_THAT(told([&] { (void)Store::open(server.url("nosuch")); }), ContainsSubstring("\"nosuch\" does not exist"));
}
#endif
