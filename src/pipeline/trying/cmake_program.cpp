#include "cmake_program.hpp"

#include "building.hpp"

#include "perfeng/process/file.hpp"
#include "perfeng/process/program.hpp"
#include "perfeng/tools/build/cmake_targets.hpp"

#include <algorithm>
#include <cctype>

namespace perfeng::pipeline {
namespace {

namespace fs = std::filesystem;

std::string in_capitals(std::string text) {
    std::ranges::transform(text, text.begin(), [](unsigned char c) { return static_cast<char>(std::toupper(c)); });
    return text;
}

/// A cache of compilers would make times of builds lie.
bool is_launcher(const std::string& name) { return name.starts_with("CMAKE_") && name.ends_with("_LAUNCHER"); }

bool is_worked_out(const tools::CMakeVariable& variable) {
    return variable.type == "INTERNAL" || variable.type == "STATIC" || is_launcher(variable.name);
}

/// What points into the user's build directory points into this one.
std::string moved(std::string value, const fs::path& from, const fs::path& to) {
    const auto old = from.string();
    for (auto at = value.find(old); at != std::string::npos; at = value.find(old, at + to.string().size()))
        if (const auto end = at + old.size(); end == value.size() || value[end] == '/' || value[end] == ';')
            value.replace(at, old.size(), to.string());
        else
            at = end;
    return value;
}

/// What FetchContent fetched is read from there, not fetched again.
std::vector<std::string> fetched_sources(const fs::path& build) {
    std::vector<std::string> words;
    std::error_code ignored;
    for (const auto& entry : fs::directory_iterator(build / "_deps", ignored)) {
        const auto name = entry.path().filename().string();
        if (name.ends_with("-src") && entry.is_directory(ignored))
            words.push_back("-DFETCHCONTENT_SOURCE_DIR_" + in_capitals(name.substr(0, name.size() - 4)) + "=" +
                            entry.path().string());
    }
    return words;
}

std::vector<std::string> configure_words(const CMakeProgram& program, const std::vector<CMakeSetting>& settings,
                                         const fs::path& directory) {
    std::vector<std::string> words{program.cmake,      "-S", program.source.string(),         "-B",
                                   directory.string(), "-G", program.value("CMAKE_GENERATOR")};
    for (const auto& [option, name] :
         {std::pair("-A", "CMAKE_GENERATOR_PLATFORM"), std::pair("-T", "CMAKE_GENERATOR_TOOLSET")})
        if (const auto value = program.value(name); !value.empty())
            words.insert(words.end(), {option, value});
    for (const auto& variable : program.cache.variables) {
        if (is_worked_out(variable) ||
            std::ranges::find(settings, variable.name, &CMakeSetting::name) != settings.end())
            continue;
        const auto type = variable.type == "UNINITIALIZED" ? "" : ":" + variable.type;
        words.push_back("-D" + variable.name + type + "=" + moved(variable.value, program.build, directory));
    }
    for (const auto& setting : settings)
        if (setting.value)
            words.push_back("-D" + setting.name + "=" + *setting.value);
    for (auto& word : fetched_sources(program.build))
        words.push_back(std::move(word));
    return words;
}

/// "../bin/app", or an absolute path.
bool is_outside(const std::string& artifact) {
    const auto path = fs::path(artifact).lexically_normal();
    return path.is_absolute() || *path.begin() == "..";
}

const tools::CMakeTarget* target_of(const std::vector<tools::CMakeTarget>& targets, const std::string& artifact) {
    const auto found = std::ranges::find_if(targets, [&](const tools::CMakeTarget& target) {
        return target.type == "EXECUTABLE" && std::ranges::find(target.artifacts, artifact) != target.artifacts.end();
    });
    return found == targets.end() ? nullptr : &*found;
}

} // namespace

std::vector<std::string> CMakeProgram::languages() const {
    std::vector<std::string> used;
    for (const auto* const language : {"C", "CXX"})
        if (!value("CMAKE_" + std::string(language) + "_COMPILER").empty())
            used.emplace_back(language);
    return used;
}

std::string CMakeProgram::flags_variable(const std::string& language) const {
    const auto type = build_type();
    return "CMAKE_" + language + "_FLAGS" + (type.empty() ? "" : "_" + in_capitals(type));
}

bool CMakeProgram::uses_clang() const {
    const auto used = languages();
    if (used.empty())
        return false;
    const auto compiler = value("CMAKE_" + used.back() + "_COMPILER");
    std::error_code error;
    const auto resolved = fs::canonical(compiler, error);
    return (error ? fs::path(compiler) : resolved).filename().string().find("clang") != std::string::npos;
}

std::optional<CMakeProgram> find_cmake_program(const Workshop& shop) {
    const fs::path executable = shop.executable().path;
    const auto build = process::directory_with(executable.parent_path(), "CMakeCache.txt");
    if (!build)
        return std::nullopt;
    auto cache = tools::read_cmake_cache(process::read_file(*build / "CMakeCache.txt"));
    if (!cache)
        return std::nullopt;
    CMakeProgram program{.cmake = cache->value("CMAKE_COMMAND"),
                         .source = cache->value("CMAKE_HOME_DIRECTORY"),
                         .build = *build,
                         .artifact = executable.lexically_relative(*build).string(),
                         .cache = std::move(*cache)};
    if (!process::find_program(program.cmake))
        program.cmake = process::find_program("cmake").value_or("");
    std::error_code ignored;
    const bool known = !program.cmake.empty() && fs::exists(program.source / "CMakeLists.txt", ignored);
    return known ? std::optional(std::move(program)) : std::nullopt;
}

std::optional<tools::Unavailable> configure_cmake(const Workshop& shop, const CMakeProgram& program,
                                                  const std::vector<CMakeSetting>& settings,
                                                  const fs::path& directory) {
    const auto query = directory / ".cmake/api/v1/query";
    fs::create_directories(query);
    process::write_file(query / "codemodel-v2", "");
    const auto run = run_build(shop, configure_words(program, settings, directory), directory);
    if (!run)
        return tools::Unavailable{"it could not be configured: " + run.error().why, run.error().how};
    for (const auto& target : tools::cmake_targets_of(directory))
        for (const auto& artifact : target.artifacts)
            if (is_outside(artifact))
                return tools::Unavailable{"the project writes " + artifact +
                                              ", outside of its build directory: building it again would overwrite "
                                              "your own",
                                          "have it built below the build directory (CMAKE_RUNTIME_OUTPUT_DIRECTORY), "
                                          "or give --build CMD, which works in a copy of the source"};
    return std::nullopt;
}

BuiltOrNot build_cmake(const Workshop& shop, const CMakeProgram& program, const fs::path& directory) {
    const auto targets = tools::cmake_targets_of(directory);
    const auto* const target = target_of(targets, program.artifact);
    if (target == nullptr)
        return tl::unexpected(
            tools::Unavailable{"no target of " + program.source.string() + " builds " + program.artifact,
                               "measure a program that the project builds, in its build directory"});
    const auto run = run_build(shop,
                               {program.cmake, "--build", directory.string(), "--target", target->name, "--clean-first",
                                "--parallel", build_jobs()},
                               directory, {{"CCACHE_DISABLE", "1"}});
    if (!run)
        return tl::unexpected(run.error());
    return Built{shop.workload(), (directory / program.artifact).string(), run->seconds};
}

} // namespace perfeng::pipeline
