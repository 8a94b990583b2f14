#include "build_places.hpp"
#include "text/reading.hpp"

#include "perfeng/process/file.hpp"
#include "perfeng/process/program.hpp"
#include "perfeng/tools/build/cmake_cache.hpp"

#include <nlohmann/json.hpp>

#include <algorithm>

namespace perfeng::tools {
namespace {

namespace fs = std::filesystem;

void add_flag_set(std::vector<std::string>& all, std::string_view flags) {
    const auto bare = trim(flags);
    if (!bare.empty() && std::ranges::find(all, bare) == all.end())
        all.emplace_back(bare);
}

/// "CXX_FLAGS = -O2 -g" in the file that the Makefile generator writes for each program.
std::vector<std::string> flags_of_make(std::string_view text) {
    std::vector<std::string> all;
    for (Lines lines(text); lines.next();)
        for (const std::string_view name : {"C_FLAGS =", "CXX_FLAGS ="})
            if (auto line = lines.line(); skip(line, name))
                all.emplace_back(trim(line));
    return all;
}

/// "  FLAGS = -O2 -g" below "build CMakeFiles/NAME.dir/main.cpp.o: ..." in build.ninja.
std::vector<std::string> flags_of_ninja(std::string_view text, const std::string& program) {
    const auto objects = "CMakeFiles/" + program + ".dir/";
    std::vector<std::string> all;
    bool own = false;
    for (Lines lines(text); lines.next();) {
        auto line = lines.line();
        if (line.starts_with("build "))
            own = line.find(objects) != std::string_view::npos && line.find("_COMPILER_") != std::string_view::npos;
        else if (line = trim(line); own && skip(line, "FLAGS = "))
            add_flag_set(all, line);
    }
    return all;
}

void find_flags(const fs::path& executable, CMakeProject& project) {
    const auto name = executable.filename().string();
    for (const auto& directory : {executable.parent_path(), project.build})
        if (const auto text = text_of(directory / "CMakeFiles" / (name + ".dir") / "flags.make"); !text.empty()) {
            project.flags = flags_of_make(text);
            project.flags_source = "flags.make of " + name;
            return;
        }
    project.flags = flags_of_ninja(text_of(project.build / "build.ninja"), name);
    project.flags_source = "build.ninja";
    if (!project.flags.empty())
        return;
    if (auto flags = read_compile_flags(text_of(project.build / "compile_commands.json"))) {
        project.flags = std::move(*flags);
        project.flags_source = "compile_commands.json";
    }
}

std::string spelled_json(const nlohmann::json& value) {
    return value.is_string() ? value.get<std::string>() : value.dump();
}

std::string json_text(const nlohmann::json& entry, const char* key) {
    const auto found = entry.find(key);
    return found != entry.end() && found->is_string() ? found->get<std::string>() : std::string();
}

/// What is left of a compile command are its flags: neither the compiler, nor the source, nor where it goes.
std::string only_flags(const std::vector<std::string>& words, const std::string& source) {
    std::vector<std::string> flags;
    for (std::size_t i = 1; i < words.size(); ++i) {
        const auto& word = words[i];
        if (word == "-o" || word == "-MF" || word == "-MT" || word == "-MQ")
            ++i;
        else if (word != "-c" && word != "-MD" && word != source)
            flags.push_back(word);
    }
    return process::join_words(flags);
}

std::vector<std::string> command_words(const nlohmann::json& entry) {
    if (const auto words = entry.find("arguments"); words != entry.end() && words->is_array()) {
        std::vector<std::string> all;
        for (const auto& word : *words)
            all.push_back(spelled_json(word));
        return all;
    }
    try {
        return process::split_words(json_text(entry, "command"));
    } catch (const Error&) {
        return {};
    }
}

} // namespace

tl::expected<std::vector<std::string>, ReadError> read_compile_flags(std::string_view text) {
    const auto json = nlohmann::json::parse(text, nullptr, false);
    if (json.is_discarded() || !json.is_array())
        return refuse(1, text.substr(0, text.find('\n')), "a compilation database");
    std::vector<std::string> all;
    for (const auto& entry : json) {
        if (!entry.is_object())
            return refuse(0, entry.dump(), "an object with a command");
        add_flag_set(all, only_flags(command_words(entry), json_text(entry, "file")));
    }
    return all;
}

std::optional<CMakeProject> find_cmake_project(const fs::path& executable) {
    const auto build = process::directory_with(executable.parent_path(), "CMakeCache.txt");
    if (!build)
        return std::nullopt;
    auto cache = read_cmake_cache(text_of(*build / "CMakeCache.txt"));
    if (!cache)
        return std::nullopt;
    CMakeProject project{*build, cache->value("CMAKE_HOME_DIRECTORY"), std::move(*cache), {}, {}};
    find_flags(executable, project);
    return project;
}

tl::expected<MesonOptions, ReadError> read_meson_options(std::string_view text) {
    const auto json = nlohmann::json::parse(text, nullptr, false);
    if (json.is_discarded() || !json.is_array())
        return refuse(1, text.substr(0, text.find('\n')), "meson's intro-buildoptions.json");
    MesonOptions options;
    for (const auto& option : json)
        if (option.is_object() && option.contains("name") && option.contains("value"))
            options[spelled_json(option["name"])] = spelled_json(option["value"]);
    return options;
}

std::optional<MesonProject> find_meson_project(const fs::path& executable) {
    constexpr std::string_view told = "meson-info/intro-buildoptions.json";
    const auto build = process::directory_with(executable.parent_path(), told);
    if (!build)
        return std::nullopt;
    auto options = read_meson_options(text_of(*build / told));
    return options ? std::optional(MesonProject{*build, std::move(*options)}) : std::nullopt;
}

} // namespace perfeng::tools
