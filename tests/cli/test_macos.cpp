// The tools of a Mac, by the stand-ins of tests/stand_ins: replay, not a Mac.
#include "sandbox.hpp"

#include "perfeng/process/program.hpp"

using namespace perfeng;
namespace fs = std::filesystem;

namespace {

/// A PATH as on a Mac, as far as it matters here: the tools of macOS, none of Linux.
struct Mac : Sandbox {
    Mac() {
        fs::create_directory(path() / "bin");
        for (const auto* const tool : {"sh", "env", "sed", "cat", "mkdir", "rm", "readlink", "dirname", "basename",
                                       "expr", "tr", "sleep", "grep"})
            fs::create_symlink(process::find_program(tool).value(), path() / "bin" / tool);
        for (const auto* const tool : {"xcrun", "leaks", "sample"})
            fs::create_symlink(fs::path(PERFENG_SOURCE) / "tests/stand_ins" / tool, path() / "bin" / tool);
        env["PATH"] = (path() / "bin").string();
    }

    [[nodiscard]] Json measure(Words words, const Words& workload = {program("burn"), "1"}) const {
        words.insert(words.begin(), {"baseline", "--trials", "2", "--json"});
        words.emplace_back("--");
        words.insert(words.end(), workload.begin(), workload.end());
        const auto told = perfeng(words);
        INFO(told.err);
        REQUIRE(told.status == 0);
        CHECK_THAT(told.out, !ContainsSubstring("stand-in") && !ContainsSubstring("very secret"));
        check_valid(told.out, "measurement");
        return told.json();
    }
};

Json missing(const Json& document, const std::string& what) {
    return entry_of(document.at("not_measured"), "what", what);
}

void check_missing(const Json& document, const std::string& what, const std::string& why, const std::string& how) {
    const auto entry = missing(document, what);
    REQUIRE(entry.is_object());
    CHECK_THAT(entry.at("why").get<std::string>(), ContainsSubstring(why));
    CHECK_THAT(entry.at("how").get<std::string>(), ContainsSubstring(how));
    CHECK(entry_of(document.at("metrics"), "name", "wall_time").at("n") == 2);
}

void check_missing_entry(const Json& document, const std::string& what, const std::string& why) {
    const auto entry = missing(document, what);
    REQUIRE(entry.is_object());
    CHECK_THAT(entry.at("why").get<std::string>(), ContainsSubstring(why));
}

} // namespace

TEST_CASE("on a Mac everything is measured with its own tools, and the whole pipeline works on it", "[macos]") {
    const Mac mac;
    const auto document = mac.measure({});
    CHECK(document.at("profile").at("tool") == "xctrace");
    CHECK(document.at("profile").at("samples") == 4);
    CHECK(entry_of(document.at("profile").at("functions"), "name", "main").is_object());
    CHECK(document.at("leaks").at("tool") == "leaks");
    CHECK(document.at("leaks").at("count") == 9);
    CHECK(document.at("leaks").at("bytes") == 4304);
    CHECK(entry_of(document.at("leaks").at("sites"), "function", "copy_order").at("bytes") == 48);
    CHECK(document.at("allocations").at("calls") == 4);
    CHECK(missing(document, "CPU profile").is_null());

    const auto bottleneck = mac.perfeng({"bottleneck"});
    CHECK(bottleneck.status == 0);
    CHECK_THAT(bottleneck.out, ContainsSubstring("push_back"));
    CHECK_THAT(mac.perfeng({"report"}).out, ContainsSubstring("copy_order") && ContainsSubstring("xctrace"));
    CHECK(mac.perfeng({"flamegraph", "-o", "profile.svg"}).status == 0);
    CHECK_THAT(mac.read("profile.svg"), ContainsSubstring("push_back"));
    const auto remeasured = mac.perfeng({"remeasure", "--pairs", "5", "--json"});
    INFO(remeasured.err);
    CHECK(remeasured.status == 0);
    CHECK(mac.list().size() == 2);
    CHECK(mac.perfeng({"compare"}).status == 0);
}

TEST_CASE("the workload gets its arguments, environment and standard input under the tools of a Mac", "[macos]") {
    const Mac mac;
    mac.write("input", "from stdin\n");
    const auto script = mac.script("workload", "read line; echo \"$1|$FLAVOUR|$line|$PWD\" >> seen\n");
    (void)mac.measure({"--passes", "cpu,leaks", "--env", "FLAVOUR=sweet and sour", "--stdin", "input"},
                      {script, "two words"});
    const auto seen = mac.read("seen");
    const auto line = "two words|sweet and sour|from stdin|" + fs::canonical(mac.path()).string() + "\n";
    std::string expected;
    for (int i = 0; i < 5; i++) // one to warm up, two trials, two passes
        expected += line;
    CHECK(seen == expected);
}

TEST_CASE("why xctrace made no CPU profile is told, and what to do", "[macos]") {
    struct Row {
        const char* mode;
        const char* why;
        const char* how;
    };
    const auto row = GENERATE(values<Row>({
        {"clt-only", "only the Command Line Tools", "install Xcode"},
        {"no-tools", "neither Xcode nor the Command Line Tools", "xcode-select --install"},
        {"licence", "licence of Xcode", "sudo xcodebuild -license"},
        {"attach", "Failed to attach to target process", "get-task-allow"},
        {"no-process", "ended before xctrace saw it", "more work"},
        {"unsaved", "Document Missing Template", "measure again"},
        {"crash-always", "killed by signal 11", "run by hand"},
        {"empty", "no sample was taken", "more work"},
    }));
    INFO(row.mode);
    Mac mac;
    mac.env["STAND_IN_XCTRACE"] = row.mode;
    const auto document = mac.measure({"--passes", "cpu", "--profiler", "xctrace"});
    CHECK(document.at("profile").is_null());
    check_missing(document, "CPU profile", row.why, row.how);
}

TEST_CASE("an export that crashes is done again", "[macos]") {
    Mac mac;
    mac.env["STAND_IN_XCTRACE"] = "crash-once";
    CHECK(mac.measure({"--passes", "cpu"}).at("profile").at("samples") == 4);
}

TEST_CASE("a recording that its time limit ended is a profile of its beginning", "[macos]") {
    Mac mac;
    mac.env["STAND_IN_XCTRACE"] = "time-limit";
    const auto document = mac.measure({"--passes", "cpu"});
    CHECK(document.at("profile").at("samples") == 4);
    check_missing(document, "CPU profile beyond the first 2 s", "time limit", "--pass-limit");
}

TEST_CASE("a workload that fails under xctrace only is told with its exit status", "[macos]") {
    const Mac mac;
    const auto fails = mac.script("workload", "[ ! -e \"$PERFENG_MARK\" ] || exit 3\n[ \"$(cat count)\" != xxx ] || "
                                              "exit 3\nprintf x >> count\n");
    const auto document = mac.measure({"--passes", "cpu"}, {fails});
    check_missing(document, "CPU profile", "exit(3)", "xctrace record");
    mac.write("count", "");
    CHECK(mac.measure({"--passes", "cpu", "--ignore-failure"}, {fails}).at("profile").at("samples") == 4);
}

TEST_CASE("what leaks of a Mac says is taken from its report", "[macos]") {
    Mac mac;
    const auto leaks = [&](const char* mode) {
        mac.env["STAND_IN_LEAKS"] = mode;
        return mac.measure({"--passes", "leaks"});
    };
    CHECK(leaks("clean").at("leaks").at("count") == 0);
    CHECK(leaks("wrong-status").at("leaks").at("count") == 0);
    const auto warned = leaks("not-debuggable");
    CHECK(warned.at("leaks").at("count") == 9);
    check_missing(warned, "a part of: leaks", "not debuggable", "");
    const auto failed = leaks("error");
    CHECK(failed.at("leaks").is_null());
    check_missing(failed, "leaks", "bad CPU type", "--atExit -- ");
    check_missing(leaks("no-report"), "leaks", "wrote no report", "--atExit -- ");
}

TEST_CASE("a version of xctrace that exports no allocations is told", "[macos]") {
    Mac mac;
    mac.env["STAND_IN_XCTRACE"] = "no-details";
    check_missing(mac.measure({"--passes", "alloc"}), "allocations", "does not export", "Instruments");
}

TEST_CASE("a profiler that was asked for is the only one tried", "[macos]") {
    Mac mac;
    check_missing(mac.measure({"--passes", "cpu", "--profiler", "perf"}), "CPU profile", "perf is not installed",
                  "linux-perf");
    check_missing(mac.measure({"--passes", "cpu", "--profiler", "callgrind"}), "CPU profile",
                  "valgrind is not installed", "install");
    fs::remove(mac.path() / "bin/xcrun");
    check_missing(mac.measure({"--passes", "cpu", "--profiler", "xctrace"}), "CPU profile", "no xcrun", "Xcode");
    CHECK(mac.perfeng({"baseline", "--profiler", "gprof", "--", "true"}).status == 2);
}

TEST_CASE("cargo instruments records what cargo run would run", "[macos]") {
    Mac mac;
    for (const auto* const tool : {"cargo", "cargo-instruments"})
        fs::create_symlink(fs::path(PERFENG_SOURCE) / "tests/stand_ins" / tool, mac.path() / "bin" / tool);
    mac.env["STAND_IN_PROGRAM"] = program("burn");
    const Words options{"--passes", "cpu", "--profiler", "cargo-instruments"};
    const auto document = mac.measure(options, {"cargo", "run", "--release", "--", "1"});
    CHECK(document.at("profile").at("tool") == "xctrace");
    CHECK(document.at("profile").at("samples") == 4);
    CHECK(missing(document, "CPU profile by cargo-instruments, xctrace is used instead").is_null());

    const auto other = mac.measure(options);
    CHECK(other.at("profile").at("samples") == 4);
    check_missing(other, "CPU profile by cargo-instruments, xctrace is used instead", "no `cargo run`",
                  "--profiler xctrace");
}

TEST_CASE("sample takes the CPU profile where only the Command Line Tools are, or where it is asked for", "[macos]") {
    Mac mac;
    const bool asked = GENERATE(true, false);
    if (!asked)
        mac.env["STAND_IN_XCTRACE"] = "clt-only";
    mac.write("input", "from stdin\n");
    const auto script = mac.script("workload", "read line; echo \"$1|$line\" >> seen\n");
    const auto document = mac.measure({"--passes", "cpu", "--stdin", "input", "--profiler", asked ? "sample" : "auto"},
                                      {script, "two words"});
    CHECK(document.at("profile").at("tool") == "sample");
    CHECK(document.at("profile").at("event") == "wall-clock");
    CHECK(document.at("profile").at("samples") == 300);
    CHECK(entry_of(document.at("artifacts"), "kind", "sample.txt").is_object());
    CHECK_THAT(mac.read("seen"), ContainsSubstring("two words|from stdin\n") && !ContainsSubstring("two words|\n"));
    CHECK_THAT(document.at("not_measured").dump(), ContainsSubstring("wait"));
    if (!asked)
        check_missing(document, "CPU time apart from waiting time in the CPU profile", "belongs to Xcode",
                      "xcode-select");
}

TEST_CASE("a program that sample cannot look at costs the CPU profile alone", "[macos]") {
    Mac mac;
    mac.env["STAND_IN_SAMPLE"] = GENERATE("denied", "gone");
    check_missing(mac.measure({"--passes", "cpu", "--profiler", "sample"}), "CPU profile", "could not look",
                  "entitlement");
}

TEST_CASE("a workload that fails under sample is told", "[macos]") {
    const Mac mac;
    const auto script = mac.script("workload", "grep -q mayDie /proc/$PPID/cmdline && exit 7; exit 0\n");
    check_missing(mac.measure({"--passes", "cpu", "--profiler", "sample"}, {script}), "CPU profile", "exit status 7",
                  "run by hand");
}

TEST_CASE("remeasure has leaks itself tell what is new, from the memory graphs of both sides", "[macos]") {
    Mac mac;
    (void)mac.measure({"--passes", "leaks"});
    const Words remeasure{"remeasure", "--pairs", "5", "--passes", "leaks", "--json"};
    const auto told = mac.perfeng(remeasure);
    INFO(told.err);
    REQUIRE(told.status == 0);
    check_valid(told.out, "measurement");
    CHECK(told.json().at("leaks").at("new_count") == 2);
    CHECK(told.json().at("leaks").at("new_bytes") == 96);
    CHECK(told.json().at("leaks").at("count") == 9);
    CHECK(entry_of(told.json().at("artifacts"), "kind", "leaks-new.txt").is_object());
    CHECK_THAT(mac.perfeng({"report", "latest"}).out,
               ContainsSubstring("96 bytes in 2 blocks that the tool does not find"));

    mac.env["STAND_IN_LEAKS"] = "error-diff";
    const auto failed = mac.perfeng(remeasure).json();
    CHECK(failed.at("leaks").at("new_count").is_null());
    check_missing_entry(failed, "new leaks by memory graphs", "cannot compare the two");
}

TEST_CASE("the templates of xctrace: cycles by CPU Profiler and CPU Counters, leaks by Leaks", "[macos]") {
    Mac mac;
    const std::string name = GENERATE("cpu", "counters");
    const auto document =
        mac.measure({"--passes", "cpu,leaks", "--xctrace-template", name, "--leak-checker", "xctrace"});
    CHECK(document.at("profile").at("tool") == "xctrace");
    CHECK(document.at("profile").at("event") == "cycles");
    CHECK(document.at("leaks").at("tool") == "xctrace");
    CHECK(document.at("leaks").at("count") > 0);
    mac.env["STAND_IN_XCTRACE"] = "no-details";
    check_missing(mac.measure({"--passes", "leaks", "--leak-checker", "xctrace"}), "leaks", "does not export",
                  "--leak-checker leaks");
}

TEST_CASE("a template without samples is told by what it has", "[macos]") {
    Mac mac;
    const std::string name = GENERATE("sys", "io");
    check_missing(mac.measure({"--passes", "cpu", "--xctrace-template", name, "--profiler", "xctrace"}), "CPU profile",
                  "no table of samples, only of fs-syscall", "--xctrace-template time");
}
