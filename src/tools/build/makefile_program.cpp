#include "text/reading.hpp"

#include "perfeng/tools/build/project_programs.hpp"

#include <algorithm>
#include <array>
#include <map>
#include <utility>

namespace perfeng::tools {
namespace {

constexpr std::array<std::string_view, 9> program_variables{"TARGET", "PROG",       "PROGRAM", "BIN", "BINARY",
                                                            "EXE",    "EXECUTABLE", "target",  "prog"};

bool is_plain_name(std::string_view name) {
    return !name.empty() && name.find_first_of("$% \t:") == std::string_view::npos && !name.starts_with('.');
}

struct Assignment {
    std::string_view name;
    std::string_view value;
};

/// Of "TARGET := app  # the program".
Assignment assignment_in(std::string_view line) {
    const auto equals = line.find('=');
    if (equals == std::string_view::npos)
        return {};
    auto name = line.substr(0, equals);
    while (name.ends_with(':') || name.ends_with('?'))
        name.remove_suffix(1);
    return {trim(name), trim(line.substr(equals + 1, line.find('#') - equals - 1))};
}

/// "app" of "TARGET := app".
std::string_view program_assigned(std::string_view line) {
    const auto [name, value] = assignment_in(line);
    const bool known = std::ranges::find(program_variables, name) != program_variables.end();
    return known && is_plain_name(value) ? value : std::string_view();
}

std::string_view rule_target(std::string_view line) {
    const auto colon = line.find(':');
    if (colon == std::string_view::npos || line.substr(colon).starts_with(":=") || line.starts_with('\t'))
        return {};
    const auto target = trim(line.substr(0, colon));
    return is_plain_name(target) ? target : std::string_view();
}

bool writes(std::string_view recipe, std::string_view target) {
    return recipe.find("-o $@") != std::string_view::npos ||
           (" " + std::string(recipe) + " ").find(" -o " + std::string(target) + " ") != std::string::npos;
}

bool is_library(std::string_view target) {
    constexpr std::array<std::string_view, 4> ends{".a", ".so", ".dylib", ".dll"};
    return std::ranges::any_of(ends, [&](auto end) { return target.ends_with(end); }) ||
           target.find(".so.") != std::string_view::npos;
}

/// "$(PRGDIR)" of "$(MAKE) -C $(PRGDIR) all"; "src" of "cd src && $(MAKE)".
std::string_view called_directory(std::string_view recipe) {
    const auto make = std::min(recipe.find("$(MAKE)"), recipe.find("${MAKE}"));
    if (make == std::string_view::npos)
        return {};
    for (const auto& [text, option] : {std::pair(recipe.substr(make), std::string_view(" -C ")),
                                       std::pair(recipe.substr(0, make), std::string_view("cd "))})
        if (const auto at = text.find(option); at != std::string_view::npos) {
            auto rest = trim(text.substr(at + option.size()));
            return rest.substr(0, rest.find_first_of(" \t;&|"));
        }
    return {};
}

/// A name, or the value of a variable that holds a name.
std::string expanded(std::string_view word, const std::map<std::string_view, std::string_view>& variables) {
    const bool variable =
        (word.starts_with("$(") && word.ends_with(')')) || (word.starts_with("${") && word.ends_with('}'));
    if (!variable)
        return std::string(word);
    const auto found = variables.find(word.substr(2, word.size() - 3));
    return found == variables.end() ? "" : std::string(found->second);
}

} // namespace

std::string read_makefile_program(std::string_view text, std::string_view directory_name) {
    std::string_view named;
    std::string_view written;
    std::string_view target;
    std::string phony = " ";
    for (Lines lines(text); lines.next();) {
        const auto line = lines.line();
        if (!line.starts_with('\t')) {
            if (const auto program = program_assigned(line); !program.empty())
                return std::string(program);
            if (line.starts_with(".PHONY:"))
                phony += std::string(line.substr(line.find(':') + 1)) + " ";
            target = rule_target(line);
            if (target == directory_name)
                named = target;
        } else if (written.empty() && !target.empty() && !target.ends_with(".o") && !is_library(target) &&
                   writes(line, target)) {
            written = target;
        }
    }
    const bool is_file = !named.empty() && phony.find(" " + std::string(named) + " ") == std::string::npos;
    return std::string(is_file ? named : written);
}

std::vector<std::string> read_called_directories(std::string_view text) {
    std::map<std::string_view, std::string_view> variables;
    std::vector<std::string> directories;
    for (Lines lines(text); lines.next();) {
        if (!lines.line().starts_with('\t')) {
            const auto [name, value] = assignment_in(lines.line());
            variables[name] = value;
            continue;
        }
        auto directory = expanded(called_directory(lines.line()), variables);
        if (is_plain_name(directory) && std::ranges::find(directories, directory) == directories.end())
            directories.push_back(std::move(directory));
    }
    return directories;
}

} // namespace perfeng::tools
