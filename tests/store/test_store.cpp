#include "catch.hpp"
#include "engines.hpp"
#include "samples.hpp"
#include "thrown.hpp"

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

struct Fixture : AnyPlace {
    Store store = Store::open(where);

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

} // namespace

TEST_CASE_METHOD(Fixture, "a measurement comes back as it was saved") {
    const auto measurement = full_measurement();
    store.save(measurement);
    CHECK(write_document(store.load(measurement.id)) == write_document(measurement));
    const auto reopened = Store::open_existing(where);
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
    CHECK_THAT(told([&] { (void)Store::open(Place(engine).where).load("candidate"); }),
               ContainsSubstring("nothing has been measured yet"));
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
    other.workload.typed.emplace_back("--more");
    store.save(other);
    auto odd = full_measurement("d");
    odd.created = "2026-01-03T00:00:00Z";
    odd.environment.git_dirty = false;
    odd.metrics[0].better = Better::higher;
    odd.metrics[0].summary.median = std::numeric_limits<double>::quiet_NaN();
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
    CHECK(points[1].n == 3);
    CHECK(points[1].better == Better::lower);
    CHECK(points[1].commit == full_measurement().environment.git_commit);
    CHECK(points[1].dirty);
    CHECK(points[1].machine == machine_in_words(full_measurement().environment));
    CHECK(std::isnan(points[2].median));
    CHECK_FALSE(points[2].ci);
    CHECK_FALSE(points[2].dirty);
    CHECK(points[2].better == Better::higher);
    CHECK(store.history(workload_key(full_workload()), "peak_rss").empty());
}

TEST_CASE_METHOD(Fixture, "the workloads with a metric, and the metrics of a workload, are told") {
    save("a", "2026-01-01T00:00:00Z");
    save("c", "2026-01-03T00:00:00Z");
    auto other = full_measurement("b");
    other.created = "2026-01-02T00:00:00Z";
    other.workload.typed.emplace_back("--more");
    other.metrics.push_back(other.metrics[0]);
    other.metrics[1].name = "page_walks";
    store.save(other);
    const auto both = store.workloads_with("wall_time");
    REQUIRE(both.size() == 2);
    CHECK(both[0].id == "c");
    CHECK(both[0].key == workload_key(full_workload()));
    CHECK(both[1].id == "b");
    REQUIRE(store.workloads_with("page_walks").size() == 1);
    CHECK(store.workloads_with("page_walks")[0].id == "b");
    CHECK(store.workloads_with("nosuch").empty());
    CHECK(store.metrics_of(workload_key(other.workload)) == std::vector<std::string>{"page_walks", "wall_time"});
}

TEST_CASE("the key of a workload tells apart what is other work, and nothing else") {
    const auto key = workload_key(full_workload());
    const auto changed = [](auto change) {
        auto workload = full_workload();
        change(workload);
        return workload_key(workload);
    };
    CHECK(changed([](Workload& w) { w.typed = {"cargo run"}; }) != key);
    CHECK(changed([](Workload& w) { w.typed = {"cargorun", ""}; }) != key);
    CHECK(changed([](Workload& w) { w.typed.pop_back(); }) != key);
    CHECK(changed([](Workload& w) { w.argv.pop_back(); }) == key); // what was built of it
    CHECK(changed([](Workload& w) { w.cwd = "/"; }) != key);
    CHECK(changed([](Workload& w) { w.stdin_path.clear(); }) != key);
    CHECK(changed([](Workload& w) { w.input_size.reset(); }) != key);
    CHECK(changed([](Workload& w) { w.timeout = 9; }) == key);
}

TEST_CASE("a workload has one key on every commit, and in every copy of its project") {
    Workload workload;
    workload.argv = {"./app", "/home/ann/project/big.txt", "/home/ann/projects"};
    workload.cwd = "/home/ann/project/sub";
    workload.root = "/home/ann/project";
    workload.stdin_path = "/home/ann/project/in.txt";
    const auto key = workload_key(workload);
    auto moved = workload;
    moved.argv = {"./app", "/builds/7/project/big.txt", "/home/ann/projects"};
    moved.cwd = "/builds/7/project/sub";
    moved.root = "/builds/7/project";
    moved.stdin_path = "/builds/7/project/in.txt";
    CHECK(workload_key(moved) == key);
    moved.argv[2] = "/builds/7/projects"; // lies beside it
    CHECK(workload_key(moved) != key);

    auto in_tree = workload;
    in_tree.typed = workload.argv;
    in_tree.argv[0] = "/home/ann/project/.perfeng/trees/0123456789abcdef/sub/app";
    CHECK(workload_key(in_tree) == key);

    auto other_project = workload;
    other_project.argv[1] = "/home/ann/other/big.txt";
    other_project.cwd = "/home/ann/other/sub";
    other_project.stdin_path = "/home/ann/other/in.txt";
    other_project.root = "/home/ann/other";
    CHECK(workload_key(other_project) != key);
}

TEST_CASE_METHOD(Fixture, "a store opens any number of times") {
    auto second = Store::open(where);
    second.save(full_measurement());
    CHECK(store.list().size() == 1);
    CHECK(Store::open_existing(where)->list().size() == 1);
}

TEST_CASE_METHOD(AnyPlace, "where there is no store, none is made by looking") {
    CHECK_FALSE(Store::open_existing(where));
    CHECK_FALSE(Store::open_existing(where));
}

TEST_CASE("a store keeps itself out of version control") {
    const Place place(Engine::sqlite);
    const auto ignored = fs::path(place.where) / ".gitignore";
    (void)Store::open(place.where);
    CHECK(process::read_file(ignored) == "*\n");
    process::write_file(ignored, "mine\n");
    (void)Store::open(place.where);
    CHECK(process::read_file(ignored) == "mine\n");
    CHECK_FALSE(Store::open_existing(place.directory.path()));
}

TEST_CASE("a store of a newer perfeng is refused") {
    const Place place(Engine::sqlite);
    (void)Store::open(place.where);
    sqlite3* database = nullptr;
    REQUIRE(sqlite3_open((place.where + "/perfeng.db").c_str(), &database) == SQLITE_OK);
    sqlite3_exec(database, "PRAGMA user_version = 1000", nullptr, nullptr, nullptr);
    sqlite3_close(database);
    CHECK_THAT(told([&] { (void)Store::open(place.where); }), ContainsSubstring("made by a newer perfeng"));
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
