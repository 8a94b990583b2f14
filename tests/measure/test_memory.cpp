#include "catch.hpp"

#include "perfeng/measure/memory.hpp"
#include "perfeng/process/file.hpp"

#include <functional>
#include <string>

using namespace perfeng;
using namespace perfeng::measure;

namespace {

class StandIn : public process::Runner {
public:
    using Answer = std::function<process::Execution(const process::Command&)>;
    explicit StandIn(Answer answer) : answer_(std::move(answer)) {}
    process::Execution run(const process::Command& command) override {
        ++runs;
        return answer_(command);
    }
    int runs = 0;

private:
    Answer answer_;
};

process::Execution answered(std::string out) {
    process::Execution execution;
    execution.out = std::move(out);
    return execution;
}

/// Both tools are there; the workload under them ends as `ends` says.
StandIn::Answer tools_and(process::Execution ends) {
    return [ends](const process::Command& command) {
        if (command.argv.back() == "--version")
            return answered(command.argv.front().ends_with("valgrind") ? "valgrind-3.19.0\n" : "heaptrack 1.4.0\n");
        return command.argv.back() == "--help" ? answered("") : ends;
    };
}

process::Execution ended(ExitStatus status, std::string err = {}) {
    process::Execution execution;
    execution.status = status;
    execution.err = std::move(err);
    return execution;
}

struct Setup {
    explicit Setup(const std::string& program, std::vector<std::string> arguments = {})
        : path(program.starts_with('/') ? program : PERFENG_PROGRAMS "/" + program) {
        workload.argv = {path};
        workload.argv.insert(workload.argv.end(), arguments.begin(), arguments.end());
        workload.cwd = scratch.path().string();
    }
    PassContext context(process::Runner& runner) {
        return {.runner = runner,
                .workload = workload,
                .executable = path,
                .trial_wall = trial,
                .trial_cpu = trial,
                .limit = limit,
                .scratch = scratch.path(),
                .announce = [this](std::string_view text) { announced += text; }};
    }
    process::TemporaryDirectory scratch;
    Workload workload;
    std::string path;
    std::string announced;
    double trial = 0.01;
    double limit = 60;
};

template <typename T> NotMeasured reason(const PassResult<T>& pass) {
    CHECK_FALSE(pass.result.has_value());
    CHECK(pass.raw.empty());
    REQUIRE(pass.not_measured.size() == 1);
    CHECK_FALSE(pass.not_measured.front().how.empty());
    return pass.not_measured.front();
}

} // namespace

TEST_CASE("leaks of a program that loses three blocks, by every checker of this system", "[memory]") {
    struct Checker {
        std::string name;
        std::string announced;
        std::string raw;
    };
    const auto checker = GENERATE(Checker{"auto", "LeakSanitizer with whole stacks", "lsan.txt"},
                                  Checker{"lsan", "LeakSanitizer with whole stacks", "lsan.txt"},
                                  Checker{"memcheck", "memcheck", "memcheck.xml"});
    INFO(checker.name);
    const auto runner = process::system_runner();
    Setup setup("leak_three");
    const auto pass = find_leaks(setup.context(*runner), checker.name);
    REQUIRE(pass.result.has_value());
    CHECK(pass.not_measured.empty());
    CHECK(pass.result->count == 3);
    CHECK(pass.result->bytes == 4096);
    CHECK(pass.result->sites.front().function == "lose");
    CHECK_THAT(setup.announced, ContainsSubstring(checker.announced));
    REQUIRE(pass.raw.size() == 1);
    CHECK(pass.raw.front().kind == checker.raw);
    CHECK(std::filesystem::file_size(pass.raw.front().path) > 500);
}

TEST_CASE("LeakSanitizer and memcheck find the same bytes", "[memory]") {
    const auto runner = process::system_runner();
    Setup first("leak_kinds");
    Setup second("leak_kinds");
    const auto lsan = find_leaks(first.context(*runner), "lsan");
    const auto memcheck = find_leaks(second.context(*runner), "memcheck");
    REQUIRE(lsan.result.has_value());
    REQUIRE(memcheck.result.has_value());
    CHECK(lsan.result->bytes == memcheck.result->bytes);
    CHECK(lsan.result->count == memcheck.result->count);
    CHECK(lsan.result->bytes > 0);
}

TEST_CASE("where whole stacks would take too long, the leaks are told without", "[memory]") {
    const auto runner = process::system_runner();
    Setup setup("leak_three");
    setup.trial = 7;
    const auto pass = find_leaks(setup.context(*runner));
    REQUIRE(pass.result.has_value());
    CHECK(pass.result->bytes == 4096);
    REQUIRE(pass.not_measured.size() == 1);
    CHECK(pass.not_measured.front().what == "whole stacks of the leaks");
    CHECK_THAT(pass.not_measured.front().how, ContainsSubstring("--pass-limit 474"));
}

TEST_CASE("LeakSanitizer: pointers in what a program maps itself are seen", "[memory]") {
    const auto runner = process::system_runner();
    Setup setup("map_own");
    const auto pass = find_leaks(setup.context(*runner), "lsan");
    REQUIRE(pass.result.has_value());
    CHECK(pass.result->bytes == 0);
    CHECK(pass.result->count == 0);
    CHECK(pass.result->tool == "LeakSanitizer (preloaded)");
    CHECK(pass.not_measured.empty());
}

TEST_CASE("LeakSanitizer: what the program starts has the environment that it has alone", "[memory]") {
    const auto runner = process::system_runner();
    Setup setup("look_at_environment");
    CHECK(find_leaks(setup.context(*runner), "lsan").result.has_value());
    setup.workload.env["LSAN_OPTIONS"] = "verbosity=0";
    CHECK_THAT(reason(find_leaks(setup.context(*runner), "lsan")).why, ContainsSubstring("exit status 4"));
}

TEST_CASE("LeakSanitizer never says 0 where it did not check; memcheck is the fallback", "[memory]") {
    const auto runner = process::system_runner();
    Setup setup("leave_abruptly");
    const auto alone = reason(find_leaks(setup.context(*runner), "lsan"));
    CHECK_THAT(alone.why, ContainsSubstring("did not check"));
    Setup again("leave_abruptly");
    const auto pass = find_leaks(again.context(*runner));
    REQUIRE(pass.result.has_value());
    CHECK(pass.result->tool == "memcheck");
    CHECK_THAT(again.announced, ContainsSubstring("memcheck"));
    Setup killed("die_by_signal");
    killed.workload.ignore_failure = true;
    CHECK_THAT(reason(find_leaks(killed.context(*runner), "lsan")).why, ContainsSubstring("signal 15"));
}

TEST_CASE("an unknown leak checker is refused", "[memory]") {
    const auto runner = process::system_runner();
    Setup setup("leak_three");
    CHECK_THROWS_WITH(find_leaks(setup.context(*runner), "valgrind"), ContainsSubstring("no leak checker 'valgrind'"));
    CHECK(leak_checkers() == std::vector<std::string>{"auto", "lsan", "memcheck", "leaks", "xctrace"});
}

TEST_CASE("allocations of a program with a known number", "[memory]") {
    const auto runner = process::system_runner();
    Setup setup("allocate");
    const auto pass = profile_allocations(setup.context(*runner));
    REQUIRE(pass.result.has_value());
    CHECK(pass.not_measured.empty());
    CHECK(pass.result->calls >= 10501);
    CHECK(pass.result->calls <= 10511);
    CHECK(pass.result->functions.front().calls == 10000);
    REQUIRE(pass.raw.size() == 1);
    CHECK(pass.raw.front().kind == "heaptrack");
    CHECK(std::filesystem::exists(pass.raw.front().path));
}

TEST_CASE("a program that a signal ends has no leak check", "[memory]") {
    const auto runner = process::system_runner();
    Setup setup("die_by_signal");
    setup.workload.ignore_failure = true;
    CHECK_THAT(reason(find_leaks(setup.context(*runner))).why, ContainsSubstring("signal 15"));
    CHECK_THAT(reason(profile_allocations(setup.context(*runner))).why, ContainsSubstring("signal 15"));
}

TEST_CASE("a failure under the tool is told with its status and its stderr", "[memory]") {
    const auto runner = process::system_runner();
    Setup shell("/bin/sh", {"-c", "echo out of cheese >&2; exit 3"});
    const auto leaks = reason(find_leaks(shell.context(*runner)));
    CHECK(leaks.what == "leaks");
    CHECK_THAT(leaks.why, ContainsSubstring("exit status 3"));
    CHECK_THAT(leaks.why, ContainsSubstring("out of cheese"));
    Setup setup("allocate", {"4"});
    const auto allocations = reason(profile_allocations(setup.context(*runner)));
    CHECK(allocations.what == "allocations");
    CHECK_THAT(allocations.why, ContainsSubstring("exit status 4"));

    setup.workload.ignore_failure = true;
    CHECK(find_leaks(setup.context(*runner)).result.has_value());
    CHECK(profile_allocations(setup.context(*runner)).result.has_value());
}

TEST_CASE("a program that leaves by _exit has no half count of its allocations", "[memory]") {
    const auto runner = process::system_runner();
    Setup setup("leave_abruptly");
    CHECK_THAT(reason(profile_allocations(setup.context(*runner))).why, ContainsSubstring("ended by exit"));
}

TEST_CASE("a program that becomes another one is not called free of leaks", "[memory]") {
    const auto runner = process::system_runner();
    Setup setup("/bin/sh", {"-c", "exec " PERFENG_PROGRAMS "/leak_three"});
    CHECK_THAT(reason(find_leaks(setup.context(*runner))).how, ContainsSubstring("that program itself"));
}

TEST_CASE("a pass that would take too long is not started", "[memory]") {
    StandIn runner(tools_and(ended({})));
    Setup setup("leak_three");
    setup.trial = 7;
    const auto leaks = reason(find_leaks(setup.context(runner), "memcheck"));
    CHECK_THAT(leaks.why, ContainsSubstring("351 s"));
    CHECK_THAT(leaks.how, ContainsSubstring("--pass-limit 527"));
    CHECK_THAT(reason(profile_allocations(setup.context(runner))).how, ContainsSubstring("--pass-limit 96"));
    CHECK(runner.runs == 0);
    CHECK(setup.announced.empty());
}

TEST_CASE("a pass that does take too long says so", "[memory]") {
    StandIn runner(tools_and(ended({.code = 137, .signal = 9, .timed_out = true})));
    Setup setup("leak_three");
    CHECK_THAT(reason(find_leaks(setup.context(runner))).how, ContainsSubstring("--pass-limit 180"));
    CHECK_THAT(reason(profile_allocations(setup.context(runner))).why, ContainsSubstring("within 60 s"));
}

TEST_CASE("a tool that leaves nothing behind is told with what it said", "[memory]") {
    StandIn runner(tools_and(ended({}, "no space left\n")));
    Setup setup("leak_three");
    CHECK_THAT(reason(find_leaks(setup.context(runner))).why, ContainsSubstring("no space left"));
    CHECK_THAT(reason(profile_allocations(setup.context(runner))).why, ContainsSubstring("no space left"));
}

TEST_CASE("a tool that does not run is told", "[memory]") {
    StandIn runner([](const process::Command&) { return ended({.code = 127}); });
    Setup setup("leak_three");
    CHECK_THAT(reason(find_leaks(setup.context(runner), "memcheck")).how, ContainsSubstring("valgrind --version"));
    CHECK_THAT(reason(profile_allocations(setup.context(runner))).how, ContainsSubstring("heaptrack --version"));
}

TEST_CASE("a static executable is never said to be free of allocations or leaks", "[memory]") {
    Setup setup("leak_three");
    std::string elf(64, '\0'); // an executable of 64 bits without any program header
    elf.replace(0, 7,
                "\x7f"
                "ELF\2\1\1",
                7);
    elf[16] = 2;
    elf[18] = 62;
    elf[20] = 1;
    elf[52] = 64;
    setup.path = (setup.scratch.path() / "static").string();
    process::write_file(setup.path, elf);
    StandIn runner(tools_and(ended({})));
    CHECK_THAT(reason(find_leaks(setup.context(runner))).why, ContainsSubstring("statically"));
    CHECK_THAT(reason(profile_allocations(setup.context(runner))).why, ContainsSubstring("statically"));
    CHECK(runner.runs == 0);
}

TEST_CASE("a program with its own malloc is never said to be free of allocations or leaks", "[memory]") {
    StandIn runner(tools_and(ended({})));
    Setup setup("own_allocator");
    CHECK_THAT(reason(find_leaks(setup.context(runner))).why, ContainsSubstring("allocator of its own (malloc)"));
    CHECK_THAT(reason(profile_allocations(setup.context(runner))).why, ContainsSubstring("allocator of its own"));
    CHECK(runner.runs == 0);
}

TEST_CASE("a pass gives its program a file to write to, as trials do") {
    StandIn runner(tools_and(ended({})));
    Setup setup("leak_three");
    CHECK(under_tool(setup.context(runner), {}).out.to == process::Output::To::file);
}
