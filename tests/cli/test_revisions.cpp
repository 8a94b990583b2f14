#include "repository.hpp"

#include "perfeng/process/program.hpp"

#include <algorithm>
#include <csignal>

namespace perfeng {

TEST_CASE("two revisions are built in trees of their own, and measured in pairs") {
    const Repository repository;
    const auto& box = repository.box;
    const auto told = repository.compare({"--git", "HEAD~1..HEAD", "--build", build, "--", "./app"});
    INFO(told.err);
    CHECK(told.status == 1);
    const auto comparison = told.json();
    CHECK(comparison["method"] == "paired");
    CHECK(comparison["base"]["name"] == repository.hash("HEAD~1").substr(0, 12));
    CHECK(comparison["candidate"]["name"] == repository.hash("HEAD").substr(0, 12));
    CHECK(comparison["output"]["identical"] == true);
    CHECK(entry_of(comparison["metrics"], "name", "cpu_time")["verdict"] == "regressed");
    CHECK(entry_of(comparison["metrics"], "name", "build_time")["base"].get<double>() > 0);
    check_valid(told.out, "comparison");

    const auto saved = box.perfeng({"report", "--json", repository.hash("HEAD").substr(0, 12)}).json();
    CHECK(saved["environment"]["git_commit"] == repository.hash("HEAD"));
    CHECK(saved["environment"]["git_dirty"] == false);
    CHECK(box.shell("git status --porcelain").out.empty());

    SECTION("a tree is built once") {
        CHECK(repository.builds() == 2);
        CHECK(repository.compare({"--git", "HEAD~1..HEAD", "--build", build, "--", "./app"}).status == 1);
        CHECK(repository.builds() == 2);
    }
    SECTION("a tree that another command built is made anew") {
        box.write(".perfeng/trees/" + repository.hash("HEAD").substr(0, 16) + "/left-over", "");
        CHECK(repository.compare({"--git", "HEAD~1..HEAD", "--build", build + " -DOTHER", "--", "./app"}).status == 1);
        CHECK(repository.builds() == 4);
        CHECK_FALSE(exists(box / (".perfeng/trees/" + repository.hash("HEAD").substr(0, 16) + "/left-over")));
    }
    SECTION("a tree that a killed perfeng left half-built is made anew") {
        const auto tree = ".perfeng/trees/" + repository.hash("HEAD").substr(0, 16);
        box.write(tree + ".building", "");
        box.write(tree + "/left-over", "");
        CHECK(repository.compare({"--git", "HEAD~1..HEAD", "--build", build, "--", "./app"}).status == 1);
        CHECK(repository.builds() == 3);
        CHECK_FALSE(exists(box / (tree + "/left-over")));
    }
}

TEST_CASE("what a build made, and git does not ignore, is left out of the tree of what is not committed yet") {
    const Repository repository;
    const auto& box = repository.box;
    repository.git("rm -q --cached .gitignore");
    box.write(".gitignore", "builds.log\n.perfeng\n");
    box.write("new.h", "");
    box.write("app.c", "#include \"new.h\"\n" + program(40));
    box.write("out/CMakeCache.txt", "CMAKE_HOME_DIRECTORY=/elsewhere\n");
    box.write("out/deep/object.txt", "");
    box.write("target/CACHEDIR.TAG", "");
    box.write("meson/meson-private/coredata.dat", "");
    box.compile("app", program(400));
    box.write("lib.a", "!<arch>\n");
    const auto told = repository.compare({"--git", "HEAD", "--build", build, "--no-gate", "--", "./app"});
    INFO(told.err);
    REQUIRE(told.status == 0);
    const auto tree = ".perfeng/trees/" + told.json()["candidate"]["name"].get<std::string>();
    const auto held = box.shell("ls -d " + tree + "*/*").out;
    CHECK_THAT(held, ContainsSubstring("new.h") && ContainsSubstring("app.c"));
    for (const auto* const built : {"/out", "/target", "/meson", "/lib.a"})
        CHECK_THAT(held, !ContainsSubstring(built));
    CHECK(repository.builds() == 2); // the app that stood there is not taken for a file of the repository
}

TEST_CASE("a revision is compared with what is not committed yet, and the index is left alone") {
    const Repository repository;
    const auto& box = repository.box;
    box.write("app.c", "#include \"new.h\"\n" + program(20));
    box.write("new.h", "");
    box.write("staged", "");
    repository.git("add staged");
    const auto before = box.shell("git status --porcelain").out;
    const auto told = repository.compare({"--git", "HEAD", "--build", build, "--", "./app"});
    INFO(told.err);
    CHECK(told.status == 0);
    CHECK_THAT(told.err, ContainsSubstring("uncommitted changes"));
    CHECK(entry_of(told.json()["metrics"], "name", "cpu_time")["verdict"] == "improved");
    CHECK(box.shell("git status --porcelain").out == before);
    const auto name = told.json()["candidate"]["name"].get<std::string>();
    CHECK(box.perfeng({"report", "--json", name}).json()["environment"]["git_dirty"] == true);
}

TEST_CASE("a build that fails names its side and shows its end, and leaves no tree") {
    const Repository repository;
    repository.commit("app.c", "int main(void) { return 0 }\n", "Broken");
    const auto told = repository.compare({"--git", "HEAD~1..HEAD", "--build", build, "--", "./app"});
    CHECK(told.status == 2);
    CHECK_THAT(told.err, ContainsSubstring("the candidate " + repository.hash("HEAD").substr(0, 12) + " (Broken)"));
    CHECK_THAT(told.err, ContainsSubstring("expected"));
    CHECK_FALSE(exists(repository.box / (".perfeng/trees/" + repository.hash("HEAD").substr(0, 16))));
    CHECK(repository.box.shell("git worktree list").out.find(repository.hash("HEAD").substr(0, 16)) ==
          std::string::npos);
}

TEST_CASE("tests run in the candidate's tree, and a failing one fails the gate") {
    const Repository repository;
    const auto told = repository.compare({"--git", "HEAD..HEAD~1", "--build", build, "--test", "test -f app.c",
                                          "--test", "grep -q 60 app.c", "--", "./app"});
    INFO(told.err);
    CHECK(told.status == 1);
    const auto comparison = told.json();
    CHECK(entry_of(comparison["checks"], "name", "test -f app.c")["passed"] == true);
    CHECK(entry_of(comparison["checks"], "name", "grep -q 60 app.c")["passed"] == false);
}

TEST_CASE("configured tests and lints run in the tree too, from a directory below their file") {
    Repository repository;
    auto& box = repository.box;
    box.write("sub/app.c", program(10));
    repository.commit("perfeng.toml", "[verify]\ntests = ['test -f fast']\nlints = ['grep -q 60 app.c']\n",
                      "Configured");
    repository.commit("fast", "", "Only in this tree");
    repository.git("rm -q --cached fast");
    repository.git("commit -q -m Gone");
    box.cwd = (box / "sub").string();
    const Words how{"--build", "cc -O1 -o app app.c", "--", "./app"};
    const auto checks_of = [&](const std::string& range) {
        Words words{"--git", range};
        words.insert(words.end(), how.begin(), how.end());
        const auto told = repository.compare(words);
        INFO(told.err);
        auto checks = told.json()["checks"];
        REQUIRE(checks.size() == 2);
        CHECK(checks[1]["passed"] == true);
        return checks;
    };
    CHECK(checks_of("HEAD..HEAD~1")[0]["passed"] == true);
    CHECK(checks_of("HEAD~1..HEAD")[0]["passed"] == false); // though the file stands in the user's own directory
}

TEST_CASE("a script that git knows needs no build; its own words say which file it is") {
    const Repository repository;
    repository.commit("work.sh", "i=0; while [ $i -lt 2000 ]; do i=$((i + 1)); done; echo $1\n", "A script");
    repository.commit("work.sh", "i=0; while [ $i -lt 40000 ]; do i=$((i + 1)); done; echo $1\n", "Slower");
    const auto told = repository.compare({"--git", "HEAD~1..HEAD", "--", "sh", "work.sh", "word"});
    INFO(told.err);
    CHECK(told.status == 1);
    CHECK(entry_of(told.json()["metrics"], "name", "cpu_time")["verdict"] == "regressed");
    CHECK(entry_of(told.json()["metrics"], "name", "build_time") == nullptr);
}

TEST_CASE("CMake builds both revisions as the user's build directory is configured") {
    const Repository repository;
    const auto& box = repository.box;
    box.write(".gitignore", "app\nbuilds.log\nout/\n");
    repository.commit("CMakeLists.txt",
                      "cmake_minimum_required(VERSION 3.20)\nproject(app C)\n"
                      "add_executable(app app.c)\ntarget_compile_definitions(app PRIVATE CHOICE=\"${CHOICE}\")\n",
                      "CMake");
    repository.commit("app.c", "#include <stdio.h>\nint main(void) { puts(CHOICE); }\n", "Prints");
    REQUIRE(box.shell("cmake -S . -B out/here -DCMAKE_BUILD_TYPE=Release -DCHOICE=users && cmake --build out/here")
                .status == 0);
    repository.commit("note", "", "A note");
    const auto told = repository.compare({"--git", "HEAD~1..HEAD", "--", "out/here/app"});
    INFO(told.err);
    CHECK(told.status == 0);
    const auto tree = box / (".perfeng/trees/" + repository.hash("HEAD").substr(0, 16));
    CHECK(box.shell("'" + (tree / "out/here/app").string() + "'").out == "users\n");

    const auto again = repository.compare({"--git", "HEAD~1..HEAD", "--", "out/here/app"}).json();
    CHECK(entry_of(again["metrics"], "name", "build_time")["candidate"] ==
          entry_of(told.json()["metrics"], "name", "build_time")["candidate"]);
}

TEST_CASE("cargo builds both revisions of what `cargo run` would run") {
    REQUIRE(process::find_program("cargo"));
    Repository repository;
    auto& box = repository.box;
    box.allow_cargo();
    box.write(".gitignore", "target/\n");
    box.write("Cargo.toml", "[package]\nname = \"app\"\nversion = \"0.1.0\"\nedition = \"2021\"\n");
    repository.commit("src/main.rs", "fn main() { println!(\"{}\", (0..9u64).sum::<u64>()); }\n", "Rust");
    repository.commit("note", "", "A note");
    const auto told = repository.compare({"--git", "HEAD~1..HEAD", "--", "cargo", "run", "--offline", "--release"});
    INFO(told.err);
    CHECK(told.status == 0);
    CHECK(told.json()["output"]["identical"] == true);
}

TEST_CASE(
    "bisect finds the first commit that regressed, passes over what cannot be built, and goes on where it stopped") {
    const Repository repository; // whose second commit is the slow one
    const auto& box = repository.box;
    const auto slow = repository.hash("HEAD");
    const auto good = repository.hash("HEAD~1");
    repository.commit("app.c", "broken(\n", "Broken");
    repository.commit("app.c", program(60), "Mended");
    repository.commit("note", "1", "A note");
    box.write("perfeng.toml", "[thresholds]\nwall_time = '90%'\npeak_rss = '5%'\n"); // of comparisons
    const Words search{"bisect",  "--json", good,          "HEAD",        "--pairs", "25",
                       "--build", build,    "--threshold", "cpu_time=8%", "--",      "./app"};
    const auto told = box.perfeng(search);
    INFO(told.err);
    REQUIRE(told.status == 0);
    check_valid(told.out, "bisection");
    const auto bisection = told.json();
    CHECK(bisection["complete"] == true);
    CHECK(bisection["commits"] == 4);
    REQUIRE(bisection["suspects"].size() == 1);
    CHECK(bisection["suspects"][0]["hash"] == slow);
    CHECK(bisection["tested"][0]["title"] == "A note");
    CHECK(entry_of(bisection["tested"], "title", "Broken")["state"] == "skipped");

    // What a search that was stopped after its first step left.
    auto stopped = bisection;
    stopped["complete"] = false;
    stopped["suspects"] = Json::array();
    stopped["tested"].erase(stopped["tested"].begin() + 1, stopped["tested"].end());
    for (const auto& entry : std::filesystem::directory_iterator(box / ".perfeng/bisections"))
        process::write_file(entry.path(), stopped.dump());
    const auto resumed = box.perfeng(search);
    CHECK_THAT(resumed.err, ContainsSubstring("1 of these commits are known from before"));
    CHECK(resumed.json()["suspects"][0]["hash"] == slow);
    CHECK(resumed.json()["tested"][0] == bisection["tested"][0]);
    CHECK(resumed.json()["tested"].size() == bisection["tested"].size());
    CHECK_THAT(box.perfeng({"bisect", good, "HEAD", "--pairs", "25", "--build", build, "--threshold", "cpu_time=8%",
                            "--", "./app"})
                   .out,
               ContainsSubstring("First commit that regressed: " + slow.substr(0, 12)));
}

TEST_CASE("a bisection that is interrupted says that it goes on") {
    const Repository repository;
    const auto told = repository.box.interrupted(
        {"bisect", "HEAD~1", "HEAD", "--build", "touch ../../../started; sleep 30", "--", "./app"}, SIGINT,
        [&] { return exists(repository.box / "started"); });
    check_error(told, 130, "interrupted", "the same command goes on");
}

TEST_CASE("a bisection that cannot be is refused with what to do") {
    const Repository repository;
    check_error(repository.box.perfeng({"bisect", "HEAD", "HEAD~1", "--build", build, "--", "./app"}), 2,
                "no commit between", "the good one first");
    check_error(repository.box.perfeng({"bisect", "HEAD~1", "HEAD", "--build", build, "--threshold", "cpu_time=900%",
                                        "--pairs", "6", "--", "./app"}),
                2, "is not shown to be worse", "smaller limit");
    check_error(repository.box.perfeng({"bisect", "HEAD~1", "HEAD", "--threshold", "cpu_tim=1%", "--", "./app"}), 2,
                "cpu_tim", "cpu_time");
    check_error(repository.box.perfeng({"bisect", "HEAD~1", "HEAD"}), 2, "no command", "after `--`");
}

TEST_CASE("revisions that cannot be compared are refused with what to do") {
    const Repository repository;
    check_error(repository.compare({"--git", "nowhere..HEAD", "--build", build, "--", "./app"}), 2,
                "there is no commit 'nowhere'", "git log");
    check_error(repository.compare({"--git", "HEAD~1..HEAD", "--", "true"}), 2, "nothing of `true`", "by its path");
    check_error(repository.compare({"--git", "HEAD~1..HEAD", "--", "./app"}), 2, "cannot tell how app is built",
                "--build 'make'");
    check_error(repository.compare({"--git", "HEAD~1..HEAD", "--build", "true", "--", "./other"}), 2, "has no other",
                "by its path");
    check_error(repository.compare({"--git", "..HEAD", "--", "./app"}), 2, "cannot read the revisions", "main..HEAD");
    check_error(repository.compare({"--git", "HEAD"}), 2, "no command", "after `--`");
    check_error(repository.compare({"--", "./app"}), 2, "with --git only", "--base CMD");
    std::filesystem::create_directory(repository.box / "new");
    check_error(repository.compare({"--git", "HEAD~1..HEAD", "--build", build, "--cwd", "new", "--", "../app"}), 2,
                "has no directory new", "both revisions have");
    const Sandbox elsewhere;
    check_error(elsewhere.perfeng({"compare", "--git", "HEAD", "--", "./app"}), 2, "in no git repository", "--base");
}

} // namespace perfeng
