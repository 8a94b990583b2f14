#include "sandbox.hpp"

#include "perfeng/process/program.hpp"

#include <sstream>

using namespace perfeng;

namespace {

/// perfeng init, and what it wrote as `config show` reads it back: workloads and settings.
Json initial(const Sandbox& sandbox) {
    const auto told = sandbox.perfeng({"init"});
    INFO(told.err);
    REQUIRE(told.status == 0);
    CHECK_THAT(told.out, ContainsSubstring("Wrote perfeng.toml") && ContainsSubstring("Next: "));
    const auto shown = sandbox.perfeng({"config", "show", "--json"});
    INFO(shown.err);
    REQUIRE(shown.status == 0);
    return shown.json();
}

Words command_of(const Json& all) { return entry_of(all, "key", "workloads").at("value").at("command"); }

/// Measures the first workload as it stands there.
void check_runs(const Sandbox& sandbox, const Json& all) {
    Words words{"baseline", "--passes", "none", "--trials", "1", "--"};
    for (const auto& word : command_of(all))
        words.push_back(word);
    const auto told = sandbox.perfeng(words);
    INFO(told.err);
    CHECK(told.status == 0);
}

/// With every "#key = value" in force.
std::string with_all_keys(const std::string& text) {
    std::istringstream lines(text);
    std::string all;
    for (std::string line; std::getline(lines, line);)
        all += (line.starts_with("#") && !line.starts_with("# ") ? line.substr(1) : line) + "\n";
    return all;
}

} // namespace

TEST_CASE("init of a cargo project names its binaries") {
    Sandbox sandbox;
    sandbox.allow_cargo();
    sandbox.write("Cargo.toml", "[package]\nname = \"counter\"\nversion = \"0.1.0\"\nedition = \"2021\"\n");
    sandbox.write("src/main.rs", "fn main() {}\n");
    sandbox.write("src/bin/other.rs", "fn main() {}\n");
    const auto all = initial(sandbox);
    CHECK(command_of(all) == Words{"cargo", "run", "--release", "--bin", "counter", "--"});
    CHECK_THAT(sandbox.read("perfeng.toml"), ContainsSubstring("name = \"other\""));
    CHECK_THAT(sandbox.read("perfeng.toml"), ContainsSubstring("tests = [\"cargo test\"]"));
    if (process::find_program("cargo"))
        check_runs(sandbox, all);
}

TEST_CASE("init of a CMake project names its executables") {
    const Sandbox sandbox;
    sandbox.write("CMakeLists.txt", "cmake_minimum_required(VERSION 3.16)\nproject(demo C)\n"
                                    "# add_executable(none none.c)\nadd_executable(${PROJECT_NAME} main.c)\n"
                                    "add_subdirectory(tools)\n");
    sandbox.write("main.c", "int main(void) { return 0; }\n");
    sandbox.write("tools/main.c", "int main(void) { return 0; }\n");
    sandbox.write("tools/CMakeLists.txt", "add_executable(helper\n  main.c)\n");
    const auto all = initial(sandbox);
    CHECK(command_of(all) == Words{"build/demo"});
    const auto build = entry_of(all, "key", "workloads").at("value").at("build").get<std::string>();
    REQUIRE(sandbox.shell(build).status == 0);
    CHECK(std::filesystem::exists(sandbox / "build/tools/helper"));
    check_runs(sandbox, all);
}

TEST_CASE("init of a Makefile project names its program and its tests") {
    const Sandbox sandbox;
    sandbox.write("Makefile", "app: main.c\n\tcc -o $@ main.c\n\ncheck: app\n\t./app\n");
    sandbox.write("main.c", "int main(void) { return 0; }\n");
    const auto all = initial(sandbox);
    CHECK(command_of(all) == Words{"./app"});
    CHECK(entry_of(all, "key", "verify.tests").at("value") == Words{"make check"});
    REQUIRE(sandbox.shell("make").status == 0);
    check_runs(sandbox, all);
}

TEST_CASE("init of an npm project names its program, tests and lints") {
    const Sandbox sandbox;
    sandbox.write("package.json", R"({"name": "@me/shop", "bin": {"shop": "cli.js"}, "main": "index.js",
                                      "scripts": {"test": "node t.js", "lint": "eslint .", "build": "tsc"}})");
    sandbox.write("cli.js", "");
    const auto all = initial(sandbox);
    CHECK(command_of(all) == Words{"node", "cli.js"});
    const auto text = sandbox.read("perfeng.toml");
    for (const auto* const part : {"npm test", "npm run lint", "build = \"npm run build\"", "name = \"shop\""})
        CHECK_THAT(text, ContainsSubstring(part));
    if (process::find_program("node"))
        check_runs(sandbox, all);
}

TEST_CASE("init of a Python project names its modules and scripts") {
    const Sandbox sandbox;
    sandbox.write("pyproject.toml", "[project]\nname = \"count\"\n[project.scripts]\ncount = \"count.cli:main\"\n");
    sandbox.write("count/cli.py", "def main():\n    return 0\n");
    sandbox.write("tests/test_count.py", "def test_it():\n    pass\n");
    auto all = initial(sandbox);
    CHECK(command_of(all) == Words{"python3", "-c", "import sys; from count.cli import main; sys.exit(main())"});
    CHECK_THAT(sandbox.read("perfeng.toml"), ContainsSubstring("python3 -m pytest -q"));
    check_runs(sandbox, all);
    std::filesystem::remove(sandbox / "perfeng.toml");
    std::filesystem::remove_all(sandbox / "tests");
    sandbox.write("src/count/__main__.py", "print(1)\n");
    all = initial(sandbox);
    CHECK(command_of(all) == Words{"python3", "-m", "count"});
    CHECK(entry_of(all, "key", "workloads").at("value").at("env").at("PYTHONPATH") == "src");
    CHECK_THAT(sandbox.read("perfeng.toml"), !ContainsSubstring("pytest"));
}

TEST_CASE("init writes every key, and replaces a configuration only by force") {
    const Sandbox sandbox;
    const auto printed = sandbox.perfeng({"init", "--stdout"});
    CHECK(printed.status == 0);
    CHECK_FALSE(std::filesystem::exists(sandbox / "perfeng.toml"));
    CHECK(command_of(initial(sandbox)) == Words{"./app"});
    CHECK(sandbox.read("perfeng.toml") == printed.out);
    check_error(sandbox.perfeng({"init"}), 2, "there is a perfeng.toml already", "--force");
    sandbox.write("perfeng.toml", "top = 3\n");
    CHECK(sandbox.perfeng({"init", "--force"}).status == 0);
    CHECK(sandbox.read("perfeng.toml") == printed.out);

    sandbox.write("perfeng.toml", with_all_keys(printed.out));
    const auto all = sandbox.perfeng({"config", "show"});
    INFO(all.err);
    CHECK(all.status == 0);
    for (const auto* const part : {"cpu_time = \"3%\"", "trials = 30", "make check"})
        CHECK_THAT(all.out, ContainsSubstring(part));
}

TEST_CASE("init takes the first three programs, tests last, and names the rest") {
    const Sandbox sandbox;
    sandbox.write("CMakeLists.txt", "add_executable(test_a a.c)\nadd_executable(b b.c)\nadd_executable(c c.c)\n"
                                    "add_executable(d d.c)\nadd_executable(e ALIAS d)\nadd_executable(${NAME} f.c)\n");
    (void)initial(sandbox);
    const auto text = sandbox.read("perfeng.toml");
    CHECK_THAT(text, ContainsSubstring("# Other programs here: test_a\n"));
    CHECK_THAT(text, ContainsSubstring("command = \"build/d\""));
    CHECK_THAT(text, !ContainsSubstring("command = \"build/e\""));
}
