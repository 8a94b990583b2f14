#include "sandbox.hpp"

#include "perfeng/process/program.hpp"

#include <cstdlib>

using namespace perfeng;
namespace fs = std::filesystem;

namespace {

/// Multiplies for about so many milliseconds, then prints a line.
std::string work(int milliseconds, const std::string& prints = "done") {
    return "#include <stdint.h>\n#include <stdio.h>\nint main(void) {\n    volatile uint64_t x = 1;\n"
           "    for (long i = 0; i < " +
           std::to_string(milliseconds) + " * 300000L; i++)\n        x = x * 6364136223846793005u + 1;\n    puts(\"" +
           prints + "\");\n    return 0;\n}\n";
}

/// A program that is measured, changed, and measured again.
struct Change : Sandbox {
    std::string passes = "none";

    void baseline(const Words& workload = {"./work"}) const {
        Words words{"baseline", "--trials", "2", "--passes", passes, "--"};
        words.insert(words.end(), workload.begin(), workload.end());
        expect_ok(perfeng(words));
    }

    Told remeasure(const Words& options = {}) const {
        Words words{"remeasure", "--passes", passes, "--seed", "7"};
        words.insert(words.end(), options.begin(), options.end());
        auto told = perfeng(words);
        expect_ok(told);
        return told;
    }

    static void expect_ok(const Told& told) {
        INFO(told.err);
        REQUIRE(told.status == 0);
    }
};

Json metric(const Told& compared, const std::string& name) {
    return entry_of(compared.json().at("metrics"), "name", name);
}

std::string reasons(const Told& compared) { return compared.json().at("gate").at("reasons").dump(); }

} // namespace

TEST_CASE("a faster program is improved, a slower one regressed") {
    Change sandbox;
    sandbox.compile("work", work(30));
    sandbox.baseline();
    sandbox.compile("work", work(5));
    (void)sandbox.remeasure();
    const auto better = sandbox.perfeng({"compare", "--json"});
    CHECK(better.status == 0);
    CHECK(metric(better, "cpu_time").at("verdict") == "improved");
    CHECK(metric(better, "cpu_time").at("change") < -0.5);
    CHECK(better.json().at("method") == "paired");
    CHECK(better.json().at("gate").at("status") == "passed");
    check_valid(better.out, "comparison");

    sandbox.baseline();
    sandbox.compile("work", work(30));
    (void)sandbox.remeasure();
    const auto worse = sandbox.perfeng({"compare", "--json"});
    CHECK(worse.status == 1);
    CHECK(metric(worse, "cpu_time").at("verdict") == "regressed");
    CHECK(worse.json().at("gate").at("status") == "failed");
    CHECK(worse.json().at("gate").at("exit_status") == 1);
    CHECK_THAT(reasons(worse), ContainsSubstring("regressed: +") && ContainsSubstring("perfeng bottleneck "));
    CHECK_THAT(sandbox.perfeng({"compare"}).out, ContainsSubstring("regressed"));
    CHECK(sandbox.perfeng({"compare", "--no-gate"}).status == 0);
}

TEST_CASE("an unchanged program is unchanged, and shows the noise floor") {
    Change sandbox;
    sandbox.compile("work", work(5));
    sandbox.baseline();
    const auto told = sandbox.remeasure({"--threshold", "cpu_time=80%"});
    CHECK_THAT(told.err, ContainsSubstring("has not changed since the baseline"));
    const auto compared = sandbox.perfeng({"compare", "--json", "--threshold", "cpu_time=80%"});
    CHECK(compared.status == 0);
    CHECK(compared.json().at("identical_executables") == true);
    CHECK(metric(compared, "cpu_time").at("verdict") == "unchanged");
    CHECK(metric(compared, "cpu_time").at("gated") == true);
}

TEST_CASE("an output that differs fails the gate, whatever the times") {
    Change sandbox;
    sandbox.compile("work", work(1, "old"));
    sandbox.baseline();
    sandbox.compile("work", work(1, "new"));
    (void)sandbox.remeasure({"--pairs", "2"});
    const auto compared = sandbox.perfeng({"compare", "--json"});
    CHECK(compared.status == 1);
    CHECK(compared.json().at("output").at("identical") == false);
    CHECK_THAT(reasons(compared), ContainsSubstring("the output differs"));
}

TEST_CASE("too few pairs are inconclusive: exit status 4, but only with --strict") {
    Change sandbox;
    sandbox.compile("work", work(1));
    sandbox.baseline();
    (void)sandbox.remeasure({"--pairs", "2"});
    CHECK(sandbox.perfeng({"compare"}).status == 0);
    const auto strict = sandbox.perfeng({"compare", "--strict", "--json"});
    CHECK(strict.status == 4);
    CHECK(strict.json().at("gate").at("status") == "inconclusive");
    CHECK_THAT(reasons(strict), ContainsSubstring("2 pairs"));
}

TEST_CASE("a budget and a size threshold of a comparison set the exit status") {
    Change sandbox;
    sandbox.passes = "size";
    sandbox.compile("work", work(1));
    sandbox.baseline();
    sandbox.compile("work",
                    "static char large[100000] = {1};\n" + work(1) + "const char* keep(void) { return large; }\n");
    (void)sandbox.remeasure({"--pairs", "2"});
    CHECK(sandbox.perfeng({"compare"}).status == 0);
    const auto budget = sandbox.perfeng({"compare", "--json", "--budget", "wall_time=1us"});
    CHECK(budget.status == 1);
    CHECK_THAT(reasons(budget), ContainsSubstring("over its budget of 1us"));
    const auto larger = sandbox.perfeng({"compare", "--json", "--threshold", "file_size=5%"});
    CHECK(larger.status == 1);
    CHECK(metric(larger, "file_size").at("verdict") == "regressed");
}

TEST_CASE("a new leak fails the gate") {
    REQUIRE(process::find_program("valgrind"));
    Change sandbox;
    sandbox.passes = "leaks";
    const auto source = [](const std::string& after) {
        return "#include <stdlib.h>\n__attribute__((noinline)) static char* take(void) { return malloc(123); }\n"
               "int main(void) {\n    char* volatile block = take();\n    " +
               after + "\n    block = 0;\n    return 0;\n}\n";
    };
    sandbox.compile("work", source("free(block);"));
    sandbox.baseline();
    sandbox.compile("work", source(""));
    (void)sandbox.remeasure({"--pairs", "2"});
    const auto compared = sandbox.perfeng({"compare", "--json"});
    CHECK(compared.status == 1);
    CHECK(compared.json().at("leaks").at("new_sites").at(0).at("bytes") == 123);
    CHECK_THAT(reasons(compared), ContainsSubstring("a new leak in take (") && ContainsSubstring("work.c:2)"));
}

TEST_CASE("two saved documents are compared by their figures, with the weakness told") {
    const Sandbox sandbox;
    const auto burn = program("burn");
    for (const auto& [file, rounds] : {std::pair("a.json", "2"), std::pair("b.json", "20")})
        Change::expect_ok(sandbox.perfeng(
            {"baseline", "--passes", "none", "--trials", "5", "--json", "--out", file, "--", burn, rounds}));
    const auto compared = sandbox.perfeng({"compare", "a.json", "b.json", "--json", "--threshold", "cpu_time=50%"});
    CHECK(compared.status == 1);
    CHECK(compared.json().at("method") == "saved");
    CHECK(metric(compared, "cpu_time").at("verdict") == "regressed");
    CHECK_THAT(metric(compared, "cpu_time").at("note").get<std::string>(), ContainsSubstring("weak evidence"));
    check_valid(compared.out, "comparison");
    const auto same = sandbox.perfeng({"compare", "a.json", "a.json", "--threshold", "file_size=1%"});
    CHECK(same.status == 0);
}

TEST_CASE("two commands are run in pairs, and neither is saved") {
    const Sandbox sandbox;
    const auto burn = program("burn");
    const auto slower = sandbox.perfeng({"compare", "--base", burn + " 2", "--candidate", burn + " 30", "--json"});
    CHECK(slower.status == 1);
    CHECK(slower.json().at("method") == "paired");
    CHECK(metric(slower, "cpu_time").at("verdict") == "regressed");
    CHECK(sandbox.list().empty());
    check_error(sandbox.perfeng({"compare", "--base", "slep 1", "--candidate", "true"}), 2, "'slep'", "'sleep'");
    check_error(sandbox.perfeng({"compare", "--base", "true", "--candidate", "false"}), 3, "the workload failed",
                "--ignore-failure");
}

TEST_CASE("a script is kept, and its old and new text run side by side") {
    Change sandbox;
    const auto [words, line] = GENERATE(std::pair(Words{"./work"}, ""), std::pair(Words{"./work", "in.txt"}, " in.txt"),
                                        std::pair(Words{"sh", "work", "in.txt"}, " in.txt"));
    INFO(words.front() << line);
    sandbox.write("in.txt", "exit 1\n"); // no script of this workload
    (void)sandbox.script("work", "echo old $1 >> log\n");
    sandbox.baseline(words);
    CHECK_THAT(sandbox.read("log"), Catch::Matchers::StartsWith(std::string("old") + line + "\n"));
    (void)sandbox.script("work", "echo new $1 >> log\n");
    fs::remove(sandbox / "log");
    (void)sandbox.remeasure({"--pairs", "3"});
    const auto log = sandbox.read("log");
    const auto count = [&](const std::string& word) {
        std::size_t n = 0;
        for (auto at = log.find(word); at != std::string::npos; at = log.find(word, at + 1))
            n++;
        return n;
    };
    CHECK(count(std::string("old") + line + "\n") == 4); // the warm-up pair and three
    CHECK(count(std::string("new") + line + "\n") == 4);
}

TEST_CASE("what a remeasure is not told is as the baseline had it") {
    Change sandbox;
    sandbox.write("in.txt", "given\n");
    (void)sandbox.script("work", "read x; echo \"$x $A $B $*\" >> log; echo same > out.txt\n");
    Change::expect_ok(sandbox.perfeng({"baseline", "--passes", "none", "--trials", "1", "--warmup", "0", "--stdin",
                                       "in.txt", "--env", "A=1", "--output", "out.txt", "--", "./work"}));
    fs::remove(sandbox / "log");
    (void)sandbox.remeasure({"--pairs", "1", "--env", "B=2", "--", "./work", "more"});
    CHECK_THAT(sandbox.read("log"), ContainsSubstring("given 1  \n") && ContainsSubstring("given 1 2 more\n"));
    const auto document = sandbox.perfeng({"report", "--json"}).json();
    CHECK(document.at("workload").at("outputs") == Json{"out.txt"});
    CHECK(sandbox.perfeng({"compare", "--json"}).json().at("output").at("identical") == true);
}

TEST_CASE("a remeasure from another directory runs where the baseline ran") {
    Change sandbox;
    (void)sandbox.script("work", "pwd >> log\n");
    sandbox.baseline();
    fs::create_directory(sandbox / "elsewhere");
    const auto home = sandbox.cwd;
    sandbox.cwd += "/elsewhere";
    (void)sandbox.remeasure({"--pairs", "1", "--store", "../.perfeng"});
    CHECK_FALSE(fs::exists(sandbox / "elsewhere/log"));
    CHECK_THAT(sandbox.read("log"), !ContainsSubstring("elsewhere"));
}

TEST_CASE("the program that `cargo run` runs is measured, and a debug build is warned of") {
    REQUIRE(process::find_program("cargo"));
    Change sandbox;
    sandbox.allow_cargo();
    sandbox.write("Cargo.toml", "[package]\nname = \"greet\"\nversion = \"0.1.0\"\nedition = \"2021\"\n");
    sandbox.write("src/main.rs", "fn main() { println!(\"{}\", std::env::args().nth(1).unwrap()); }\n");
    const auto told = sandbox.perfeng(
        {"baseline", "--trials", "2", "--passes", "none", "--json", "--", "cargo", "run", "--offline", "--", "hello"});
    Change::expect_ok(told);
    CHECK_THAT(told.err, ContainsSubstring("this is a debug build"));
    CHECK_THAT(told.err, ContainsSubstring("target/debug/greet (built by `cargo build"));
    const auto document = told.json();
    CHECK_THAT(document.at("workload").at("argv").at(0).get<std::string>(),
               Catch::Matchers::EndsWith("target/debug/greet"));
    CHECK(document.at("workload").at("argv").at(1) == "hello");
    sandbox.write("src/main.rs", "fn main() { println!(\"{}\", std::env::args().nth(1).unwrap()) + }\n");
    check_error(sandbox.perfeng({"remeasure", "--passes", "none"}), 2, "the build failed: cargo build",
                "mend the build");
}
