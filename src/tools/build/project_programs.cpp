#include "perfeng/tools/build/project_programs.hpp"

#include "build_directory.hpp"
#include "build_places.hpp"
#include "python_programs.hpp"

#include "perfeng/process/program.hpp"
#include "perfeng/tools/build/cmake_targets.hpp"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <array>
#include <functional>

namespace perfeng::tools {
namespace {

namespace fs = std::filesystem;

ProjectProgram cargo_program(const std::string& name) {
    return {name, process::join_words({"cargo", "run", "--release", "--bin", name, "--"}), {}};
}

void add_cargo_programs(const fs::path& directory, std::vector<ProjectProgram>& programs) {
    const auto binaries = read_cargo_binaries(text_of(directory / "Cargo.toml"));
    if (!binaries)
        return;
    auto names = binaries->named;
    if (binaries->automatic && names.empty() && is_plain_file(directory / "src/main.rs"))
        names.push_back(binaries->package);
    std::error_code ignored;
    if (binaries->automatic)
        for (const auto& entry : fs::directory_iterator(directory / "src/bin", ignored))
            if (entry.path().extension() == ".rs" || is_plain_file(entry.path() / "main.rs"))
                names.push_back(entry.path().stem().string());
    std::ranges::sort(names);
    names.erase(std::ranges::unique(names).begin(), names.end());
    for (const auto& name : names)
        programs.push_back(cargo_program(name));
    for (const auto& member : binaries->members)
        if (!member.ends_with("/*"))
            add_cargo_programs(directory / member, programs);
        else
            for (const auto& entry : fs::directory_iterator(directory / member.substr(0, member.size() - 2), ignored))
                add_cargo_programs(entry.path(), programs);
}

ProjectOutline outline_cargo(const fs::path& directory) {
    ProjectOutline outline{"cargo", "Cargo.toml", "", {}}; // cargo run builds
    add_cargo_programs(directory, outline.programs);
    return outline;
}

void add_listed_executables(const fs::path& root, const fs::path& below, std::vector<ProjectProgram>& programs) {
    const auto lists = read_cmake_lists(text_of(root / below / "CMakeLists.txt"));
    for (const auto& name : lists.executables)
        programs.push_back({name, process::join_words({("build" / below / name).string()}), {}});
    for (const auto& directory : lists.subdirectories)
        if (fs::path(directory).is_relative() && !directory.starts_with(".."))
            add_listed_executables(root, below / directory, programs);
}

void add_known_executables(const fs::path& root, std::vector<ProjectProgram>& programs) {
    const auto build = build_directory(root, {}, "CMakeCache.txt");
    for (const auto& target : build ? cmake_targets_of(*build) : std::vector<CMakeTarget>())
        if (target.type == "EXECUTABLE" && !target.artifacts.empty())
            programs.push_back(
                {target.name, process::join_words({(*build / target.artifacts.front()).lexically_relative(root)}), {}});
}

ProjectOutline outline_cmake(const fs::path& directory) {
    ProjectOutline outline{
        "CMake", "CMakeLists.txt", "cmake -S . -B build -DCMAKE_BUILD_TYPE=RelWithDebInfo && cmake --build build", {}};
    add_known_executables(directory, outline.programs);
    if (outline.programs.empty())
        add_listed_executables(directory, "", outline.programs);
    return outline;
}

std::string makefile_in(const fs::path& directory) {
    for (const auto* const file : {"GNUmakefile", "makefile", "Makefile"})
        if (is_plain_file(directory / file))
            return file;
    return {};
}

/// The path below `root` of what the makefile of `directory` makes.
fs::path made_program(const fs::path& root, const fs::path& directory) {
    const auto file = root / directory / makefile_in(root / directory);
    const auto name = is_plain_file(file)
                          ? read_makefile_program(text_of(file), fs::absolute(file).parent_path().filename().string())
                          : std::string();
    return name.empty() ? fs::path() : directory / name;
}

ProjectOutline outline_make(const fs::path& directory) {
    ProjectOutline outline{"make", makefile_in(directory), "make", {}};
    auto program = made_program(directory, {});
    for (const auto& called : read_called_directories(text_of(directory / outline.file)))
        if (program.empty())
            program = made_program(directory, called);
    if (!program.empty())
        outline.programs.push_back(
            {program.filename().string(),
             process::join_words({program.has_parent_path() ? program.string() : "./" + program.string()}),
             {}});
    return outline;
}

ProjectOutline outline_npm(const fs::path& directory) {
    ProjectOutline outline{"npm", "package.json", "", {}};
    const auto text = text_of(directory / "package.json");
    if (auto programs = read_node_programs(text))
        outline.programs = std::move(*programs);
    const auto package = nlohmann::json::parse(text, nullptr, false);
    if (package.is_object() && package.contains("scripts") && package["scripts"].is_object() &&
        package["scripts"].contains("build"))
        outline.build = "npm run build";
    return outline;
}

ProjectOutline outline_python(const fs::path& directory) {
    for (const auto* const file : {"pyproject.toml", "setup.py", "requirements.txt"})
        if (is_plain_file(directory / file))
            return {"Python", file, "", python_programs(directory)};
    return {};
}

struct Outliner {
    std::string_view file;
    ProjectOutline (*outline)(const fs::path& directory);
};
constexpr std::array outliners{
    Outliner{"Cargo.toml", outline_cargo},        Outliner{"CMakeLists.txt", outline_cmake},
    Outliner{"GNUmakefile", outline_make},        Outliner{"makefile", outline_make},
    Outliner{"Makefile", outline_make},           Outliner{"package.json", outline_npm},
    Outliner{"pyproject.toml", outline_python},   Outliner{"setup.py", outline_python},
    Outliner{"requirements.txt", outline_python},
};

bool is_for_testing(const ProjectProgram& program) {
    return program.name.find("test") != std::string::npos || program.name.find("bench") != std::string::npos;
}

} // namespace

ProjectOutline outline_project(const fs::path& directory) {
    for (const auto& [file, outline] : outliners)
        if (is_plain_file(directory / file)) {
            auto found = outline(directory);
            std::ranges::stable_partition(found.programs, std::not_fn(is_for_testing));
            return found;
        }
    return {};
}

} // namespace perfeng::tools
