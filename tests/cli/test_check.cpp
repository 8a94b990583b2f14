#include "repository.hpp"

#include <csignal>
#include <filesystem>

namespace perfeng {
namespace {

/// The repository, with a perfeng.toml of two workloads: one whose function became slower, one that stays as it is.
struct Project : Repository {
    Project() {
        box.write("perfeng.toml", "[check]\nbuild = \"" + build + "\"\n[pairs]\nlimit = 20\n" + workloads);
        git("add --all");
        git("commit -q -m 'Configured'");
    }

    static constexpr const char* workloads = R"(
[[workloads]]
name = "mix"
command = "./app"
passes = "none"
thresholds = { cpu_time = "4%" }
[[workloads]]
name = "script"
command = ["./same.sh", "1"]
passes = "none"
thresholds = { cpu_time = "50%", peak_rss = "50%" }
)";

    [[nodiscard]] Told check(Words words) const {
        words.insert(words.begin(), {"check", "--json"});
        return box.perfeng(words);
    }
};

Json workload_named(const Json& judgement, const std::string& name) {
    return entry_of(judgement.at("workloads"), "name", name);
}

} // namespace

TEST_CASE("check compares every workload with a revision and gives one verdict") {
    const Project project;
    const auto& box = project.box;
    box.write("same.sh", "#!/bin/sh\ni=0; while [ $i -lt 20000 ]; do i=$((i+1)); done\n");
    REQUIRE(box.shell("chmod +x same.sh").status == 0);
    project.commit("app.c", program(40), "Script, and mixes as at first");
    project.commit("app.c", program(60), "Mixes longer");
    const auto told = project.check({"--against", "HEAD~1", "--test", "test -f app.c", "--lint", "false"});
    INFO(told.err);
    CHECK(told.status == 1);
    check_valid(told.out, "check");
    const auto judgement = told.json();
    CHECK(judgement["base"]["commit"] == project.hash("HEAD~1"));
    CHECK(judgement["candidate"]["commit"] == project.hash("HEAD"));
    CHECK(judgement["candidate"]["title"] == "Mixes longer");
    CHECK(judgement["complete"] == true);

    const auto mix = workload_named(judgement, "mix").at("comparison");
    CHECK(entry_of(mix["metrics"], "name", "cpu_time")["verdict"] == "regressed");
    CHECK(entry_of(mix["metrics"], "name", "cpu_time")["threshold"] == Approx(0.04));
    CHECK(entry_of(mix["metrics"], "name", "wall_time")["gated"] == false);
    const auto script = workload_named(judgement, "script").at("comparison");
    CHECK(script["gate"]["status"] == "passed");

    const auto& gate = judgement["gate"];
    CHECK(gate["status"] == "failed");
    REQUIRE(gate["reasons"].size() == 2);
    CHECK(gate["details"][0]["kind"] == "check");
    CHECK(gate["details"][1]["kind"] == "regression");
    CHECK(gate["details"][1]["workload"] == "mix");
    CHECK(entry_of(judgement["checks"], "name", "test -f app.c")["passed"] == true);

    SECTION("one shard has one of the two, and its own exit status") {
        const auto second = project.check({"--against", "HEAD~1", "--shard", "2/2"});
        INFO(second.err);
        CHECK(second.status == 0);
        CHECK(second.json()["shard"] == "2/2");
        CHECK(second.json()["workloads"].size() == 1);
        CHECK(second.json()["workloads"][0]["name"] == "script");
    }
    SECTION("a workload is chosen by its name, an unknown one refused with the nearest") {
        const auto one = project.check({"--against", "HEAD~1", "--workload", "script"});
        CHECK(one.json()["workloads"].size() == 1);
        const auto none = project.check({"--workload", "scrip"});
        CHECK(none.status == 2);
        CHECK_THAT(none.err, ContainsSubstring("did you mean 'script'?"));
    }
    SECTION("confirmed, a regression that is real still fails the gate, after a second measurement") {
        const auto sure = project.check({"--against", "HEAD~1", "--workload", "mix", "--confirm", "always"});
        CHECK(sure.status == 1);
        CHECK_THAT(sure.err, ContainsSubstring("measuring once more"));
        CHECK_THAT(project.check({"--against", "HEAD~1", "--workload", "mix"}).err,
                   !ContainsSubstring("measuring once more"));
    }
}

TEST_CASE("without --against the base is where the branch left the main one") {
    const Project project;
    const auto& box = project.box;
    project.git("branch -M main");
    const auto fork = project.hash("HEAD");
    const auto base_of = [&] {
        const auto told = project.check({"--no-gate", "--pairs", "1", "--workload", "mix"});
        INFO(told.err);
        REQUIRE(told.status == 0);
        return told.json()["base"]["commit"].get<std::string>();
    };
    SECTION("on a branch") {
        project.git("checkout -q -b topic");
        project.commit("app.c", program(41), "One");
        project.commit("app.c", program(42), "Two");
        CHECK(base_of() == fork);
    }
    SECTION("on the main branch: the commit before") { CHECK(base_of() == project.hash("HEAD~1")); }
    SECTION("on the main branch with changes: the last commit") {
        box.write("app.c", program(41));
        CHECK(base_of() == fork);
    }
    SECTION("on the main branch, not pushed yet: what is pushed") {
        project.git("update-ref refs/remotes/origin/main HEAD~1");
        CHECK(base_of() == project.hash("HEAD~1"));
    }
}

TEST_CASE("a workload whose program fails is told, and the others go on") {
    const Project project;
    const auto& box = project.box;
    box.write("same.sh", "#!/bin/sh\nexit 0\n");
    REQUIRE(box.shell("chmod +x same.sh").status == 0);
    project.commit("app.c", program(40), "Good");
    project.commit("app.c", "int main(void) { return 7; }", "Broken");
    const auto told = project.check({"--against", "HEAD~1", "--pairs", "8"});
    INFO(told.err);
    CHECK(told.status == 3);
    const auto judgement = told.json();
    CHECK(workload_named(judgement, "mix")["comparison"].is_null());
    CHECK_THAT(workload_named(judgement, "mix")["error"].get<std::string>(), ContainsSubstring("exit status 7"));
    CHECK_FALSE(workload_named(judgement, "script")["comparison"].is_null());
    CHECK(judgement["gate"]["details"][0]["kind"] == "workload");
}

TEST_CASE("a check that is stopped tells what it has finished") {
    const Project project;
    const auto& box = project.box;
    box.write("same.sh", "#!/bin/sh\ntouch " + (box / ".git/second").string() + "\nsleep 20\n");
    REQUIRE(box.shell("chmod +x same.sh").status == 0);
    project.commit("app.c", program(40), "Slow script");
    const auto told = box.interrupted({"check", "--json", "--against", "HEAD", "--pairs", "6"}, SIGINT,
                                      [&] { return std::filesystem::exists(box / ".git/second"); });
    INFO(told.err);
    CHECK(told.status == 130);
    check_valid(told.out, "check");
    CHECK(told.json()["complete"] == false);
    CHECK(told.json()["workloads"].size() == 1);
    CHECK(told.json()["workloads"][0]["name"] == "mix");
}

TEST_CASE("a build that fails ends the check, naming the side") {
    const Project project;
    project.commit("app.c", "int main(void) { return 0 }", "Does not compile");
    const auto told = project.check({"--against", "HEAD~1", "--workload", "mix"});
    CHECK(told.status == 2);
    CHECK_THAT(told.err, ContainsSubstring("candidate") && ContainsSubstring("cannot be built"));
}

TEST_CASE("a test that fails once and passes then does not fail a confirmed gate") {
    const Project project;
    const auto flaky =
        "test -f " + (project.box / "mark").string() + " || { touch " + (project.box / "mark").string() + "; exit 1; }";
    const Words words{"--against", "HEAD", "--workload", "mix", "--pairs", "6", "--test", flaky, "--confirm", "always"};
    const auto told = project.check(words);
    INFO(told.err);
    CHECK(told.json()["checks"][0]["passed"] == true);
    CHECK_THAT(told.json()["checks"][0]["detail"].get<std::string>(), ContainsSubstring("failed at first"));
}

TEST_CASE("without workloads, check says how to begin") {
    const Sandbox box;
    const auto told = box.perfeng({"check"});
    CHECK(told.status == 2);
    CHECK_THAT(told.err, ContainsSubstring("perfeng init"));
}

TEST_CASE("a workload with sizes is judged by its growth too") {
    const Project project;
    const auto& box = project.box;
    box.write("perfeng.toml", "[check]\nbuild = \"" + build +
                                  "\"\n[[workloads]]\nname = \"grow\"\ncommand = [\"./app\", \"{size}\"]\n"
                                  "passes = \"none\"\nsizes = \"500,1000,...,16000\"\n"
                                  "thresholds = { cpu_time = \"90%\" }\n[pairs]\nlimit = 6\n");
    const auto source = [](const std::string& work) {
        return "#include <stdio.h>\n#include <stdlib.h>\nint main(int argc, char** argv) {\n    long n = argc > 1 ? "
               "atol(argv[1]) : 0;\n    unsigned x = 1;\n    for (long i = 0; i < " +
               work + "; i++) x = x * 1664525u + 1013904223u;\n    printf(\"%u\\n\", x & 1);\n}\n";
    };
    project.commit("app.c", source("n * 8000"), "Linear");
    project.commit("app.c", source("n * n / 2"), "Quadratic");
    const auto told = project.check({"--against", "HEAD~1"});
    INFO(told.err);
    CHECK(told.status == 1);
    const auto growth = entry_of(told.json()["workloads"][0]["comparison"]["metrics"], "name", "time_growth");
    CHECK(growth["verdict"] == "regressed");
    CHECK(growth["candidate"].get<double>() > 1.5);
}

} // namespace perfeng
