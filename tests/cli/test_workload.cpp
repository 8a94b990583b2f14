#include "sandbox.hpp"

using namespace perfeng;

namespace {

/// Measures quickly, with more options before the command.
Told measure(const Sandbox& sandbox, Words options, const Words& workload) {
    Words words{"baseline", "--passes", "none", "--trials", "2"};
    words.insert(words.end(), options.begin(), options.end());
    words.emplace_back("--");
    words.insert(words.end(), workload.begin(), workload.end());
    return sandbox.perfeng(words);
}

} // namespace

TEST_CASE("a program that is not there is answered with one that is") {
    const Sandbox sandbox;
    check_error(measure(sandbox, {}, {"slep"}), 2, "cannot find the program 'slep'", "did you mean 'sleep'?");
    (void)sandbox.script("mine", "");
    check_error(measure(sandbox, {}, {"mine"}), 2, "cannot find the program 'mine'", "did you mean './mine'?");
    check_error(measure(sandbox, {}, {"./nothing-like-it"}), 2, "cannot find the program", "check the name");
}

TEST_CASE("a failing workload tells its status, its last words and what to try; nothing is saved") {
    const Sandbox sandbox;
    const auto told = measure(sandbox, {}, {"sh", "-c", "echo no such luck >&2; exit 7"});
    check_error(told, 3, "the workload failed: exit status 7\nno such luck\n  hint", "--ignore-failure");
    CHECK_THAT(told.err, ContainsSubstring("run it by hand: sh -c 'echo no such luck >&2; exit 7'"));
    CHECK(told.out.empty());
    check_error(measure(sandbox, {}, {"sh", "-c", "kill -SEGV $$"}), 3, "signal 11", "run it by hand");
    CHECK(sandbox.list().empty());
}

TEST_CASE("a failing status is accepted with --ignore-failure") {
    const Sandbox sandbox;
    CHECK(measure(sandbox, {"--ignore-failure"}, {"sh", "-c", "exit 7"}).status == 0);
    CHECK(sandbox.list().size() == 1);
}

TEST_CASE("a time limit ends the workload with all that it started") {
    const Sandbox sandbox;
    const auto told = measure(sandbox, {"--timeout", "300ms"}, {"sh", "-c", "sleep 60 & echo $! > pid; wait"});
    check_error(told, 3, "time limit", "raise --timeout (now 0.3 s)");
    const auto pid = sandbox.read("pid");
    CHECK(wait_until([&] { return !alive(pid.substr(0, pid.find('\n'))); }));
}

TEST_CASE("what the workload is given is checked first") {
    const Sandbox sandbox;
    const auto marked = sandbox.script("marked", "touch ran\n");
    check_error(measure(sandbox, {"--stdin", "nowhere.txt"}, {marked}), 2, "nowhere.txt", "--stdin");
    check_error(measure(sandbox, {"--cwd", "nowhere"}, {marked}), 2, "nowhere: no such directory", "--cwd");
    check_error(measure(sandbox, {"--out", "nowhere/report"}, {marked}), 2, "cannot write nowhere/report", "--out");
    check_error(measure(sandbox, {"--snapshot", "nowhere.so"}, {marked}), 2, "nowhere.so: no such file", "--snapshot");
    check_error(measure(sandbox, {"--config", "nowhere.toml"}, {marked}), 2, "cannot read nowhere.toml", "path");
    check_error(measure(sandbox, {"--cpu", "4000"}, {marked}), 2, "cannot pin", "--cpu 0,1");
    CHECK_FALSE(std::filesystem::exists(sandbox / "ran"));
    CHECK(sandbox.list().empty());
}

TEST_CASE("an output that is not written, and a preparation that fails, are told") {
    const Sandbox sandbox;
    check_error(measure(sandbox, {"--output", "result.txt"}, {"true"}), 3, "did not write result.txt", "--output");
    check_error(measure(sandbox, {"--prepare", "echo cold >&2; false"}, {"true"}), 2,
                "the --prepare command failed: exit status 1\ncold\n", "run it by hand: echo cold >&2; false");
    CHECK(sandbox.list().empty());
}

TEST_CASE("the workload gets its standard input, environment, directory and arguments untouched") {
    const Sandbox sandbox;
    sandbox.write("in.txt", "hello\n");
    sandbox.write("sub/here", "");
    const auto line = R"sh(read x; printf '%s|%s|%s|%s\n' "$x" "$NOTE" "$(ls)" "$*" > ../seen)sh";
    const auto told = measure(sandbox, {"--stdin", "in.txt", "--env", "NOTE=a=b", "--cwd", "sub"},
                              {"sh", "-c", line, "sh", "--json", "--", "-x"});
    INFO(told.err);
    CHECK(told.status == 0);
    CHECK(sandbox.read("seen") == "hello|a=b|here|--json -- -x\n");
}

TEST_CASE("a budget that is broken fails the gate, one that is kept does not") {
    const Sandbox sandbox;
    const auto burn = program("burn");
    CHECK(measure(sandbox, {"--budget", "wall_time=60s"}, {burn, "1"}).status == 0);
    const auto told = measure(sandbox, {"--budget", "wall_time=1us", "--json"}, {burn, "1"});
    CHECK(told.status == 1);
    CHECK(entry_of(told.json().at("findings"), "id", "budget/wall_time").at("kind") == "budget");
}

TEST_CASE("/usr/bin/time can take the times") {
    REQUIRE(std::filesystem::exists("/usr/bin/time"));
    const Sandbox sandbox;
    const auto document = measure(sandbox, {"--timer", "time", "--json"}, {program("use_memory"), "30"}).json();
    CHECK(document.at("timer") == "time");
    CHECK(entry_of(document.at("metrics"), "name", "peak_rss").at("median") > 30e6);
    CHECK(entry_of(document.at("metrics"), "name", "wall_time").at("n") == 2);
}
