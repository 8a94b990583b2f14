#include "perfeng/measure/executable.hpp"

#include "perfeng/model/error.hpp"
#include "perfeng/process/digest.hpp"
#include "perfeng/process/file.hpp"
#include "perfeng/process/program.hpp"
#include "perfeng/tools/build/binary_facts.hpp"
#include "perfeng/tools/build/project_facts.hpp"
#include "perfeng/tools/symbols/elf.hpp"
#include "perfeng/tools/symbols/executable_file.hpp"
#include "perfeng/tools/symbols/macho.hpp"

#include <algorithm>
#include <array>
#include <filesystem>
#include <fstream>

namespace perfeng::measure {
namespace {

namespace fs = std::filesystem;

/// A program that runs the file named by its first argument that is no option, unless one of `instead` says that the
/// program stands in the arguments, or is a module.
struct Interpreter {
    std::string_view name;
    std::array<std::string_view, 3> instead;
};
constexpr std::array interpreters{
    Interpreter{"python", {"-c", "-m"}},
    Interpreter{"pypy", {"-c", "-m"}},
    Interpreter{"node", {"-e", "-p", "--eval"}},
    Interpreter{"ruby", {"-e"}},
    Interpreter{"perl", {"-e", "-E"}},
    Interpreter{"php", {"-r"}},
    Interpreter{"lua", {"-e"}},
    Interpreter{"bash", {"-c"}},
    Interpreter{"sh", {"-c"}},
    Interpreter{"dash", {"-c"}},
    Interpreter{"zsh", {"-c"}},
    Interpreter{"Rscript", {"-e"}},
    Interpreter{"tclsh", {}},
};

/// "python3.11" is a python. Null for another program.
const Interpreter* find_interpreter(const fs::path& program) {
    const auto name = program.filename().string();
    const auto bare = name.substr(0, name.find_last_not_of("0123456789.") + 1);
    const auto* const found = std::ranges::find(interpreters, bare, &Interpreter::name);
    return found == interpreters.end() ? nullptr : found;
}

/// The words of a script's first line, `#!/usr/bin/env python3 -u`; none for a file that is no script.
std::vector<std::string> shebang(const std::string& file) {
    std::ifstream in(file, std::ios::binary);
    std::string line(256, '\0');
    in.read(line.data(), static_cast<std::streamsize>(line.size()));
    line.resize(static_cast<std::size_t>(in.gcount()));
    if (!line.starts_with("#!"))
        return {};
    return process::split_words(std::string_view(line).substr(2, line.find('\n') - 2));
}

std::string interpreter_of(const std::vector<std::string>& words, const std::string& cwd) {
    const bool by_env = fs::path(words.front()).filename() == "env";
    for (std::size_t i = by_env ? 1 : 0; i < words.size(); i++)
        if (!words[i].starts_with("-"))
            return process::find_program(words[i], cwd).value_or(words[i]);
    return words.front();
}

std::string absolute(const std::string& path, const std::string& cwd) {
    return (fs::path(cwd) / path).lexically_normal().string();
}

std::string canonical(const std::string& path) {
    std::error_code error;
    const auto resolved = fs::canonical(path, error);
    return error ? path : resolved.string();
}

/// DWARF in the bundle of dsymutil, if it is of this build, or in the object files that the debug map names.
bool has_debug_beside(const tools::Macho& macho, const std::string& path) {
    std::error_code ignored;
    if (!macho.debug_object.empty() && fs::exists(macho.debug_object, ignored))
        return true;
    const auto file = tools::find_dsym(path);
    if (!file)
        return false;
    const auto content = process::read_file(*file);
    const auto dsym = tools::read_macho(content, macho.architecture);
    return dsym && dsym->has_debug && dsym->build_id == macho.build_id;
}

std::string debug_content(const std::optional<fs::path>& file) {
    try {
        return file ? process::read_file(*file) : std::string();
    } catch (const Error&) {
        return {};
    }
}

/// All that the content tells; nothing of one that is neither ELF nor Mach-O.
Executable describe(std::string_view content, const std::string& path) {
    if (const auto elf = tools::read_elf(content)) {
        auto executable = tools::executable_of(*elf);
        const auto debug_file = elf->has_debug ? std::nullopt : tools::find_debug_file(*elf, path);
        executable.debug_info = elf->has_debug || debug_file.has_value();
        executable.build_facts = tools::facts_of_elf(content, *elf, debug_content(debug_file));
        return executable;
    }
    if (const auto macho = tools::read_macho(content)) {
        auto executable = tools::executable_of(*macho);
        executable.debug_info = macho->has_debug || has_debug_beside(*macho, path);
        executable.build_facts = tools::facts_of_macho(*macho);
        return executable;
    }
    return {};
}

} // namespace

ProgramFiles program_files(const Workload& workload) {
    const auto found = process::find_program(workload.argv.front(), workload.cwd);
    if (!found) {
        const auto similar = process::similar_programs(workload.argv.front(), workload.cwd);
        throw Error("cannot find the program '" + workload.argv.front() + "'",
                    similar.empty() ? "check the name, or write a path with a slash"
                                    : "did you mean '" + similar.front() + "'?");
    }
    ProgramFiles files{.file = *found, .program = canonical(*found)};
    if (const auto words = shebang(*found); !words.empty()) {
        files.program = canonical(interpreter_of(words, workload.cwd));
        files.script = *found;
        return files;
    }
    const auto* const interpreter = find_interpreter(*found);
    if (interpreter == nullptr)
        return files;
    for (std::size_t i = 1; i < workload.argv.size(); i++) {
        const auto& word = workload.argv[i];
        if (std::ranges::find(interpreter->instead, word) != interpreter->instead.end())
            return files;
        if (word.starts_with("-"))
            continue;
        if (const auto path = absolute(word, workload.cwd); fs::is_regular_file(path)) {
            files.script = path;
            files.script_index = i;
        }
        return files;
    }
    return files;
}

Executable inspect_executable(const std::string& path, const std::string& cwd) {
    const auto content = process::read_file(path);
    auto executable = describe(content, path);
    executable.build_facts = tools::join_facts(std::move(executable.build_facts), tools::project_facts(path, cwd));
    executable.path = path;
    executable.sha256 = process::sha256_of(content);
    executable.file_size = content.size();
    return executable;
}

} // namespace perfeng::measure
