#include "build_ways.hpp"

#include "perfeng/model/error.hpp"
#include "perfeng/process/file.hpp"
#include "perfeng/process/program.hpp"
#include "perfeng/tools/build/build_times.hpp"
#include "perfeng/tools/build/cmake_cache.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace perfeng::measure {
namespace {

namespace fs = std::filesystem;

std::vector<std::string> words_of(const std::string& command) {
    try {
        return process::split_words(command);
    } catch (const Error&) {
        return {};
    }
}

/// One command, without anything that only a shell understands.
bool is_plain(const std::string& command) { return command.find_first_of("|&;<>()$`\n*?") == std::string::npos; }

std::optional<BuildTimes> cargo_times(const fs::path& directory) {
    const auto page = directory / "cargo-timings/cargo-timing.html";
    std::error_code ignored;
    if (!fs::exists(page, ignored))
        return std::nullopt;
    auto read = tools::read_cargo_timings(process::read_file(page));
    return read ? std::optional(std::move(read->value)) : std::nullopt;
}

std::optional<BuildTimes> ninja_times(const fs::path& directory) {
    const auto log = directory / ".ninja_log";
    std::error_code ignored;
    if (!fs::exists(log, ignored))
        return std::nullopt;
    auto read = tools::read_ninja_log(process::read_file(log));
    return read ? std::optional(std::move(read->value)) : std::nullopt;
}

/// `cargo build` and its kin, of which the target directory can be moved.
std::optional<BuildWay> cargo_way(const BuildPlan& plan, const fs::path& scratch) {
    const auto words = words_of(plan.build);
    const bool moved = plan.build.find("--target-dir") != std::string::npos;
    const auto cargo = std::ranges::find_if(
        words, [](const std::string& word) { return word.substr(word.rfind('/') + 1) == "cargo"; });
    if (cargo == words.end() || moved)
        return std::nullopt;
    const bool builds =
        std::find(cargo, words.end(), "build") != words.end() || std::find(cargo, words.end(), "b") != words.end();
    BuildWay way;
    way.directory = scratch / "target";
    way.env["CARGO_TARGET_DIR"] = way.directory.string();
    way.build = plan.build;
    if (builds && is_plain(plan.build) && plan.build.find("--timings") == std::string::npos) {
        way.build += " --timings";
        way.times = cargo_times;
    }
    return way;
}

/// The last place where the word stands alone.
std::string with_word_replaced(std::string line, const std::string& word, const std::string& with) {
    constexpr std::string_view blanks = " \t'\"";
    const auto apart = [&](std::size_t at) { return at >= line.size() || blanks.find(line[at]) != std::string::npos; };
    for (auto at = line.rfind(word); at != std::string::npos;
         at = at == 0 ? std::string::npos : line.rfind(word, at - 1))
        if ((at == 0 || apart(at - 1)) && apart(at + word.size()))
            return line.replace(at, word.size(), with);
    return line;
}

/// A command that names a build directory of CMake: `cmake --build DIR`, `ninja -C DIR`, `make -C DIR`.
std::optional<BuildWay> cmake_way(const BuildPlan& plan, const fs::path& scratch) {
    for (const auto& word : words_of(plan.build)) {
        const auto directory = (plan.cwd / word).lexically_normal();
        std::error_code ignored;
        if (word.starts_with("-") || !fs::is_regular_file(directory / "CMakeCache.txt", ignored))
            continue;
        const auto cache = tools::read_cmake_cache(process::read_file(directory / "CMakeCache.txt"));
        if (!cache || cache->value("CMAKE_HOME_DIRECTORY").empty())
            return std::nullopt;
        const auto script = scratch / "initial_cache.cmake";
        process::write_file(script, tools::initial_cache(*cache, directory));
        BuildWay way;
        way.directory = scratch / "build";
        way.build = with_word_replaced(plan.build, word, way.directory.string());
        std::vector<std::string> configure{
            "cmake", "-S", cache->value("CMAKE_HOME_DIRECTORY"), "-B", way.directory.string(), "-C", script.string()};
        if (const auto generator = cache->value("CMAKE_GENERATOR"); !generator.empty())
            configure.insert(configure.end(), {"-G", generator});
        way.configure = process::join_words(configure);
        way.times = ninja_times;
        return way;
    }
    return std::nullopt;
}

} // namespace

std::optional<BuildWay> find_build_way(const BuildPlan& plan, const fs::path& scratch, NotMeasured& why) {
    if (!plan.clean.empty()) {
        BuildWay way;
        way.build = plan.build;
        way.clean = plan.clean;
        return way;
    }
    for (const auto find : {cargo_way, cmake_way})
        if (auto way = find(plan, scratch))
            return way;
    why = {"clean build time", "perfeng does not know how to make `" + plan.build + "` build everything anew",
           "say it: --clean 'make clean'"};
    return std::nullopt;
}

} // namespace perfeng::measure
