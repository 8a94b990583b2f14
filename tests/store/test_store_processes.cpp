#include "catch.hpp"
#include "engines.hpp"
#include "samples.hpp"

#include "perfeng/model/error.hpp"
#include "perfeng/process/file.hpp"
#include "perfeng/store/id.hpp"
#include "perfeng/store/store.hpp"

#include <sqlite3.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <csignal>
#include <cstdio>
#include <exception>
#include <functional>
#include <random>
#include <set>
#include <thread>
#include <utility>
#include <vector>

using namespace perfeng;
using namespace perfeng::store;
namespace fs = std::filesystem;

namespace {

/// Runs `act` in a child process. Its exit status is what `act` returns, 99 when it throws.
pid_t in_child(const std::function<int()>& act) {
    const auto child = ::fork();
    if (child == 0) {
        int status = 99;
        try {
            status = act();
        } catch (const std::exception& error) {
            std::fprintf(stderr, "%s\n", error.what());
        }
        ::_exit(status);
    }
    REQUIRE(child > 0);
    return child;
}

int exit_status_of(pid_t child) {
    int status = 0;
    ::waitpid(child, &status, 0);
    return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}

/// A measurement that fills some pages.
Measurement large_measurement() {
    auto measurement = full_measurement(uuid_v7());
    measurement.metrics[0].trials.assign(1000, 0.123456789);
    measurement.metrics[0].summary.n = 1000;
    measurement.metrics[0].outliers.clear();
    return measurement;
}

bool is_sound(const fs::path& directory) {
    sqlite3* database = nullptr;
    sqlite3_open((directory / "perfeng.db").c_str(), &database);
    std::string answer;
    const auto take = [](void* text, int, char** values, char**) {
        *static_cast<std::string*>(text) += values[0];
        return 0;
    };
    sqlite3_exec(database, "PRAGMA integrity_check", take, &answer, nullptr);
    sqlite3_close(database);
    return answer == "ok";
}

/// Sends a line for each thing that is done, so that the reader knows what was acknowledged.
struct Pipe {
    std::array<int, 2> ends{};
    Pipe() { REQUIRE(::pipe(ends.data()) == 0); }
    ~Pipe() {
        ::close(ends[0]);
        ::close(ends[1]);
    }
    Pipe(const Pipe&) = delete;
    Pipe& operator=(const Pipe&) = delete;
    void send(const std::string& line) const { (void)!::write(ends[1], (line + "\n").data(), line.size() + 1); }
    /// Empty at the end.
    std::string receive() const {
        std::string line;
        for (char c = 0; ::read(ends[0], &c, 1) == 1 && c != '\n';)
            line += c;
        return line;
    }
    /// In the parent, so that a child which died is the end of what can be received.
    void only_receive() { ::close(std::exchange(ends[1], -1)); }
};

/// Saves and says so until it is killed, or the store fails: then 7.
int save_for_ever(const std::string& where, const Pipe& done) {
    try {
        auto store = Store::open(where);
        while (true) {
            auto measurement = large_measurement();
            measurement.artifacts = {{.kind = "text", .sha256 = store.put_blob(measurement.id), .path = ""}};
            store.save(measurement);
            done.send(measurement.id);
        }
    } catch (const Error& error) {
        return error.hint().empty() ? 8 : 7;
    }
}

/// All that was acknowledged is there, and all that is there is whole.
void check_whole(const Place& place, const std::set<std::string>& acknowledged) {
    const auto store = Store::open(place.where);
    const auto list = store.list();
    std::set<std::string> there;
    for (const auto& entry : list)
        there.insert(entry.id);
    CHECK(std::ranges::includes(there, acknowledged));
    for (const auto& entry : list) {
        const auto measurement = store.load(entry.id);
        CHECK(store.get_blob(measurement.artifacts.at(0).sha256) == entry.id);
        CHECK(measurement.metrics.at(0).trials.size() == 1000);
    }
    const auto points = store.history(workload_key(full_workload()), "wall_time");
    CHECK(points.size() == list.size());
    for (const auto& point : points)
        CHECK(point.n == 1000);
    if (place.engine == Engine::sqlite)
        CHECK(is_sound(place.where));
}

/// As a full disk: no file may grow beyond 400,000 bytes.
void limit_file_size() {
    std::signal(SIGXFSZ, SIG_IGN);
    constexpr rlimit limit{.rlim_cur = 400000, .rlim_max = 400000};
    ::setrlimit(RLIMIT_FSIZE, &limit);
}

} // namespace

TEST_CASE("any number of processes may save at once") {
    const AnyPlace place;
    constexpr int writers = 8;
    constexpr int saves = 25;
    std::vector<pid_t> children;
    for (int i = 0; i < writers; ++i)
        children.push_back(in_child([&] {
            auto store = Store::open(place.where);
            for (int n = 0; n < saves; ++n) {
                auto measurement = large_measurement();
                measurement.artifacts = {{.kind = "text", .sha256 = store.put_blob(measurement.id), .path = ""}};
                store.save(measurement);
            }
            return 0;
        }));
    for (const auto child : children)
        CHECK(exit_status_of(child) == 0);
    CHECK(Store::open(place.where).list().size() == writers * saves);
    check_whole(place, {});
}

TEST_CASE("processes may create a store at once") {
    for (int round = 0; round < 3; ++round) {
        const AnyPlace place;
        std::vector<pid_t> children;
        for (int i = 0; i < 8; ++i)
            children.push_back(in_child([&] {
                Store::open(place.where).save(full_measurement(uuid_v7()));
                return 0;
            }));
        for (const auto child : children)
            CHECK(exit_status_of(child) == 0);
        CHECK(Store::open(place.where).list().size() == 8);
    }
}

TEST_CASE("killing a writer, a hundred times, loses nothing that it had saved") {
    const AnyPlace place;
    std::mt19937 random(7);
    std::set<std::string> acknowledged;
    for (int round = 0; round < 100; ++round) {
        Pipe done;
        const auto child = in_child([&] { return save_for_ever(place.where, done); });
        done.only_receive();
        for (auto saves = random() % 4; saves > 0; --saves)
            acknowledged.insert(done.receive());
        std::this_thread::sleep_for(std::chrono::microseconds(random() % 8000));
        ::kill(child, SIGKILL);
        CHECK(exit_status_of(child) == 128 + SIGKILL);
        for (auto line = done.receive(); line.size() == uuid_v7().size(); line = done.receive())
            acknowledged.insert(line);
    }
    CHECK(acknowledged.size() > 100);
    check_whole(place, acknowledged);
}

#if defined(PERFENG_POSTGRESQL)
TEST_CASE("a server that crashes loses nothing that it had acknowledged") {
    PostgresServer server;
    (void)PostgresServer::shared(); // for the password
    Place place(Engine::sqlite);
    place.engine = Engine::postgresql;
    place.where = server.create_database();
    Pipe done;
    const auto child = in_child([&] { return save_for_ever(place.where, done); });
    done.only_receive();
    std::set<std::string> acknowledged;
    for (int i = 0; i < 20; ++i)
        acknowledged.insert(done.receive());
    server.stop(SIGQUIT);
    CHECK(exit_status_of(child) == 7);
    for (auto line = done.receive(); !line.empty(); line = done.receive())
        acknowledged.insert(line);
    server.start();
    check_whole(place, acknowledged);
}
#endif

TEST_CASE("a full disk is told, and nothing saved before is lost") {
    const process::TemporaryDirectory directory;
    Pipe done;
    const auto child = in_child([&] {
        auto store = Store::open(directory.path());
        limit_file_size();
        try {
            while (true) {
                store.save(large_measurement());
                done.send("saved");
            }
        } catch (const Error& error) {
            const auto still_reads = store.load("latest").name == "nightly";
            return error.hint().starts_with("free some space") && still_reads ? 7 : 8;
        }
    });
    CHECK(exit_status_of(child) == 7);
    done.only_receive();
    std::size_t saved = 0;
    while (!done.receive().empty())
        ++saved;
    CHECK(saved > 0);
    CHECK(Store::open(directory.path()).list().size() == saved);
    CHECK(is_sound(directory.path()));
}

TEST_CASE("a disk too full for a file leaves no part of it") {
    const process::TemporaryDirectory directory;
    const auto store_place = directory.path() / "store";
    const auto child = in_child([&] {
        auto store = Store::open(store_place);
        const auto zeros = store.put_blob(std::string(1000000, '\0'));
        limit_file_size();
        int told = 0;
        const auto expect_full = [&](const auto& act) {
            try {
                act();
            } catch (const Error& error) {
                told += error.hint().starts_with("free some space") ? 1 : 0;
            }
        };
        std::string noise(1000000, '\0');
        std::generate(noise.begin(), noise.end(), [random = std::mt19937(1)]() mutable { return random() & 0x7fU; });
        expect_full([&] { store.put_blob(noise); });
        expect_full([&] { store.extract_blob(zeros, directory.path() / "out", false); });
        return told;
    });
    CHECK(exit_status_of(child) == 2);
    CHECK_FALSE(fs::exists(directory.path() / "out"));
    std::size_t files = 0;
    for (const auto& entry : fs::recursive_directory_iterator(store_place / "blobs"))
        files += entry.is_regular_file() ? 1U : 0U;
    CHECK(files == 1);
}

TEST_CASE("a store that may not be written is told, and left as it was") {
    const process::TemporaryDirectory directory;
    fs::permissions(directory.path(), fs::perms(0755));
    const auto place = directory.path() / "store";
    Store::open(place).save(full_measurement());
    fs::permissions(place / "perfeng.db", fs::perms(0444));
    fs::permissions(place, fs::perms(0555));
    const auto child = in_child([&] {
        constexpr uid_t nobody = 65534;
        if (::geteuid() == 0 && ::setuid(nobody) != 0) // root may write anything
            return 9;
        try {
            Store::open(place).save(full_measurement(uuid_v7()));
        } catch (const Error& error) {
            return error.hint().starts_with("check its permissions") ? 7 : 8;
        }
        return 0;
    });
    CHECK(exit_status_of(child) == 7);
    fs::permissions(place, fs::perms(0755));
    fs::permissions(place / "perfeng.db", fs::perms(0644));
    CHECK(Store::open(place).list().size() == 1);
}
