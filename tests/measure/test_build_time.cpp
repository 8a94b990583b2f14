#include "catch.hpp"

#include "perfeng/measure/build_time.hpp"
#include "perfeng/process/file.hpp"
#include "perfeng/process/runner.hpp"

#include <filesystem>

using namespace perfeng;
using namespace perfeng::measure;

namespace {

namespace fs = std::filesystem;

BuildPlan plan_in(const fs::path& directory, std::string build, std::string clean) {
    return {.build = std::move(build), .clean = std::move(clean), .touch = {}, .cwd = directory, .sources = directory};
}

} // namespace

TEST_CASE("a build is measured whole and after one file was touched, whose time comes back", "[build]") {
    const process::TemporaryDirectory project;
    const process::TemporaryDirectory scratch;
    process::write_file(project.path() / "a.c", "int a;\n");
    const auto before = fs::last_write_time(project.path() / "a.c");
    const auto runner = process::system_runner();
    const auto measured = measure_build(
        *runner, plan_in(project.path(), "cat a.c >> built; echo built >> log", "rm -f built; echo clean >> log"),
        scratch.path(), [](std::string_view) {});
    CHECK(measured.clean.size() == 2);
    CHECK(measured.incremental.size() == 2);
    CHECK(measured.not_measured.empty());
    CHECK(process::read_file(project.path() / "log") == "clean\nbuilt\nclean\nbuilt\nbuilt\nbuilt\n");
    CHECK(fs::last_write_time(project.path() / "a.c") == before);
    CHECK(process::read_file(project.path() / "a.c") == "int a;\n");
}

TEST_CASE("without --clean an unknown build is measured incrementally alone, and that is told", "[build]") {
    const process::TemporaryDirectory project;
    const process::TemporaryDirectory scratch;
    process::write_file(project.path() / "a.c", "int a;\n");
    const auto runner = process::system_runner();
    const auto measured =
        measure_build(*runner, plan_in(project.path(), "true", ""), scratch.path(), [](std::string_view) {});
    CHECK(measured.clean.empty());
    CHECK(measured.incremental.size() == 2);
    REQUIRE(measured.not_measured.size() == 1);
    CHECK(measured.not_measured.front().how == "say it: --clean 'make clean'");
}

TEST_CASE("a build that fails is told with its last words", "[build]") {
    const process::TemporaryDirectory project;
    const process::TemporaryDirectory scratch;
    const auto runner = process::system_runner();
    const auto measured = measure_build(*runner, plan_in(project.path(), "echo no such header >&2; exit 1", "true"),
                                        scratch.path(), [](std::string_view) {});
    CHECK(measured.clean.empty());
    CHECK(measured.incremental.empty());
    REQUIRE_FALSE(measured.not_measured.empty());
    CHECK(measured.not_measured.front().why.find("exit status 1: no such header") != std::string::npos);
}

TEST_CASE("the source changed last, outside of build directories", "[build]") {
    const process::TemporaryDirectory project;
    const auto write = [&](const std::string& name, int age) {
        fs::create_directories((project.path() / name).parent_path());
        process::write_file(project.path() / name, "");
        fs::last_write_time(project.path() / name, fs::file_time_type::clock::now() - std::chrono::seconds(age));
    };
    write("src/old.cpp", 1000);
    write("src/new.cpp", 100);
    write("notes.txt", 0);
    write("build/CMakeCache.txt", 0);
    write("build/made.cpp", 1);
    write(".git/x.c", 1);
    CHECK(last_modified_source(project.path()) == project.path() / "src/new.cpp");
    CHECK_FALSE(last_modified_source(project.path() / "build/none").has_value());
}
