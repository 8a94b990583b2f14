#include "text/reading.hpp"

#include "perfeng/tools/build/project_programs.hpp"

#include <algorithm>
#include <array>

namespace perfeng::tools {
namespace {

constexpr std::array<std::string_view, 9> program_variables{"TARGET", "PROG",       "PROGRAM", "BIN", "BINARY",
                                                            "EXE",    "EXECUTABLE", "target",  "prog"};

bool is_plain_name(std::string_view name) {
    return !name.empty() && name.find_first_of("$% \t:") == std::string_view::npos && !name.starts_with('.');
}

/// "app" of "TARGET := app".
std::string_view program_assigned(std::string_view line) {
    const auto equals = line.find('=');
    if (equals == std::string_view::npos)
        return {};
    auto name = line.substr(0, equals);
    while (name.ends_with(':') || name.ends_with('?'))
        name.remove_suffix(1);
    const auto value = trim(line.substr(equals + 1, line.find('#') - equals - 1));
    const bool known = std::ranges::find(program_variables, trim(name)) != program_variables.end();
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

} // namespace

std::string read_makefile_program(std::string_view text, std::string_view directory_name) {
    std::string named;
    std::string written;
    std::string_view target;
    for (Lines lines(text); lines.next();) {
        const auto line = lines.line();
        if (!line.starts_with('\t')) {
            if (const auto program = program_assigned(line); !program.empty())
                return std::string(program);
            target = rule_target(line);
            if (target == directory_name)
                named = target;
        } else if (written.empty() && !target.empty() && !target.ends_with(".o") && writes(line, target)) {
            written = target;
        }
    }
    return named.empty() ? written : named;
}

} // namespace perfeng::tools
