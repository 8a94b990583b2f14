#include "repository.hpp"

#if defined(PERFENG_POSTGRESQL)
#include "postgres_server.hpp"
#endif

#include <filesystem>
#include <map>

using namespace perfeng;

namespace {

/// Takes so many megabytes: peak RSS differs little from trial to trial.
std::string taking(int megabytes) {
    return "#include <stdlib.h>\nint main(void) {\n    volatile char* p = malloc(" + std::to_string(megabytes) +
           " << 20);\n    for (long i = 0; i < (long)" + std::to_string(megabytes) +
           " << 20; i += 1024) p[i] = 1;\n    return p[4096] - 1;\n}\n";
}

/// Eight commits, each measured; the last four take more memory.
struct Measured : Repository {
    explicit Measured(const std::map<std::string, std::string>& env = {}) {
        for (const auto& [name, value] : env)
            box.env[name] = value;
        for (int i = 0; i < 8; ++i) {
            commit("app.c", taking(i < 4 ? 10 : 20) + "// " + std::to_string(i) + "\n", "Commit " + std::to_string(i));
            measure();
        }
    }

    void measure(const Words& more = {}) const {
        REQUIRE(box.shell("cc -O1 -o app app.c").status == 0);
        Words words{"baseline", "--passes", "none", "--warmup", "0", "--trials", "3"};
        words.insert(words.end(), more.begin(), more.end());
        words.insert(words.end(), {"--", "./app"});
        const auto told = box.perfeng(words);
        INFO(told.err);
        REQUIRE(told.status == 0);
    }

    [[nodiscard]] Json history(Words words = {}) const {
        words.insert(words.begin(), {"history", "peak_rss", "--json"});
        const auto told = box.perfeng(words);
        INFO(told.err);
        check_valid(told.out, "history");
        return told.json();
    }
};

Words titles(const Json& history) {
    Words all;
    for (const auto& point : history["points"])
        all.push_back(point["title"].get<std::string>());
    return all;
}

} // namespace

TEST_CASE("a history tells at which commit the level changed, and what to run next") {
    const Measured repository;
    const auto history = repository.history();
    CHECK(history["order"] == "git");
    CHECK(history["command"] == "./app");
    REQUIRE(history["points"].size() == 8);
    CHECK(titles(history).front() == "Commit 0");
    CHECK(titles(history).back() == "Commit 7");
    CHECK(history["points"][4]["commit"] == repository.hash("HEAD~3"));
    REQUIRE(history["changes"].size() == 1);
    CHECK(history["changes"][0]["at"] == 4);
    CHECK(history["changes"][0]["worse"] == true);
    CHECK(history["changes"][0]["commits"] == 1);

    const auto text = repository.box.perfeng({"history", "peak_rss"}).out;
    CHECK_THAT(text, ContainsSubstring("since " + repository.hash("HEAD~3").substr(0, 12)));
    CHECK_THAT(text, ContainsSubstring("perfeng compare --git " + repository.hash("HEAD~4").substr(0, 12) + ".." +
                                       repository.hash("HEAD~3").substr(0, 12) + " -- ./app"));
    CHECK_THAT(repository.box.perfeng({"history", "peak_rss", "--format", "csv"}).out,
               ContainsSubstring(repository.hash("HEAD") + ",false,"));
    CHECK_THAT(repository.box.perfeng({"history", "peak_rss", "--format", "markdown"}).out,
               ContainsSubstring("## Changes of the level"));
    const auto svg = repository.box.perfeng({"history", "peak_rss", "--format", "svg", "--out", "history.svg"});
    CHECK(svg.status == 0);
    CHECK_THAT(repository.box.read("history.svg"), ContainsSubstring("<svg") && ContainsSubstring("MiB"));

    SECTION("commits that were not measured lie between, and bisect looks for the one") {
        for (int i = 8; i < 14; ++i) {
            repository.commit("app.c", taking(i < 9 ? 20 : 40) + "// " + std::to_string(i) + "\n", "Later");
            if (i > 9)
                repository.measure();
        }
        CHECK(repository.history()["changes"][1]["commits"] == 3);
        CHECK_THAT(repository.box.perfeng({"history", "peak_rss"}).out,
                   ContainsSubstring("perfeng bisect " + repository.hash("HEAD~6").substr(0, 12) + " " +
                                     repository.hash("HEAD~3").substr(0, 12) + " --threshold peak_rss="));
    }
    SECTION("what is measured later stands at its commit, a changed work tree by itself") {
        repository.git("checkout -q HEAD~6");
        repository.measure();
        repository.git("checkout -q -");
        repository.box.write("app.c", taking(30));
        repository.measure({"--name", "trial"});
        const auto again = repository.history();
        REQUIRE(again["points"].size() == 9);
        CHECK(again["points"][1]["measurements"] == 2);
        CHECK(again["points"][1]["n"] == 6);
        CHECK(again["points"][8]["dirty"] == true);
        CHECK(again["points"][8]["commit"] == repository.hash("HEAD"));
        CHECK(repository.history({"--name", "trial"})["points"].size() == 1);
        CHECK(repository.history({"--last", "3"})["earlier"] == 6);
        CHECK(repository.history({"--since", "2999-01-01"})["points"].empty());
    }
    SECTION("commits of another branch are left out, unless they are asked for") {
        repository.git("checkout -q -b side HEAD~2");
        repository.commit("app.c", taking(99), "On the side");
        repository.measure();
        repository.git("checkout -q -");
        const auto again = repository.history();
        CHECK(again["points"].size() == 8);
        CHECK(again["on_other_branches"] == 1);
        CHECK_THAT(repository.box.perfeng({"history", "peak_rss"}).out, ContainsSubstring("--all-branches"));
        const auto all = repository.history({"--all-branches"});
        CHECK(all["points"].size() == 9);
        CHECK(all["on_other_branches"] == 0);
    }
    SECTION("comparisons of revisions are in the history of the same workload") {
        CHECK(repository.compare({"--git", "HEAD~1..HEAD", "--build", build, "--", "./app"}).status == 0);
        const auto again = repository.history({"--", "./app"});
        REQUIRE(again["points"].size() == 8);
        CHECK(again["points"][6]["measurements"] == 2);
        CHECK(again["points"][7]["measurements"] == 2);
        CHECK(again["others"].empty());
    }
    SECTION("another workload is told, and found by its words") {
        CHECK(repository.box.perfeng({"baseline", "--passes", "none", "--trials", "2", "--", "./app", "more"}).status ==
              0);
        const auto latest = repository.history();
        CHECK(latest["command"] == "./app more");
        CHECK(latest["points"].size() == 1);
        REQUIRE(latest["others"].size() == 1);
        CHECK(latest["others"][0]["command"] == "./app");
        CHECK(repository.history({latest["others"][0]["id"].get<std::string>()})["points"].size() == 8);
        CHECK(repository.history({"--", "./app"})["points"].size() == 8);
        repository.box.write("perfeng.toml", "[[workloads]]\nname = \"plain\"\ncommand = \"./app\"\n");
        CHECK(repository.history({"--workload", "plain"})["points"].size() == 8);
        check_error(repository.box.perfeng({"history", "peak_rss", "--workload", "plian"}), 2, "no workload 'plian'",
                    "did you mean 'plain'? workloads: ");
        check_error(repository.box.perfeng({"history", "peak_rss", "--least-change", "much"}), 2,
                    "cannot read the --least-change 'much'", "1%");
        check_error(repository.box.perfeng({"history", "peak_rss", "latest", "--", "./app"}), 2, "named twice", "REF");
    }
    SECTION("outside of the repository points stand by time") {
        std::filesystem::rename(repository.box / ".git", repository.box / "moved");
        const auto again = repository.history({"latest"});
        CHECK(again["order"] == "time");
        CHECK_THAT(again["order_note"].get<std::string>(), ContainsSubstring("no git repository"));
        CHECK(again["points"].size() == 8);
    }
}

TEST_CASE("a history that cannot be told says what there is") {
    const Sandbox box;
    check_error(box.perfeng({"history", "peak_rss"}), 2, "nothing has been measured yet", "perfeng baseline -- CMD");
    CHECK_FALSE(exists(box / ".perfeng"));
    CHECK(box.perfeng({"baseline", "--passes", "none", "--trials", "2", "--", "true"}).status == 0);
    check_error(box.perfeng({"history", "peak_rs"}), 2, "'peak_rs' was not measured of `true`",
                "did you mean 'peak_rss'? measured are: cpu_time, ");
    check_error(box.perfeng({"history", "peak_rs", "latest"}), 2, "'peak_rs' was not measured", "peak_rss");
    check_error(box.perfeng({"history", "peak_rss", "--", "false"}), 2, "`false` has not been measured",
                "perfeng baseline -- false");
    check_error(box.perfeng({"history", "peak_rss", "--format", "junit"}), 2, "not told as 'junit'", "csv, svg");
    check_error(box.perfeng({"history"}), 2, "metric is required", "perfeng history --help");
    CHECK_THAT(box.perfeng({"history", "peak_rss"}).out, ContainsSubstring("by time: no measurement has a commit"));
}

#if defined(PERFENG_POSTGRESQL)
TEST_CASE("a history is told of a store in a database as well") {
    const Measured repository(
        {{"PERFENG_STORE", PostgresServer::shared().create_database()}, {"PGPASSWORD", PostgresServer::password}});
    const auto history = repository.history();
    CHECK(history["points"].size() == 8);
    REQUIRE(history["changes"].size() == 1);
    CHECK(history["changes"][0]["at"] == 4);
    CHECK_FALSE(exists(repository.box / ".perfeng/perfeng.db"));
}
#endif
