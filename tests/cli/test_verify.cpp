#include "sandbox.hpp"

#include <csignal>

namespace perfeng {
namespace {

const std::string counting = R"(
#include <stdio.h>
#include <unistd.h>
int main(void) {
    printf("run by pid %d\n", (int)getpid());
    for (int i = 0; i < 100; i++)
        printf("line %d\n", i * FACTOR);
    return 0;
})";

std::string with_factor(const std::string& factor) { return "#define FACTOR " + factor + counting; }

void measure(const Sandbox& box, const Words& command, const Words& options = {}) {
    Words words{"baseline", "--passes", "none", "--trials", "2", "--warmup", "0"};
    words.insert(words.end(), options.begin(), options.end());
    words.emplace_back("--");
    words.insert(words.end(), command.begin(), command.end());
    const auto told = box.perfeng(words);
    INFO(told.err);
    REQUIRE(told.status == 0);
}

Json verified(const Sandbox& box, const Words& options, int status) {
    Words words{"verify", "--json"};
    words.insert(words.end(), options.begin(), options.end());
    const auto told = box.perfeng(words);
    INFO(told.out << told.err);
    CHECK(told.status == status);
    return told.json();
}

} // namespace

TEST_CASE("verify: a changed output fails, with the first difference shown, and fails the gate of compare") {
    Sandbox box;
    box.compile("app", with_factor("1"));
    measure(box, {"./app"});

    const auto varying = verified(box, {"--checks", "output"}, 2);
    CHECK(entry_of(varying["checks"], "name", "stdout")["status"] == "not run");
    CHECK(entry_of(varying["outputs"], "what", "stdout")["remedy"] == Json::array({"pid"}));

    const auto same = box.perfeng({"verify", "--json", "--checks", "output", "--mask", "pid"});
    CHECK(same.status == 0);
    check_valid(same.out, "verification");
    CHECK(same.json()["status"] == "passed");

    box.compile("app", with_factor("(i == 50 ? 2 : 1)"));
    REQUIRE(box.perfeng({"remeasure", "--passes", "none", "--pairs", "6"}).status == 0);
    const auto unverified = box.perfeng({"compare", "--json", "--threshold", "wall_time=900%"}).json();
    CHECK(unverified["checks"].empty());
    CHECK_THAT(entry_of(unverified["not_measured"], "what", "verification")["why"].get<std::string>(),
               ContainsSubstring("of another build"));

    const auto told = box.perfeng({"verify", "--checks", "output", "--mask", "pid"});
    CHECK(told.status == 1);
    CHECK_THAT(told.out, ContainsSubstring("FAILED: 1 passed, 1 failed, 0 not run"));
    CHECK_THAT(told.out, ContainsSubstring("1 of 101 lines gone, 1 new, first in line 52"));
    CHECK_THAT(told.out, ContainsSubstring("    -     52  line 50\n"
                                           "                   ^\n"));
    CHECK_THAT(told.out, ContainsSubstring("    +     52  line 100\n"));

    const auto judged = box.perfeng({"compare", "--json", "--threshold", "wall_time=900%"});
    CHECK(judged.status == 1);
    check_valid(judged.out, "comparison");
    CHECK(entry_of(judged.json()["checks"], "name", "stdout")["status"] == "failed");
    CHECK_THAT(judged.json()["gate"]["reasons"].dump(), ContainsSubstring("the check 'stdout' failed"));
}

TEST_CASE("verify: masks that explain another output pass the gate") {
    Sandbox box;
    box.compile("app", R"(#include <stdio.h>
int main(void) { puts("built 2026-01-31"); return 0; })");
    measure(box, {"./app"});
    box.compile("app", R"(#include <stdio.h>
int main(void) { puts("built 2026-02-01"); return 0; })");
    REQUIRE(box.perfeng({"remeasure", "--passes", "none", "--pairs", "6"}).status == 0);
    const Words compare{"compare", "--json", "--threshold", "wall_time=900%", "--threshold", "cpu_time=900%"};
    CHECK(box.perfeng(compare).status == 1);
    CHECK(verified(box, {"--checks", "output", "--mask", "date"}, 0)["status"] == "passed");
    const auto judged = box.perfeng(compare);
    CHECK(judged.status == 0);
    CHECK(judged.json()["output"]["identical"] == false);
}

TEST_CASE("verify: output files, one not written, and --compiles") {
    Sandbox box;
    box.script("make-it", "printf 'int main(void) { return 0; }\\n' > out.c");
    measure(box, {"./make-it"}, {"--output", "out.c"});
    const Words compiles{"--checks", "output,compiles", "--compiles", "cc -fsyntax-only {out}"};
    const auto good = verified(box, compiles, 0);
    CHECK(entry_of(good["checks"], "kind", "compiles")["status"] == "passed");
    CHECK(entry_of(good["checks"], "name", "out.c")["status"] == "passed");

    box.script("make-it", "printf 'int main(void) { return 0 }\\n' > out.c");
    const auto bad = verified(box, compiles, 1);
    CHECK(entry_of(bad["checks"], "name", "out.c")["status"] == "failed");
    CHECK_THAT(entry_of(bad["checks"], "kind", "compiles")["tail"].get<std::string>(), ContainsSubstring("error"));

    box.script("make-it", ":");
    const auto missing = verified(box, {"--checks", "output"}, 1);
    CHECK(entry_of(missing["checks"], "name", "out.c")["detail"] == "the candidate did not write it");
}

TEST_CASE("verify: the exit statuses of both sides are compared") {
    Sandbox box;
    box.script("app", "exit 0");
    measure(box, {"./app"});
    box.script("app", "echo no >&2; exit 3");
    const auto status = entry_of(verified(box, {"--checks", "output"}, 1)["checks"], "name", "exit status");
    CHECK(status["detail"] == "baseline: exit status 0; candidate: exit status 3");
    CHECK_THAT(status["tail"].get<std::string>(), ContainsSubstring("no"));
}

TEST_CASE("verify: lines in another order are told, and accepted where that is asked") {
    Sandbox box;
    box.script("app", "printf 'b\\na\\n'");
    measure(box, {"./app"});
    box.script("app", "printf 'a\\nb\\n'");
    const auto told = verified(box, {"--checks", "output"}, 1);
    CHECK_THAT(entry_of(told["checks"], "name", "stdout")["how"].get<std::string>(), ContainsSubstring("--any-order"));
    (void)verified(box, {"--checks", "output", "--any-order"}, 0);
}

TEST_CASE("verify: binary output differs by bytes") {
    Sandbox box;
    box.script("app", R"(printf 'a\000b\000c')");
    measure(box, {"./app"});
    box.script("app", R"(printf 'a\000B\000c')");
    const auto told = box.perfeng({"verify", "--checks", "output"});
    CHECK(told.status == 1);
    CHECK_THAT(told.out, ContainsSubstring("1 of 5 bytes differ, first at byte 2"));
    CHECK_THAT(told.out, ContainsSubstring("- 00000000  61 00 62 00 63"));
}

TEST_CASE("verify: tests that fail, hang, or are not there") {
    Sandbox box;
    box.script("fails", "echo 'expected 3, got 4'; exit 1");
    box.script("hangs", "sleep 30 & echo $! > pid; wait");
    const auto told = verified(
        box,
        {"--time-limit", "1s", "--test", "./fails", "--test", "./hangs", "--lint", "./no-such-lint", "--test", "true"},
        1);
    CHECK(told["status"] == "failed");
    CHECK(entry_of(told["checks"], "name", "./fails")["tail"] == "expected 3, got 4");
    CHECK_THAT(entry_of(told["checks"], "name", "./hangs")["detail"].get<std::string>(),
               ContainsSubstring("time limit"));
    CHECK(wait_until([&] { return !alive(box.read("pid")); }));
    CHECK(entry_of(told["checks"], "name", "./no-such-lint")["status"] == "not run");
    CHECK(entry_of(told["checks"], "name", "true")["status"] == "passed");
    CHECK_FALSE(told["not_measured"].empty()); // no baseline
    (void)verified(box, {"--test", "true"}, 0);
    (void)verified(box, {"--lint", "./no-such-lint"}, 2);
    (void)verified(box, {}, 2);
}

TEST_CASE("verify: the tests of perfeng.toml run in its directory") {
    Sandbox box;
    box.write("perfeng.toml", "[verify]\ntests = [\"test -f perfeng.toml\"]\nchecks = \"tests\"\n");
    box.write("below/x", "");
    box.cwd = (box / "below").string();
    const auto told = verified(box, {}, 0);
    CHECK_THAT(told["checks"][0]["name"].get<std::string>(), ContainsSubstring(" && test -f perfeng.toml"));
}

TEST_CASE("verify: an interruption keeps what is finished") {
    Sandbox box;
    box.compile("app", "int main(void) { return 0; }");
    measure(box, {"./app"});
    REQUIRE(box.perfeng({"remeasure", "--passes", "none", "--pairs", "1"}).status == 0);
    const auto told = box.interrupted({"verify", "--test", "true", "--test", "touch began; exec sleep 30"}, SIGINT,
                                      [&] { return exists(box / "began"); });
    CHECK(told.status == 130);
    const auto checks = box.perfeng({"compare", "--json"}).json()["checks"];
    CHECK(entry_of(checks, "name", "true")["status"] == "passed");
    CHECK(entry_of(checks, "name", "touch began; exec sleep 30")["detail"] == "interrupted before it ended");
}

TEST_CASE("verify: a cargo project's own tests and lints are found and run") {
    Sandbox box;
    box.allow_cargo();
    box.write("Cargo.toml", "[package]\nname = \"tiny\"\nversion = \"0.1.0\"\nedition = \"2021\"\n");
    box.write("src/main.rs", "fn main() { println!(\"{}\", three()); }\nfn three() -> u32 { 3 }\n"
                             "#[test] fn is_three() { assert_eq!(three(), 3); }\n"
                             "#[test] fn is_four() { assert_eq!(three(), 4); }\n");
    const auto listed = verified(box, {"--list"}, 0);
    CHECK(entry_of(listed["checks"], "name", "cargo test")["source"].get<std::string>().starts_with("Cargo.toml in "));
    CHECK(entry_of(listed["checks"], "kind", "lint")["name"] == "cargo clippy -- -W clippy::pedantic");
    const auto told = verified(box, {"--checks", "tests"}, 1);
    CHECK(entry_of(told["checks"], "name", "cargo test")["detail"] == "exit status 101; 1 passed, 1 failed");
}

TEST_CASE("verify: a sanitizer's reports are counted, in a scratch build of a CMake project or the user's own") {
    Sandbox box;
    box.write("CMakeLists.txt", "cmake_minimum_required(VERSION 3.20)\nproject(demo C)\nadd_executable(demo main.c)\n");
    box.write("main.c", "#include <stdlib.h>\nint main(int c, char **v) { int *a = malloc(4); a[c + 1] = 1; (void)v; "
                        "free(a); return 0; }\n");
    REQUIRE(box.shell("cmake -S . -B build >/dev/null && cmake --build build >/dev/null").status == 0);
    measure(box, {"build/demo"});
    const auto told = verified(box, {"--checks", "sanitizers", "--sanitize"}, 1);
    const auto check = entry_of(told["checks"], "name", "sanitizers");
    CHECK_THAT(check["detail"].get<std::string>(), ContainsSubstring("1 report, the first: AddressSanitizer: "
                                                                     "heap-buffer-overflow"));
    CHECK_THAT(check["tail"].get<std::string>(), ContainsSubstring("main.c:2"));
    const auto own =
        verified(box, {"--checks", "sanitizers", "--sanitize-build", "cc -g -fsanitize=address -o {out} main.c"}, 1);
    CHECK(entry_of(own["checks"], "name", "sanitizers")["source"] == "--sanitize-build");
    const auto plain = verified(box, {"--checks", "sanitizers", "--sanitize-build", "cc -o {out} main.c"}, 2);
    CHECK(entry_of(plain["checks"], "name", "sanitizers")["detail"] == "the program that was built holds no sanitizer");
}

TEST_CASE("verify: what cannot be understood is refused with what to do") {
    const Sandbox box;
    check_error(box.perfeng({"verify", "--mask", "dat"}), 2, "there is no mask 'dat'", "did you mean 'date'?");
    check_error(box.perfeng({"verify", "--checks", "test"}), 2, "unknown check 'test'", "did you mean 'tests'?");
    check_error(box.perfeng({"verify", "--time-limit", "soon"}), 2, "cannot read the time", "write it as");
    check_error(box.perfeng({"verify", "nothing"}), 2, "nothing has been measured yet", "perfeng baseline");
}

} // namespace perfeng
