#include "catch.hpp"

#include "perfeng/process/file.hpp"
#include "perfeng/tools/build/project_checks.hpp"

#include <filesystem>
#include <string>
#include <vector>

namespace perfeng::tools {
namespace {

namespace fs = std::filesystem;

class Project {
public:
    Project& with(const std::string& name, const std::string& content = "") {
        fs::create_directories((root() / name).parent_path());
        process::write_file(root() / name, content);
        return *this;
    }
    [[nodiscard]] fs::path root() const { return directory_.path(); }
    [[nodiscard]] std::vector<ProjectCheck> from(const std::string& below = "", const std::string& program = "") const {
        return recognise_project_checks(root() / below, program.empty() ? fs::path() : root() / program);
    }
    [[nodiscard]] std::vector<std::string> commands(const std::string& below = "") const {
        std::vector<std::string> lines;
        for (const auto& check : from(below))
            lines.push_back(check.command);
        return lines;
    }

private:
    process::TemporaryDirectory directory_;
};

using Lines = std::vector<std::string>;

} // namespace

TEST_CASE("projects are recognised by their files") {
    CHECK(Project().with("Cargo.toml").commands() == Lines{"cargo test", "cargo clippy -- -W clippy::pedantic"});
    CHECK(Project().with("go.mod").commands() == Lines{"go test ./...", "go vet ./..."});
    CHECK(Project().with("pyproject.toml").commands() == Lines{"python3 -m pytest -q"});
    CHECK(Project().with("Makefile", "all:\n\ntest: all\n").commands() == Lines{"make test"});
    CHECK(Project().with("Makefile", "all:\ntest: all\ncheck: all\n").commands() == Lines{"make check"});
    CHECK(Project().with("pom.xml").commands() == Lines{"mvn -q test"});
    CHECK(Project().with("gradlew").with("build.gradle").commands() == Lines{"./gradlew test"});
    CHECK(Project().with("package.json", R"({"scripts": {"test": "node t.js", "lint": "eslint ."}})").commands() ==
          Lines{"npm test", "npm run lint"});
}

TEST_CASE("what npm puts into a new package is no test, and broken JSON none either") {
    Project outer;
    outer.with("package.json", R"({"scripts": {"test": "echo \"Error: no test specified\" && exit 1"}})");
    CHECK(outer.commands().empty());
    CHECK(Project().with("package.json", "{").commands().empty());
    CHECK(Project().with("package.json", R"({"scripts": 3})").commands().empty());
}

TEST_CASE("the nearest project upward counts, and says why") {
    Project project;
    project.with("Cargo.toml").with("member/Cargo.toml").with("member/src/main.rs").with("docs/x.md");
    CHECK(project.from("member/src").at(0).directory == (project.root() / "member").string());
    CHECK(project.from("docs").at(0).directory == project.root().string());
    CHECK(project.from("docs").at(0).source == "Cargo.toml in " + project.root().string());
}

TEST_CASE("of several CMake build directories the one of the measured program counts, else the latest") {
    Project project;
    project.with("CMakeLists.txt").with("build/old/CMakeCache.txt").with("build/old/CTestTestfile.cmake");
    project.with("build/new/CMakeCache.txt").with("build/new/CTestTestfile.cmake");
    fs::last_write_time(project.root() / "build/old/CMakeCache.txt",
                        fs::file_time_type::clock::now() - std::chrono::hours(1));
    CHECK_THAT(project.from().at(0).command, ContainsSubstring("build/new"));
    CHECK_THAT(project.from("", "build/old/src/app").at(0).command, ContainsSubstring("build/old"));
    CHECK(project.from().at(0).why_not.empty());
}

TEST_CASE("a build directory is named from the project's, so that the command means the same in another checkout") {
    Project cmake;
    cmake.with("CMakeLists.txt").with("out/CMakeCache.txt").with("out/CTestTestfile.cmake");
    CHECK(cmake.commands().at(0) == "ctest --test-dir out --output-on-failure");
    Project meson;
    meson.with("meson.build").with("out/meson-info/meson-info.json");
    CHECK(meson.commands().at(0) == "meson test -C out");
}

TEST_CASE("a CMake project without a build or without tests says so") {
    CHECK_THAT(Project().with("CMakeLists.txt").from().at(0).why_not, ContainsSubstring("no CMake build directory"));
    CHECK_THAT(Project().with("CMakeLists.txt").with("build/CMakeCache.txt").from().at(0).why_not,
               ContainsSubstring("declares no tests"));
}

} // namespace perfeng::tools
