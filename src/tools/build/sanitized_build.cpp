#include "perfeng/process/file.hpp"
#include "perfeng/process/mapped_file.hpp"
#include "perfeng/process/program.hpp"
#include "perfeng/tools/build/cargo.hpp"
#include "perfeng/tools/build/cmake_cache.hpp"
#include "perfeng/tools/build/sanitizers.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <map>
#include <thread>

namespace perfeng::tools {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view flags = "-fsanitize=address,undefined -fsanitize-recover=address -fno-omit-frame-pointer -g";
constexpr std::string_view link_flags = "-fsanitize=address,undefined";
constexpr std::string_view own_build = "build it yourself, at {out}: --sanitize-build 'gcc -g "
                                       "-fsanitize=address,undefined -o {out} app.c'";
constexpr std::uintmax_t largest_copy = 1U << 30U;

std::string shell_word(const fs::path& path) { return process::join_words({path.string()}); }

SanitizedBuild unable(std::string why, std::string_view how = own_build) {
    return {.why_not = std::move(why), .how = std::string(how)};
}

unsigned processors() { return std::max(1U, std::thread::hardware_concurrency()); }

std::map<std::string, std::string> sanitizer_variables() {
    const std::string compile(flags);
    const std::string link(link_flags);
    return {{"CMAKE_C_FLAGS", compile},
            {"CMAKE_CXX_FLAGS", compile},
            {"CMAKE_EXE_LINKER_FLAGS", link},
            {"CMAKE_SHARED_LINKER_FLAGS", link},
            {"CMAKE_MODULE_LINKER_FLAGS", link}};
}

SanitizedBuild by_cmake(const SanitizedProgram& program, const fs::path& build, const fs::path& scratch) {
    const auto cache = read_cmake_cache(process::read_file(build / "CMakeCache.txt"));
    if (!cache)
        return unable("the cache of " + build.string() + " cannot be read: " + to_string(cache.error()));
    const auto source = cache->value("CMAKE_HOME_DIRECTORY");
    if (source.empty())
        return unable("the cache of " + build.string() + " names no source directory");
    process::write_file(scratch / "user-cache.cmake", initial_cache(*cache, build, sanitizer_variables()));
    const auto made = scratch / "build";
    const auto build_line = fmt::format("cmake --build {} --parallel {}", shell_word(made), processors());
    return {.what = "CMake, from " + (build / "CMakeCache.txt").string(),
            .line = fmt::format("cmake -C {} -S {} -B {} -G {} && {{ {} --target {} || {}; }}",
                                shell_word(scratch / "user-cache.cmake"), shell_word(source), shell_word(made),
                                process::join_words({cache->value("CMAKE_GENERATOR")}), build_line,
                                shell_word(program.program.filename()), build_line),
            .directory = scratch.string(),
            .program = made / fs::relative(program.program, build)};
}

/// The words that make cargo build what was measured: those of the user's `cargo run`, else as the path tells.
std::vector<std::string> cargo_words(const SanitizedProgram& program) {
    if (const auto run = recognise_cargo_run(program.typed)) {
        auto words = run->build;
        std::erase(words, "--message-format=json-render-diagnostics");
        return words;
    }
    const auto directory = program.program.parent_path();
    const bool example = directory.filename() == "examples";
    const auto profile = (example ? directory.parent_path() : directory).filename().string();
    std::vector<std::string> words{"cargo", "build", example ? "--example" : "--bin",
                                   program.program.filename().string()};
    if (profile != "debug")
        words.insert(words.end(), {"--profile", profile});
    return words;
}

/// A stable rustc takes -Z under RUSTC_BOOTSTRAP=1, and brings the runtime of AddressSanitizer on the usual systems.
SanitizedBuild by_cargo(const SanitizedProgram& program, const fs::path& project, const fs::path& scratch) {
    auto words = cargo_words(program);
    const auto target = scratch / "target";
    words.insert(words.end(), {"--target-dir", target.string()});
    const auto profile = program.program.parent_path().filename() == "examples"
                             ? program.program.parent_path().parent_path().filename() / "examples"
                             : program.program.parent_path().filename();
    const auto line = fmt::format(
        "host=$(rustc -vV | sed -n 's/^host: //p'); RUSTC_BOOTSTRAP=1 RUSTFLAGS=\"$RUSTFLAGS -Zsanitizer=address "
        "-Cforce-frame-pointers=yes -Cdebuginfo=1\" {} --target \"$host\" && ln -s \"$host\" {}",
        process::join_words(words), shell_word(target / "host"));
    return {.what = "Cargo, from " + (project / "Cargo.toml").string() + ", with AddressSanitizer",
            .line = line,
            .directory = project.string(),
            .program = target / "host" / profile / program.program.filename()};
}

bool is_small_enough(const fs::path& directory) {
    std::uintmax_t size = 0;
    std::error_code error;
    for (auto entry = fs::recursive_directory_iterator(directory, error);
         !error && entry != fs::recursive_directory_iterator() && size <= largest_copy; entry.increment(error))
        if (entry->is_regular_file(error) && !entry->is_symlink(error))
            size += entry->file_size(error);
    return size <= largest_copy;
}

/// In a copy of the project, by its own rules, with a compiler that has the flags in its name.
SanitizedBuild by_make(const SanitizedProgram& program, const fs::path& project, const fs::path& scratch) {
    if (!is_small_enough(project))
        return unable(project.string() + " is too large to be copied");
    const auto copy = scratch / "source";
    const auto target = fs::relative(program.program, project);
    const auto make = fmt::format("make -B CC=\"${{CC:-cc}} {0}\" CXX=\"${{CXX:-c++}} {0}\"", flags);
    return {.what = "Make, in a copy of " + project.string(),
            .line = fmt::format("cp -R {} {} && cd {} && {{ {} {} || {}; }}", shell_word(project), shell_word(copy),
                                shell_word(copy), make, shell_word(target), make),
            .directory = scratch.string(),
            .program = copy / target};
}

} // namespace

std::string with_out(std::string text, const fs::path& path) {
    constexpr std::string_view place = "{out}";
    const auto file = shell_word(path);
    for (auto at = text.find(place); at != std::string::npos; at = text.find(place, at + file.size()))
        text.replace(at, place.size(), file);
    return text;
}

SanitizedBuild plan_sanitized_build(const SanitizedProgram& program, const fs::path& scratch) {
    if (!program.user_build.empty()) {
        const auto made = scratch / program.program.filename();
        return {.what = "--sanitize-build",
                .line = with_out(program.user_build, made),
                .directory = program.cwd,
                .program = made};
    }
    if (program.is_script)
        return unable("the workload is a script: its interpreter would have to be built with sanitizers");
    const auto directory = program.program.parent_path();
    if (const auto build = process::directory_with(directory, "CMakeCache.txt"))
        return by_cmake(program, *build, scratch);
    if (const auto project = process::directory_with(directory, "Cargo.toml"))
        return by_cargo(program, *project, scratch);
    for (const auto* const name : {"GNUmakefile", "makefile", "Makefile"})
        if (const auto project = process::directory_with(directory, name))
            return by_make(program, *project, scratch);
    if (process::directory_with(directory, "go.mod"))
        return unable("Go has a race detector instead", "use it: --sanitize-build 'go build -race -o {out} .'");
    return unable("no CMake, Cargo or Make project is found around " + program.program.string());
}

bool has_sanitizers(const fs::path& program) {
    const process::MappedFile file(program);
    return std::ranges::any_of(
        std::array<std::string_view, 4>{"__asan_init", "__tsan_init", "__msan_init", "racefuncenter"},
        [&](std::string_view symbol) { return file.text().find(symbol) != std::string_view::npos; });
}

} // namespace perfeng::tools
