#include "catch.hpp"

#include "perfeng/model/error.hpp"
#include "perfeng/process/file.hpp"
#include "perfeng/process/interrupt.hpp"
#include "perfeng/process/runner.hpp"

#include <unistd.h>

#include <csignal>
#include <cstdlib>
#include <filesystem>
#include <thread>

using namespace perfeng;
using namespace perfeng::process;

namespace {

Execution run(std::vector<std::string> argv) {
    return system_runner()->run({.argv = std::move(argv), .out = Output::capture(), .err = Output::capture()});
}

Execution sh(const std::string& script) { return run({"sh", "-c", script}); }

bool alive(pid_t pid) { return ::kill(pid, 0) == 0; }

/// A killed orphan is a zombie until init reaps it: wait for it to go.
bool gone_soon(pid_t pid) {
    for (int i = 0; i < 200 && alive(pid); i++) {
        const auto stat = tail_of_file("/proc/" + std::to_string(pid) + "/stat", 4096);
        if (stat.find(") Z ") != std::string::npos)
            return true;
        std::this_thread::sleep_for(std::chrono::milliseconds(10));
    }
    return !alive(pid);
}

std::int64_t rss_of(int megabytes) {
    return run({PERFENG_PROGRAMS "/use_memory", std::to_string(megabytes)}).usage.peak_rss;
}

} // namespace

TEST_CASE("output and exit status of a child come back") {
    const auto result = sh("echo out; echo err >&2; exit 3");
    CHECK(result.out == "out\n");
    CHECK(result.err == "err\n");
    CHECK(result.status == ExitStatus{.code = 3});
    CHECK(result.usage.wall_time > 0);
    CHECK(result.usage.peak_rss > 0);
}

TEST_CASE("arguments reach the child untouched, without a shell") {
    CHECK(run({"printf", "%s|", "a b", "", "$HOME", "'\"\\", "--", "ü\n"}).out == "a b||$HOME|'\"\\|--|ü\n|");
}

TEST_CASE("a signal is told apart from an exit status") {
    const auto result = sh("kill -SEGV $$");
    CHECK(result.status.signal == SIGSEGV);
    CHECK(result.status.code == 128 + SIGSEGV);
}

TEST_CASE("the child has the directory, environment and input it was given") {
    const TemporaryDirectory directory;
    write_file(directory.path() / "in", "from a file");
    ::setenv("PERFENG_TEST_GONE", "1", 1);
    const auto result =
        system_runner()->run({.argv = {"sh", "-c", "pwd; echo $A; echo ${PERFENG_TEST_GONE-unset}; cat"},
                              .cwd = directory.path(),
                              .env = {{"A", "x y"}, {"PERFENG_TEST_GONE", std::nullopt}},
                              .stdin_path = "in",
                              .out = Output::capture()});
    CHECK(result.out == std::filesystem::canonical(directory.path()).string() + "\nx y\nunset\nfrom a file");
}

TEST_CASE("output goes to a file or piece by piece to a sink") {
    const TemporaryDirectory directory;
    const auto file = (directory.path() / "out").string();
    std::string streamed;
    (void)system_runner()->run({.argv = {"sh", "-c", "echo one; echo two >&2"},
                                .out = Output::file(file),
                                .err = Output::stream([&](std::string_view piece) { streamed += piece; })});
    CHECK(read_file(file) == "one\n");
    CHECK(streamed == "two\n");
}

TEST_CASE("a large output neither blocks nor is cut") {
    CHECK(sh("head -c 5000000 /dev/zero; head -c 300000 /dev/zero >&2").out.size() == 5000000);
}

TEST_CASE("a program that cannot be found is named, with what was probably meant") {
    CHECK_THROWS_WITH(run({"gzipp"}), ContainsSubstring("cannot find the program 'gzipp'"));
    try {
        (void)run({"gzipp"});
    } catch (const Error& error) {
        CHECK_THAT(error.hint(), ContainsSubstring("'gzip'"));
        CHECK(error.code() == ExitCode::usage);
    }
}

TEST_CASE("a file that is no program is an error with its reason") {
    const TemporaryDirectory directory;
    const auto path = directory.path() / "tool";
    write_file(path, "#!/no/such/interpreter\n");
    std::filesystem::permissions(path, std::filesystem::perms::owner_all);
    CHECK_THROWS_WITH(run({path.string()}), ContainsSubstring("No such file"));
    write_file(path, "echo a script without a first line\n");
    std::filesystem::permissions(path, std::filesystem::perms::owner_all);
    CHECK(run({path.string()}).out == "a script without a first line\n");
}

TEST_CASE("at the time limit the whole group dies") {
    std::string text;
    const auto result = system_runner()->run({.argv = {"sh", "-c", "sleep 100 & echo $!; wait"},
                                              .out = Output::stream([&](std::string_view piece) { text += piece; }),
                                              .timeout = 0.3});
    CHECK(result.status.timed_out);
    CHECK(gone_soon(std::stoi(text)));
}

TEST_CASE("what a child leaves behind in its group dies with it") {
    const auto result = sh("sleep 100 & echo $!");
    CHECK(result.status.ok());
    CHECK(gone_soon(std::stoi(result.out)));
}

TEST_CASE("a child dies with a perfeng that is killed") {
    int ends[2];
    REQUIRE(::pipe(ends) == 0);
    const pid_t perfeng = ::fork();
    if (perfeng == 0) {
        (void)system_runner()->run(
            {.argv = {"sh", "-c", "echo $$; exec sleep 100"}, .out = Output::stream([&](std::string_view piece) {
                                                                  (void)!::write(ends[1], piece.data(), piece.size());
                                                              })});
        ::_exit(0);
    }
    char text[32] = {};
    REQUIRE(::read(ends[0], text, sizeof text - 1) > 0);
    CHECK(alive(std::atoi(text)));
    ::kill(perfeng, SIGKILL);
    CHECK(gone_soon(std::atoi(text)));
}

TEST_CASE("peak RSS is the child's own, whatever perfeng holds") {
    const auto small = rss_of(2);
    const auto large = rss_of(500);
    std::vector<char> ballast(300'000'000, 1);
    CHECK(ballast[150'000'000] == 1);
    // A page of the C library more or less is the kernel's choice (fault-around).
    CHECK(static_cast<double>(rss_of(2)) == Approx(static_cast<double>(small)).margin(1'000'000));
    CHECK(static_cast<double>(rss_of(500)) == Approx(static_cast<double>(large)).epsilon(0.02));
    CHECK(static_cast<double>(large - small) == Approx(498e6).epsilon(0.02));
    CHECK(small < 5'000'000);
}

TEST_CASE("processor time is counted as user and system time") {
    const auto usage = run({PERFENG_PROGRAMS "/burn", "100"}).usage;
    CHECK(usage.cpu_time() > 0.01);
    CHECK(usage.cpu_time() < usage.wall_time * 1.5);
    CHECK(usage.minor_faults > 10);
}

#if defined(__linux__)
TEST_CASE("a child can be pinned, and a processor that is not there is an error") {
    const auto pinned = system_runner()->run(
        {.argv = {"sh", "-c", "grep Cpus_allowed_list /proc/self/status"}, .out = Output::capture(), .cpus = {0}});
    CHECK(pinned.out == "Cpus_allowed_list:\t0\n");
    CHECK_THROWS_WITH(system_runner()->run({.argv = {"true"}, .cpus = {1000}}), ContainsSubstring("--cpu"));
}
#endif
