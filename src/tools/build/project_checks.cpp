#include "perfeng/tools/build/project_checks.hpp"

#include "build_directory.hpp"
#include "text/reading.hpp"

#include "perfeng/process/file.hpp"
#include "perfeng/process/program.hpp"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <array>
#include <optional>

namespace perfeng::tools {
namespace {

namespace fs = std::filesystem;

/// A directory in which a file of a build system was found.
struct ProjectPlace {
    fs::path directory;
    std::string file;
    fs::path program;
};

ProjectCheck check_of(const ProjectPlace& place, CheckKind kind, std::vector<std::string> words) {
    return {
        kind, process::join_words(words), place.directory.string(), place.file + " in " + place.directory.string(), "",
        ""};
}

/// The check; and where `program` is not installed, why it can't be run.
ProjectCheck needing(ProjectCheck check, const std::string& program, const std::string& how) {
    if (!process::find_program(program)) {
        check.why_not = program + " is not installed";
        check.how = how;
    }
    return check;
}

std::vector<ProjectCheck> cargo(const ProjectPlace& place) {
    return {needing(check_of(place, CheckKind::test, {"cargo", "test"}), "cargo",
                    "install Rust: https://rustup.rs (Debian: apt install cargo)"),
            needing(check_of(place, CheckKind::lint, {"cargo", "clippy", "--", "-W", "clippy::pedantic"}),
                    "cargo-clippy", "rustup component add clippy (Debian: apt install rust-clippy)")};
}

/// From the project's directory, in which checks run: so the command means the same in another checkout.
std::string named_from(const fs::path& directory, const std::optional<fs::path>& build) {
    if (!build)
        return "build";
    const auto relative = build->lexically_relative(directory);
    return relative.empty() || relative.native().starts_with("..") ? build->string() : relative.string();
}

std::vector<ProjectCheck> cmake(const ProjectPlace& place) {
    const auto build = build_directory(place.directory, place.program, "CMakeCache.txt");
    auto check = check_of(place, CheckKind::test,
                          {"ctest", "--test-dir", named_from(place.directory, build), "--output-on-failure"});
    if (!build) {
        check.why_not = "no CMake build directory was found below " + place.directory.string();
        check.how = "cmake -B build && cmake --build build; or name the tests: --test 'ctest --test-dir DIR'";
    } else if (!fs::exists(*build / "CTestTestfile.cmake")) {
        check.why_not = "the project declares no tests";
        check.how = "enable_testing() and add_test() in CMakeLists.txt; or name the tests: --test CMD";
    } else {
        check.source += ", built in " + build->string();
        check = needing(std::move(check), "ctest", "install CMake");
    }
    return {check};
}

std::vector<ProjectCheck> meson(const ProjectPlace& place) {
    const auto build = build_directory(place.directory, place.program, "meson-info");
    auto check = check_of(place, CheckKind::test, {"meson", "test", "-C", named_from(place.directory, build)});
    if (!build) {
        check.why_not = "no Meson build directory was found below " + place.directory.string();
        check.how = "meson setup build && meson compile -C build; or name the tests: --test CMD";
        return {check};
    }
    return {needing(std::move(check), "meson", "install Meson")};
}

std::vector<ProjectCheck> go(const ProjectPlace& place) {
    const std::string how = "install Go: https://go.dev/dl (Debian: apt install golang)";
    return {needing(check_of(place, CheckKind::test, {"go", "test", "./..."}), "go", how),
            needing(check_of(place, CheckKind::lint, {"go", "vet", "./..."}), "go", how)};
}

std::vector<ProjectCheck> python(const ProjectPlace& place) {
    return {
        needing(check_of(place, CheckKind::test, {"python3", "-m", "pytest", "-q"}), "python3", "install Python 3")};
}

/// What npm writes into a new package.json is no test.
bool is_placeholder(const std::string& script) { return script.find("no test specified") != std::string::npos; }

std::vector<ProjectCheck> node(const ProjectPlace& place) {
    const auto package =
        nlohmann::json::parse(process::read_file(place.directory / place.file), nullptr, false /* no exceptions */);
    const auto script = [&](const char* name) -> std::string {
        if (!package.is_object() || !package.contains("scripts") || !package["scripts"].is_object())
            return {};
        const auto& scripts = package["scripts"];
        return scripts.contains(name) && scripts[name].is_string() ? scripts[name].get<std::string>() : "";
    };
    std::vector<ProjectCheck> checks;
    if (const auto test = script("test"); !test.empty() && !is_placeholder(test))
        checks.push_back(needing(check_of(place, CheckKind::test, {"npm", "test"}), "npm", "install Node.js"));
    if (!script("lint").empty())
        checks.push_back(needing(check_of(place, CheckKind::lint, {"npm", "run", "lint"}), "npm", "install Node.js"));
    return checks;
}

std::vector<ProjectCheck> make(const ProjectPlace& place) {
    const auto text = process::read_file(place.directory / place.file);
    for (const std::string target : {"check", "test"})
        for (Lines lines(text); lines.next();)
            if (lines.line().starts_with(target + ":"))
                return {needing(check_of(place, CheckKind::test, {"make", target}), "make", "install make")};
    return {};
}

std::vector<ProjectCheck> maven(const ProjectPlace& place) {
    return {needing(check_of(place, CheckKind::test, {"mvn", "-q", "test"}), "mvn", "install Maven")};
}

std::vector<ProjectCheck> gradle(const ProjectPlace& place) {
    if (fs::exists(place.directory / "gradlew"))
        return {check_of(place, CheckKind::test, {"./gradlew", "test"})};
    return {needing(check_of(place, CheckKind::test, {"gradle", "test"}), "gradle", "install Gradle")};
}

struct Recogniser {
    std::string_view build_system; ///< of several files of one, the first counts
    std::string_view file;
    std::vector<ProjectCheck> (*checks)(const ProjectPlace& place);
};
constexpr std::array recognisers{
    Recogniser{"cargo", "Cargo.toml", cargo},
    Recogniser{"c", "CMakeLists.txt", cmake},
    Recogniser{"c", "meson.build", meson},
    Recogniser{"c", "GNUmakefile", make},
    Recogniser{"c", "makefile", make},
    Recogniser{"c", "Makefile", make},
    Recogniser{"go", "go.mod", go},
    Recogniser{"python", "pyproject.toml", python},
    Recogniser{"python", "pytest.ini", python},
    Recogniser{"python", "conftest.py", python},
    Recogniser{"node", "package.json", node},
    Recogniser{"java", "pom.xml", maven},
    Recogniser{"java", "build.gradle", gradle},
    Recogniser{"java", "build.gradle.kts", gradle},
};

std::vector<ProjectCheck> checks_in(const fs::path& directory, const fs::path& program) {
    std::vector<ProjectCheck> all;
    std::vector<std::string_view> known;
    for (const auto& [build_system, file, checks] : recognisers) {
        if (std::ranges::find(known, build_system) != known.end() || !fs::is_regular_file(directory / file))
            continue;
        const auto found = checks({directory, std::string(file), program});
        all.insert(all.end(), found.begin(), found.end());
        if (!found.empty())
            known.push_back(build_system);
    }
    return all;
}

} // namespace

std::vector<ProjectCheck> recognise_project_checks(const fs::path& directory, const fs::path& program) {
    std::vector<ProjectCheck> checks;
    (void)process::directory_upward(fs::absolute(directory), [&](const fs::path& place) {
        checks = checks_in(place, program);
        return !checks.empty();
    });
    return checks;
}

} // namespace perfeng::tools
