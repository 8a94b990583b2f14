#include "sandbox.hpp"

#include <sqlite3.h>
#include <unistd.h>

#include <future>

using namespace perfeng;
namespace fs = std::filesystem;

namespace {

const Words quick{"baseline", "--passes", "none", "--trials", "2", "--", "true"};

struct Measured : Sandbox {
    Measured() {
        REQUIRE(perfeng({"baseline", "--passes", "none", "--trials", "2", "--name", "first", "--", "true"}).status ==
                0);
    }

    void check_first_is_there() const {
        const auto entries = list();
        REQUIRE(entries.size() == 1);
        CHECK(entries[0].at("name") == "first");
    }
};

void change_database(const fs::path& file, const char* sql) {
    sqlite3* database = nullptr;
    REQUIRE(sqlite3_open(file.c_str(), &database) == SQLITE_OK);
    CHECK(sqlite3_exec(database, sql, nullptr, nullptr, nullptr) == SQLITE_OK);
    sqlite3_close(database);
}

} // namespace

TEST_CASE("a reference that is none is answered with what there is") {
    const Measured sandbox;
    check_error(sandbox.perfeng({"report", "frist"}), 2, "there is no measurement 'frist'", "did you mean 'first'?");
    check_error(sandbox.perfeng({"report", "zzzz"}), 2, "there is no measurement 'zzzz'", "`perfeng list`");
    check_error(sandbox.perfeng({"compare"}), 2, "no candidate has been measured yet", "perfeng remeasure");
    check_error(sandbox.perfeng({"flamegraph"}), 2, "has no CPU profile", "--passes cpu");
    check_error(sandbox.perfeng({"report", "nowhere.json"}), 2, "cannot read nowhere.json", "check the path");
    check_error(sandbox.perfeng({"report", "--store", "nowhere"}), 2, "there is no store nowhere", "--store DIR");
    CHECK_FALSE(fs::exists(sandbox / "nowhere"));
}

TEST_CASE("a document that is damaged, foreign or newer is refused with the place") {
    const Measured sandbox;
    const auto document = sandbox.perfeng({"report", "--json"}).out;
    sandbox.write("cut.json", document.substr(0, document.size() / 2));
    check_error(sandbox.perfeng({"report", "cut.json"}), 2, "cut.json is no measurement: line ", "baseline --json");
    sandbox.write("list.json", "[]");
    check_error(sandbox.perfeng({"compare", "list.json", "latest"}), 2, "list.json is no measurement",
                "baseline --json");
    auto newer = Json::parse(document);
    newer["schema_version"] = 99;
    sandbox.write("newer.json", newer.dump());
    check_error(sandbox.perfeng({"report", "newer.json"}), 2, "99", "baseline --json");
}

TEST_CASE("a damaged store is told as such") {
    const Measured sandbox;
    const auto file = sandbox / ".perfeng/perfeng.db";
    const auto whole = process::read_file(file);
    process::write_file(file, "this is no database, but it is long enough to be looked at" + std::string(5000, '.'));
    check_error(sandbox.perfeng({"list"}), 2, "is damaged", "restore it from a copy, or move it away");
    process::write_file(file, whole.substr(0, whole.size() / 2));
    check_error(sandbox.perfeng({"list"}), 2, "is damaged", "restore it from a copy, or move it away");
    process::write_file(file, whole);
    sandbox.check_first_is_there();
}

TEST_CASE("the store of a newer perfeng is left alone") {
    const Measured sandbox;
    const auto whole = process::read_file(sandbox / ".perfeng/perfeng.db");
    change_database(sandbox / ".perfeng/perfeng.db", "PRAGMA user_version = 99");
    for (const auto& words : {Words{"list"}, quick})
        check_error(sandbox.perfeng(words), 2, "made by a newer perfeng: it has version 99", "update perfeng");
    process::write_file(sandbox / ".perfeng/perfeng.db", whole);
    sandbox.check_first_is_there();
}

TEST_CASE("a store where none can be made is refused before the trials") {
    const Sandbox sandbox;
    sandbox.write("file", "");
    const auto marked = sandbox.script("marked", "touch ran\n");
    check_error(sandbox.perfeng({"baseline", "--store", "file", "--", marked}), 2, "cannot create file/blobs",
                "--store");
    sandbox.write("directory/perfeng.db/here", "");
    check_error(sandbox.perfeng({"baseline", "--store", "directory", "--", marked}), 2, "perfeng.db", "--store");
    CHECK_FALSE(fs::exists(sandbox / "ran"));
}

#if defined(__linux__)
TEST_CASE("a place where no store can be made is told before anything runs") {
    const Sandbox sandbox;
    sandbox.script("marked", "touch ran");
    const auto told =
        sandbox.perfeng({"baseline", "--store", "/proc/perfeng-store", "--", "./marked"}); // not even as root
    check_error(told, 2, "/proc/perfeng-store", "--store");
    CHECK_FALSE(fs::exists(sandbox / "ran"));
}
#endif

TEST_CASE("a disk that is full leaves the store as it was") {
    const Measured sandbox;
    const std::string limited = R"(trap '' XFSZ; ulimit -f 2000; "$P" baseline --trials 2 --passes none )"; // 512 B
    SECTION("while a file is kept") {
        std::string noise;
        for (unsigned i = 0, x = 1; i < 3'000'000; i++, x = x * 1664525 + 1013904223)
            noise += static_cast<char>(x >> 24);
        sandbox.write("large.bin", noise);
        check_error(sandbox.shell(limited + "--snapshot large.bin -- true"), 2, "large", "free some space");
    }
    SECTION("while the measurement is saved") {
        const auto told =
            sandbox.shell("v=$(head -c 100000 /dev/zero | tr '\\0' x); set --; for i in 1 2 3 4 5 6 7 8 9 10 11 12; "
                          "do set -- \"$@\" --env V$i=$v; done; " +
                          limited + "\"$@\" -- true");
        check_error(told, 2, "the store ", "free some space");
    }
    sandbox.check_first_is_there();
    CHECK(sandbox.perfeng(quick).status == 0);
}

TEST_CASE("two at once on one store are both kept") {
    const Sandbox sandbox;
    const auto one = [&](const std::string& name) {
        return std::async(std::launch::async, [&sandbox, name] {
            return sandbox.perfeng({"baseline", "--passes", "size", "--trials", "5", "--name", name, "--", "true"})
                .status;
        });
    };
    auto first = one("one");
    auto second = one("two");
    CHECK(first.get() == 0);
    CHECK(second.get() == 0);
    const auto entries = sandbox.list();
    CHECK(entries.size() == 2);
    CHECK_FALSE(entry_of(entries, "name", "one").is_null());
    CHECK_FALSE(entry_of(entries, "name", "two").is_null());
}
