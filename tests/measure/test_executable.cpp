#include "../tools/symbols/macho_image.hpp"
#include "catch.hpp"

#include "perfeng/measure/environment.hpp"
#include "perfeng/measure/executable.hpp"
#include "perfeng/model/error.hpp"
#include "perfeng/process/digest.hpp"
#include "perfeng/process/file.hpp"

#include <filesystem>
#include <thread>

using namespace perfeng;
using namespace perfeng::measure;
namespace fs = std::filesystem;

namespace {

void write_program(const fs::path& path, const std::string& content) {
    process::write_file(path, content);
    fs::permissions(path, fs::perms::owner_all);
}

} // namespace

TEST_CASE("a binary is its own program") {
    const auto files = program_files({.argv = {PERFENG_PROGRAMS "/burn", "1"}, .cwd = "/"});
    CHECK(files.file == PERFENG_PROGRAMS "/burn");
    CHECK(files.program == fs::canonical(PERFENG_PROGRAMS "/burn").string());
    CHECK_FALSE(files.script);
}

TEST_CASE("the program of a script is its interpreter") {
    const process::TemporaryDirectory directory;
    const auto script = directory.path() / "tool";
    for (const auto* const line : {"#!/bin/sh", "#! /bin/sh -e", "#!/usr/bin/env sh", "#!/usr/bin/env -S sh -e"}) {
        write_program(script, std::string(line) + "\ntrue\n");
        const auto files = program_files({.argv = {"./tool"}, .cwd = directory.path().string()});
        CHECK(files.file == script.string());
        CHECK(files.program == fs::canonical("/bin/sh").string());
        CHECK(files.script == script.string());
        CHECK(files.script_index == 0);
    }
}

TEST_CASE("a script named to an interpreter is found behind its options") {
    const process::TemporaryDirectory directory;
    process::write_file(directory.path() / "app.sh", "true\n");
    const auto cwd = directory.path().string();
    const auto files = program_files({.argv = {"sh", "-e", "app.sh", "other"}, .cwd = cwd});
    CHECK(files.script == cwd + "/app.sh");
    CHECK(files.script_index == 2);
    CHECK_FALSE(program_files({.argv = {"sh", "-c", "app.sh"}, .cwd = cwd}).script);
    CHECK_FALSE(program_files({.argv = {"sort", "app.sh"}, .cwd = cwd}).script);
}

TEST_CASE("a command that cannot be found is an error with what was probably meant") {
    try {
        (void)program_files({.argv = {"gzpi"}, .cwd = "/"});
        FAIL("no error");
    } catch (const Error& error) {
        CHECK_THAT(error.what(), ContainsSubstring("'gzpi'"));
        CHECK_THAT(error.hint(), ContainsSubstring("'gzip'"));
    }
}

TEST_CASE("a binary is described") {
    const auto executable = inspect_executable(PERFENG_PROGRAMS "/burn");
    CHECK(executable.sha256 == process::sha256_of_file(PERFENG_PROGRAMS "/burn"));
    CHECK(executable.file_size == fs::file_size(PERFENG_PROGRAMS "/burn"));
#if defined(__linux__)
    CHECK(executable.format == "elf");
    REQUIRE(executable.sections);
    CHECK(executable.sections->text > 500);
    CHECK(executable.sections->debug > 500);
    CHECK_FALSE(executable.stripped);
    CHECK(executable.debug_info);
    CHECK_FALSE(executable.static_linked);
#endif
}

TEST_CASE("a Mach-O program is described, with DWARF inside or in a bundle of the same build") {
    const process::TemporaryDirectory directory;
    const auto path = directory.path() / "app";
    const auto dwarf = directory.path() / "app.dSYM" / "Contents" / "Resources" / "DWARF";
    MachoImage image(true, false);
    const auto with_debug = image.bytes();
    process::write_file(path, with_debug);
    CHECK(inspect_executable(path.string()).debug_info);

    image.sections.resize(4);
    process::write_file(path, image.bytes());
    const auto executable = inspect_executable(path.string());
    CHECK(executable.format == "mach-o");
    CHECK(executable.path == path.string());
    CHECK(executable.file_size == image.bytes().size());
    REQUIRE(executable.sections);
    CHECK(executable.sections->text == 272);
    CHECK(executable.build_id.size() == 32);
    CHECK_FALSE(executable.stripped);
    CHECK_FALSE(executable.debug_info);

    fs::create_directories(dwarf);
    process::write_file(dwarf / "app", with_debug);
    CHECK(inspect_executable(path.string()).debug_info);
    auto other_build = with_debug;
    other_build[other_build.find("\xab\xcd\xef")] = '\1';
    process::write_file(dwarf / "app", other_build);
    CHECK_FALSE(inspect_executable(path.string()).debug_info);
    image.symbols.push_back({(dwarf / "app").string(), 0x66, 0}); // a debug map
    process::write_file(path, image.bytes());
    CHECK(inspect_executable(path.string()).debug_info);
}

TEST_CASE("a file of no known format has size and digest") {
    const process::TemporaryDirectory directory;
    process::write_file(directory.path() / "x", "abc");
    const auto executable = inspect_executable((directory.path() / "x").string());
    CHECK(executable.format.empty());
    CHECK(executable.file_size == 3);
    CHECK_FALSE(executable.sections);
}

TEST_CASE("the environment tells the machine and the checkout") {
    const auto runner = process::system_runner();
    const process::TemporaryDirectory directory;
    const auto environment = inspect_environment(*runner, directory.path().string());
    CHECK_FALSE(environment.os.empty());
    CHECK_FALSE(environment.kernel.empty());
    CHECK(environment.cores >= 1);
    CHECK(environment.cores <= static_cast<int>(std::thread::hardware_concurrency()));
    CHECK(environment.memory > 100'000'000);
    CHECK_FALSE(environment.perfeng_version.empty());
    CHECK(environment.git_commit.empty());

    const auto git = [&](std::vector<std::string> words) {
        words.insert(words.begin(),
                     {"git", "-C", directory.path().string(), "-c", "user.name=x", "-c", "user.email=x@x"});
        REQUIRE(runner->run(process::tool_command(words, 20)).status.ok());
    };
    git({"init", "-q"});
    process::write_file(directory.path() / "file", "a");
    git({"add", "file"});
    git({"commit", "-q", "-m", "x"});
    CHECK(inspect_environment(*runner, directory.path().string()).git_commit.size() == 40);
    CHECK_FALSE(inspect_environment(*runner, directory.path().string()).git_dirty);
    process::write_file(directory.path() / "file", "b");
    CHECK(inspect_environment(*runner, directory.path().string()).git_dirty);
}
