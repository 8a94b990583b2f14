#include "catch.hpp"

#include "perfeng/process/file.hpp"
#include "perfeng/process/runner.hpp"
#include "perfeng/tools/build/cargo.hpp"

#include <string>

using namespace perfeng;
using namespace perfeng::tools;

namespace {

using Words = std::vector<std::string>;

std::string fixture() { return process::read_file(PERFENG_FIXTURES "/cargo/two_binaries.jsonl"); }

CargoExecutable read(std::string_view lines, std::string_view target) {
    const auto executable = read_cargo_messages(lines, target);
    INFO((executable ? "" : to_string(executable.error())));
    REQUIRE(executable.has_value());
    return *executable;
}

const std::string json = "--message-format=json-render-diagnostics";

} // namespace

TEST_CASE("a cargo run becomes a build and the program's own arguments", "[cargo]") {
    const auto run = recognise_cargo_run({"cargo", "run", "--release", "--", "--fast", "-p", "x"});
    REQUIRE(run.has_value());
    CHECK(run->build == Words{"cargo", "build", json, "--release"});
    CHECK(run->arguments == Words{"--fast", "-p", "x"});
    CHECK(run->target.empty());
}

TEST_CASE("options of cargo keep their values", "[cargo]") {
    const auto run = recognise_cargo_run({"/opt/bin/cargo",
                                          "+nightly",
                                          "-q",
                                          "--config",
                                          "a=1",
                                          "r",
                                          "-p",
                                          "run",
                                          "--features=x y",
                                          "--profile",
                                          "bench",
                                          "--manifest-path",
                                          "a/Cargo.toml",
                                          "--bin",
                                          "tool",
                                          "--message-format",
                                          "short",
                                          "input",
                                          "--",
                                          "-r"});
    REQUIRE(run.has_value());
    CHECK(run->build == Words{"/opt/bin/cargo", "+nightly", "-q", "--config", "a=1", "build", json, "-p", "run",
                              "--features=x y", "--profile", "bench", "--manifest-path", "a/Cargo.toml", "--bin",
                              "tool"});
    CHECK(run->target == "tool");
    CHECK(run->arguments == Words{"input", "--", "-r"});
    CHECK(recognise_cargo_run({"cargo", "run", "--example=demo"})->target == "demo");
    CHECK(recognise_cargo_run({"cargo", "run"})->arguments.empty());
}

TEST_CASE("other commands are no cargo run", "[cargo]") {
    for (const Words& argv :
         {Words{}, Words{"cargo"}, Words{"cargo", "build"}, Words{"cargo", "test", "run"},
          Words{"cargo", "--config", "run"}, Words{"cargo", "run", "--help"}, Words{"mycargo", "run"},
          Words{"target/release/cargo-x", "run"}, Words{"cargo", "--", "run"}})
        CHECK_FALSE(recognise_cargo_run(argv));
    CHECK(recognise_cargo_run({"cargo", "run", "--", "--help"}).has_value());
}

TEST_CASE("the program that cargo built is chosen by name", "[cargo]") {
    const auto first = read(fixture(), "first");
    CHECK(first.name == "first");
    CHECK(first.path == "/home/user/project/two/target/debug/first");
    CHECK(first.opt_level == "0");
    CHECK(first.debug_info == "2");
    CHECK(first.debug_assertions);
    const auto several = read_cargo_messages(fixture(), "");
    REQUIRE_FALSE(several);
    CHECK_THAT(several.error().found, ContainsSubstring("first"));
    CHECK_THAT(several.error().found, ContainsSubstring("second"));
    CHECK_THAT(several.error().expected, ContainsSubstring("--bin"));
    CHECK_FALSE(read_cargo_messages(fixture(), "third"));
    CHECK_FALSE(read_cargo_messages(fixture(), "two")); // the library
}

TEST_CASE("what is no finished build is refused", "[cargo]") {
    const auto whole = fixture();
    CHECK_FALSE(read_cargo_messages("", ""));
    CHECK_FALSE(read_cargo_messages("error: no such command\n", ""));
    CHECK_FALSE(read_cargo_messages(std::string("{\0\xff\n", 4), ""));
    CHECK_FALSE(read_cargo_messages(whole.substr(0, whole.find("{\"reason\":\"build-finished\"")), "first"));
    const auto cut = read_cargo_messages(whole.substr(0, whole.size() - 5), "first");
    REQUIRE_FALSE(cut);
    CHECK(cut.error().line > 1);
    CHECK_FALSE(read_cargo_messages("{\"reason\":\"build-finished\",\"success\":false}\n", ""));
    CHECK_FALSE(read_cargo_messages("[1]\n{\"reason\":7,\"target\":[],\"executable\":{}}\n", ""));
}

TEST_CASE("cargo itself builds what its run would have run", "[cargo]") {
    const process::TemporaryDirectory project;
    std::filesystem::create_directory(project.path() / "src");
    process::write_file(project.path() / "Cargo.toml",
                        "[package]\nname = \"counted\"\nversion = \"0.1.0\"\nedition = \"2021\"\n"
                        "[profile.release]\ndebug = 1\n"); // the names of levels came with cargo 1.71
    process::write_file(project.path() / "src" / "main.rs",
                        "fn main() { println!(\"{}\", std::env::args().skip(1).collect::<Vec<_>>().join(\"+\")); }\n");
    const auto run = recognise_cargo_run({"cargo", "run", "--offline", "--release", "--", "a", "b"});
    REQUIRE(run.has_value());
    const auto runner = process::system_runner();
    auto build = process::tool_command(run->build, 300);
    build.cwd = project.path().string();
    const auto built = runner->run(build);
    INFO(built.err);
    REQUIRE(built.status.ok());
    const auto executable = read(built.out, run->target);
    CHECK(executable.name == "counted");
    CHECK(executable.opt_level == "3");
    CHECK(executable.debug_info == "1");
    CHECK_FALSE(executable.debug_assertions);
    Words program{executable.path};
    program.insert(program.end(), run->arguments.begin(), run->arguments.end());
    CHECK(runner->run(process::tool_command(program, 20)).out == "a+b\n");
}
