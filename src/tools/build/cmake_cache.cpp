#include "perfeng/tools/build/cmake_cache.hpp"

#include "text/reading.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cctype>

namespace perfeng::tools {
namespace {

std::string upper_case(std::string text) {
    std::ranges::transform(text, text.begin(), [](unsigned char c) { return static_cast<char>(std::toupper(c)); });
    return text;
}

/// A name with a colon stands in quotes.
std::optional<CMakeVariable> variable_in(std::string_view line) {
    const bool quoted = line.starts_with('"');
    const auto name_end = quoted ? line.find("\":", 1) : line.find(':');
    if (name_end == std::string_view::npos || name_end == 0)
        return std::nullopt;
    const auto type = name_end + (quoted ? 2 : 1);
    const auto equals = line.find('=', type);
    if (equals == std::string_view::npos)
        return std::nullopt;
    auto value = line.substr(equals + 1);
    if (value.size() >= 2 && value.starts_with('\'') && value.ends_with('\'')) // keeps blanks at its ends
        value = value.substr(1, value.size() - 2);
    return CMakeVariable{std::string(quoted ? line.substr(1, name_end - 1) : line.substr(0, name_end)),
                         std::string(line.substr(type, equals - type)), std::string(value)};
}

bool is_chosen(const CMakeVariable& variable, const std::filesystem::path& build) {
    return variable.type != "INTERNAL" && variable.type != "STATIC" && variable.name.find(':') == std::string::npos &&
           variable.value.find(build.string()) == std::string::npos;
}

std::string script_line(const CMakeVariable& variable, const std::string& value) {
    return fmt::format("set({} [==[{}]==] CACHE {} \"\")\n", variable.name, value,
                       variable.type == "UNINITIALIZED" ? "STRING" : variable.type);
}

} // namespace

std::string CMakeCache::value(std::string_view name) const {
    const auto found = std::ranges::find(variables, name, &CMakeVariable::name);
    return found == variables.end() ? std::string() : found->value;
}

std::string CMakeCache::flags(std::string_view language) const {
    const auto variable = "CMAKE_" + std::string(language) + "_FLAGS";
    const auto type = build_type();
    const auto always = value(variable);
    const auto of_type = type.empty() ? std::string() : value(variable + "_" + upper_case(type));
    return always + (always.empty() || of_type.empty() ? "" : " ") + of_type;
}

tl::expected<CMakeCache, ReadError> read_cmake_cache(std::string_view text) {
    CMakeCache cache;
    for (Lines lines(text); lines.next();) {
        const auto line = lines.line();
        if (line.empty() || line.starts_with('#') || line.starts_with("//"))
            continue;
        auto variable = variable_in(line);
        if (!variable)
            return refuse(lines.number(), line, "NAME:TYPE=VALUE");
        cache.variables.push_back(std::move(*variable));
    }
    if (cache.variables.empty())
        return refuse(0, "no entry", "a CMakeCache.txt");
    return cache;
}

std::string initial_cache(const CMakeCache& cache, const std::filesystem::path& build,
                          const std::map<std::string, std::string>& appended) {
    std::string script;
    for (const auto& variable : cache.variables)
        if (is_chosen(variable, build) && !appended.contains(variable.name))
            script += script_line(variable, variable.value);
    for (const auto& [name, value] : appended) {
        const auto own = cache.value(name);
        script += script_line({name, "STRING", {}}, own.empty() ? value : own + " " + value);
    }
    return script;
}

} // namespace perfeng::tools
