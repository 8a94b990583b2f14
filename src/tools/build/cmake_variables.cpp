#include "perfeng/tools/build/cmake_variables.hpp"

#include "text/reading.hpp"

#include <algorithm>
#include <optional>

namespace perfeng::tools {
namespace {

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

} // namespace

tl::expected<std::vector<CMakeVariable>, ReadError> read_cmake_variables(std::string_view cache) {
    std::vector<CMakeVariable> variables;
    for (Lines lines(cache); lines.next();) {
        const auto line = lines.line();
        if (line.empty() || line.starts_with('#') || line.starts_with("//"))
            continue;
        if (auto variable = variable_in(line))
            variables.push_back(std::move(*variable));
        else
            return refuse(lines.number(), line, "NAME:TYPE=VALUE");
    }
    if (variables.empty())
        return refuse(0, "no entry", "a CMakeCache.txt");
    return variables;
}

std::string value_of(const std::vector<CMakeVariable>& variables, std::string_view name) {
    const auto found = std::ranges::find(variables, name, &CMakeVariable::name);
    return found == variables.end() ? std::string() : found->value;
}

} // namespace perfeng::tools
