// How many measurements a second a store takes from 1, 8 and 32 writers at once, and how long the history of a metric
// takes among many: store_speed DIRECTORY [MEASUREMENTS], for both engines. All is kept below DIRECTORY, so that its
// disk is what is measured (80 kB a measurement; removed at the end); the server has its default durability.
#include "postgres_server.hpp"
#include "samples.hpp"

#include "perfeng/store/document.hpp"
#include "perfeng/store/id.hpp"
#include "perfeng/store/store.hpp"

#include <fmt/format.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <cstdio>
#include <filesystem>
#include <functional>
#include <string>
#include <vector>

namespace {

using namespace perfeng;
using Clock = std::chrono::steady_clock;

constexpr int trials = 30;
constexpr int metrics = 12;
constexpr int workloads = 90; // of which each has a hundredth of the measurements; one more has a tenth
constexpr int filling_writers = 4;
constexpr double seconds_of_writing = 5;

double seconds_since(Clock::time_point start) { return std::chrono::duration<double>(Clock::now() - start).count(); }

/// As a baseline with a profile: 12 metrics of 30 trials, and a document of about 80 kB.
Measurement ordinary(int workload) {
    auto made = full_measurement(store::uuid_v7());
    made.created = "2026-01-31T12:00:00Z";
    made.workload.typed = {"./app", std::to_string(workload)};
    made.environment.git_commit = std::string(40, 'c');
    made.environment.git_dirty = false;
    made.environment.cpu_model = "Some CPU with the name of a usual length @ 2.80GHz";
    made.metrics.assign(metrics, wall_time());
    for (int i = 0; i < metrics; ++i) {
        auto& metric = made.metrics[static_cast<std::size_t>(i)];
        metric.name = i == 0 ? "wall_time" : fmt::format("metric_{}", i);
        metric.trials.assign(trials, 0);
        for (int trial = 0; trial < trials; ++trial)
            metric.trials[static_cast<std::size_t>(trial)] = 0.123456789 + 1e-9 * trial * workload;
        metric.outliers.clear();
    }
    if (made.profile && !made.profile->functions.empty())
        made.profile->functions.resize(150, made.profile->functions.front());
    return made;
}

/// The sum of what `act` returns in so many processes at once.
std::uint64_t in_processes(int count, const std::function<std::uint64_t(int index)>& act) {
    std::vector<std::pair<pid_t, int>> children(static_cast<std::size_t>(count));
    for (int index = 0; auto& [child, end] : children) {
        std::array<int, 2> ends{};
        if (::pipe(ends.data()) != 0)
            return 0;
        end = ends[0];
        child = ::fork();
        if (child == 0) {
            const auto done = act(index);
            ::_exit(::write(ends[1], &done, sizeof done) == sizeof done ? 0 : 1);
        }
        ::close(ends[1]);
        ++index;
    }
    std::uint64_t all = 0;
    for (const auto& [child, end] : children) {
        std::uint64_t done = 0;
        if (::read(end, &done, sizeof done) == sizeof done)
            all += done;
        ::close(end);
        ::waitpid(child, nullptr, 0);
    }
    return all;
}

double saved_a_second(int writers, const std::string& where) {
    const auto all = in_processes(writers, [&](int) {
        auto store = store::Store::open(where);
        std::uint64_t done = 0;
        for (const auto start = Clock::now(); seconds_since(start) < seconds_of_writing; ++done)
            store.save(ordinary(-1));
        return done;
    });
    return static_cast<double>(all) / seconds_of_writing;
}

/// Median milliseconds of a query, of 9 after one that fills the caches.
double query_time(const store::Store& store, int workload, std::size_t expected) {
    std::vector<double> times;
    for (int i = 0; i < 10; ++i) {
        const auto start = Clock::now();
        const auto points = store.history(store::workload_key(ordinary(workload).workload), "wall_time");
        times.push_back(1000 * seconds_since(start));
        if (points.size() != expected)
            fmt::print("  unexpected: {} points instead of {}\n", points.size(), expected);
    }
    times.erase(times.begin());
    std::ranges::sort(times);
    return times[times.size() / 2];
}

void measure_writing(const std::string& engine, const std::string& where) {
    for (const int writers : {1, 8, 32})
        fmt::print("{}: {} writers: {:.0f} measurements/s\n", engine, writers, saved_a_second(writers, where));
}

/// Every tenth measurement is of workload 0.
void fill(const std::string& where, int measurements) {
    (void)in_processes(filling_writers, [&](int index) -> std::uint64_t {
        auto store = store::Store::open(where);
        for (int i = index; i < measurements; i += filling_writers)
            store.save(ordinary(i % 10 == 0 ? 0 : 1 + (i / 10 * 9 + i % 10 - 1) % workloads));
        return 0;
    });
}

void measure_history(const std::string& engine, const std::string& where, int measurements,
                     const std::function<void()>& settle) {
    fill(where, measurements);
    settle();
    const auto store = store::Store::open(where);
    for (const auto& [workload, share] : {std::pair(1, 100), std::pair(0, 10)})
        fmt::print("{}: history of {} among {} measurements: {:.1f} ms\n", engine, measurements / share, measurements,
                   query_time(store, workload, static_cast<std::size_t>(measurements / share)));
}

} // namespace

int main(int argc, char** argv) {
    if (argc < 2)
        return fmt::print(stderr, "usage: store_speed DIRECTORY [MEASUREMENTS]\n"), 2;
    std::setvbuf(stdout, nullptr, _IOLBF, 0);
    const int measurements = argc > 2 ? std::stoi(argv[2]) : 100000;
    const process::TemporaryDirectory directory(argv[1]);
    std::filesystem::permissions(directory.path(), std::filesystem::perms(0711)); // the server is another user's
    ::setenv("TMPDIR", directory.path().c_str(), 1);
    PostgresServer server(true);
    ::setenv("PGPASSWORD", PostgresServer::password, 1);
    fmt::print("a document has {} bytes\n", store::write_document(ordinary(1)).size());
    measure_writing("SQLite", (directory.path() / "writing").string());
    measure_writing("PostgreSQL", server.create_database());
    measure_history("SQLite", (directory.path() / "history").string(), measurements, [] {});
    const auto history = server.create_database();
    const auto name = history.substr(history.rfind('/') + 1);
    // What autovacuum does within a minute of so many insertions: an index is read alone where it has been.
    measure_history("PostgreSQL", history, measurements, [&] { server.psql(name, "VACUUM (ANALYZE)"); });
    return 0;
}
