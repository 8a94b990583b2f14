#include "catch.hpp"
#include "samples.hpp"

#include "perfeng/model/error.hpp"
#include "perfeng/process/file.hpp"
#include "perfeng/store/document.hpp"
#include "perfeng/store/store.hpp"

#include <sqlite3.h>

#include <cmath>
#include <limits>

using namespace perfeng;
using namespace perfeng::store;
namespace fs = std::filesystem;

namespace {

struct Fixture {
    process::TemporaryDirectory directory;
    fs::path place = directory.path() / "project" / ".perfeng";
    Store store = Store::open(place);

    void save(const std::string& id, const std::string& created, const std::string& name = "",
              Role role = Role::candidate) {
        auto measurement = full_measurement(id);
        measurement.created = created;
        measurement.name = name;
        measurement.role = role;
        store.save(measurement);
    }
    std::string id_of(const std::string& ref) const { return store.load(ref).id; }
};

/// The message and the hint of the Error that `act` throws.
template <typename Act> std::string told(Act act) {
    try {
        act();
    } catch (const Error& error) {
        CHECK_FALSE(error.hint().empty());
        return std::string(error.what()) + " | " + error.hint();
    }
    return "nothing was thrown";
}

} // namespace

TEST_CASE_METHOD(Fixture, "a measurement comes back as it was saved") {
    const auto measurement = full_measurement();
    store.save(measurement);
    CHECK(write_document(store.load(measurement.id)) == write_document(measurement));
    const auto reopened = Store::open_existing(place);
    REQUIRE(reopened);
    CHECK(write_document(reopened->load(measurement.id)) == write_document(measurement));
}

TEST_CASE_METHOD(Fixture, "a comparison comes back as it was saved") {
    const auto comparison = full_comparison();
    store.save(comparison);
    auto later = full_comparison("0297aaaa");
    later.created = "2027-01-01T00:00:00Z";
    store.save(later);
    CHECK(write_document(store.load_comparison(comparison.id)) == write_document(comparison));
    CHECK(store.load_comparison("0197").id == comparison.id);
    CHECK(store.load_comparison("latest").id == later.id);
    CHECK_THAT(told([&] { (void)store.load_comparison("nosuch"); }), ContainsSubstring("no comparison 'nosuch'"));
}

TEST_CASE_METHOD(Fixture, "saving under the same id replaces") {
    auto measurement = full_measurement();
    store.save(measurement);
    measurement.name = "renamed";
    measurement.metrics[0].name = "cpu_time";
    store.save(measurement);
    store.save(full_comparison());
    store.save(full_comparison());
    REQUIRE(store.list().size() == 1);
    CHECK(store.list()[0].name == "renamed");
    CHECK_FALSE(store.list()[0].wall_time);
    CHECK(store.list()[0].cpu_time == 0.2);
}

TEST_CASE_METHOD(Fixture, "the list is newest first, with what was measured") {
    save("a", "2026-01-01T00:00:00Z", "first", Role::baseline);
    save("c", "2026-01-03T00:00:00Z");
    save("b", "2026-01-02T00:00:00Z");
    const auto list = store.list();
    REQUIRE(list.size() == 3);
    CHECK(list[0].id == "c");
    CHECK(list[1].id == "b");
    CHECK(list[2].role == Role::baseline);
    CHECK(list[2].name == "first");
    CHECK(list[2].created == "2026-01-01T00:00:00Z");
    CHECK(list[2].command == "./app --input 'a b.txt'");
    CHECK(list[2].wall_time == 0.2);
    CHECK_FALSE(list[2].peak_rss);
}

TEST_CASE_METHOD(Fixture, "a reference is an id, its beginning, a name or a word") {
    save("01970001-a", "2026-01-01T00:00:00Z", "nightly", Role::baseline);
    save("01970002-b", "2026-01-02T00:00:00Z", "nightly", Role::baseline);
    save("01980003-c", "2026-01-03T00:00:00Z");
    CHECK(id_of("01970001-a") == "01970001-a");
    CHECK(id_of("01970001") == "01970001-a");
    CHECK(id_of("0198") == "01980003-c");
    CHECK(id_of("nightly") == "01970002-b");
    CHECK(id_of("baseline") == "01970002-b");
    CHECK(id_of("candidate") == "01980003-c");
    CHECK(id_of("latest") == "01980003-c");

    save("01990005-e", "2024-01-01T00:00:00Z");
    CHECK(id_of("candidate") == "01980003-c");
    save("01970004-d", "2025-01-01T00:00:00Z", "0198");
    CHECK(id_of("0198") == "01970004-d"); // a name goes before the beginning of an id
    CHECK(id_of("latest") == "01980003-c");
}

TEST_CASE_METHOD(Fixture, "a reference to nothing, or to several, says what there is") {
    CHECK_THAT(told([&] { (void)id_of("latest"); }), ContainsSubstring("perfeng baseline"));
    save("01970001-a", "2026-01-01T00:00:00Z", "nightly");
    save("01970002-b", "2026-01-02T00:00:00Z");
    CHECK_THAT(told([&] { (void)id_of("baseline"); }), ContainsSubstring("no baseline has been measured yet"));
    CHECK_THAT(told([&] { (void)Fixture().id_of("candidate"); }), ContainsSubstring("nothing has been measured yet"));
    CHECK_THAT(told([&] { (void)id_of("nihgtly"); }),
               ContainsSubstring("no measurement 'nihgtly' | did you mean 'nightly'? `perfeng list`"));
    CHECK_THAT(told([&] { (void)id_of("0197"); }),
               ContainsSubstring("'0197' begins 2 ids | give more of it: 01970002-b 01970001-a"));
    CHECK_THAT(told([&] { (void)id_of("019"); }), ContainsSubstring("no measurement '019'"));
    CHECK_THAT(told([&] { (void)id_of("____"); }), ContainsSubstring("no measurement '____'"));
    CHECK_THAT(told([&] { (void)id_of("%%%%"); }), ContainsSubstring("no measurement '%%%%'"));
    CHECK_THAT(told([&] { (void)id_of(""); }), ContainsSubstring("no measurement ''"));
}

TEST_CASE_METHOD(Fixture, "the history of a metric is that of the same work") {
    save("b", "2026-01-02T00:00:00Z", "second");
    save("a", "2026-01-01T00:00:00Z", "first");
    auto other = full_measurement("c");
    other.workload.argv.emplace_back("--more");
    store.save(other);
    auto odd = full_measurement("d");
    odd.created = "2026-01-03T00:00:00Z";
    odd.metrics[0].trials[0] = std::numeric_limits<double>::quiet_NaN();
    odd.metrics[0].summary.ci.reset();
    store.save(odd);

    const auto points = store.history(workload_key(full_workload()), "wall_time");
    REQUIRE(points.size() == 3);
    CHECK(points[0].id == "a");
    CHECK(points[1].name == "second");
    CHECK(points[1].unit == Unit::seconds);
    CHECK(points[1].median == 0.2);
    CHECK(points[1].ci->lo == 0.1);
    CHECK(points[1].ci->hi == 0.6);
    CHECK(points[1].trials == std::vector{0.1, 0.2, 0.6});
    CHECK(std::isnan(points[2].trials[0]));
    CHECK_FALSE(points[2].ci);
    CHECK(store.history(workload_key(full_workload()), "peak_rss").empty());
}

TEST_CASE("the key of a workload tells apart what is other work, and nothing else") {
    const auto key = workload_key(full_workload());
    const auto changed = [](auto change) {
        auto workload = full_workload();
        change(workload);
        return workload_key(workload);
    };
    CHECK(changed([](Workload& w) { w.argv = {"./app", "--input a", "b.txt"}; }) != key);
    CHECK(changed([](Workload& w) { w.argv = {"./app--input", "a b.txt", ""}; }) != key);
    CHECK(changed([](Workload& w) { w.argv.pop_back(); }) != key);
    CHECK(changed([](Workload& w) { w.cwd = "/"; }) != key);
    CHECK(changed([](Workload& w) { w.stdin_path.clear(); }) != key);
    CHECK(changed([](Workload& w) { w.input_size.reset(); }) != key);
    CHECK(changed([](Workload& w) { w.timeout = 9; }) == key);
}

TEST_CASE_METHOD(Fixture, "a store keeps itself out of version control and opens any number of times") {
    CHECK(process::read_file(place / ".gitignore") == "*\n");
    process::write_file(place / ".gitignore", "mine\n");
    auto second = Store::open(place);
    second.save(full_measurement());
    CHECK(store.list().size() == 1);
    CHECK(process::read_file(place / ".gitignore") == "mine\n");
    CHECK_FALSE(Store::open_existing(directory.path()));
    CHECK_FALSE(Store::open_existing(directory.path() / "nowhere"));
}

TEST_CASE_METHOD(Fixture, "a store of a newer perfeng is refused") {
    sqlite3* database = nullptr;
    REQUIRE(sqlite3_open((place / "perfeng.db").c_str(), &database) == SQLITE_OK);
    sqlite3_exec(database, "PRAGMA user_version = 1000", nullptr, nullptr, nullptr);
    sqlite3_close(database);
    CHECK_THAT(told([&] { (void)Store::open(place); }), ContainsSubstring("made by a newer perfeng"));
}

TEST_CASE("a damaged store is told with the next step") {
    const process::TemporaryDirectory directory;
    const auto file = directory.path() / "perfeng.db";
    {
        auto store = Store::open(directory.path());
        for (int i = 0; i < 50; ++i)
            store.save(full_measurement("id" + std::to_string(i)));
    }
    const auto whole = process::read_file(file);
    const auto use = [&] { (void)Store::open(directory.path()).load("id7"); };

    process::write_file(file, "not a database, and long enough to be looked at");
    CHECK_THAT(told(use), ContainsSubstring("is damaged") && ContainsSubstring("move it away"));

    process::write_file(file, whole.substr(0, whole.size() / 2));
    CHECK_THAT(told(use), ContainsSubstring("is damaged"));

    auto scrambled = whole;
    std::fill(scrambled.begin() + 4096, scrambled.end(), '\xff');
    process::write_file(file, scrambled);
    CHECK_THAT(told(use), ContainsSubstring("is damaged"));

    process::write_file(file, whole);
    CHECK_NOTHROW(use());
}

TEST_CASE("a saved document that cannot be read is told") {
    const process::TemporaryDirectory directory;
    auto store = Store::open(directory.path());
    store.save(full_measurement("abcd"));
    sqlite3* database = nullptr;
    REQUIRE(sqlite3_open((directory.path() / "perfeng.db").c_str(), &database) == SQLITE_OK);
    sqlite3_exec(database, "UPDATE measurements SET document = '{'", nullptr, nullptr, nullptr);
    sqlite3_close(database);
    CHECK_THAT(told([&] { (void)store.load("abcd"); }), ContainsSubstring("cannot read the saved document abcd"));
}

TEST_CASE("a place that cannot hold a store is refused") {
    const process::TemporaryDirectory directory;
    process::write_file(directory.path() / "file", "");
    CHECK_THAT(told([&] { (void)Store::open(directory.path() / "file"); }), ContainsSubstring("cannot create"));
    fs::create_directories(directory.path() / "odd" / "perfeng.db");
    CHECK_THAT(told([&] { (void)Store::open(directory.path() / "odd"); }), ContainsSubstring("unable to open"));
}
