#include "perfeng/tools/build/cmake_cache.hpp"

#include "text/reading.hpp"

#include <algorithm>
#include <cctype>

namespace perfeng::tools {
namespace {

std::string upper_case(std::string text) {
    std::ranges::transform(text, text.begin(), [](unsigned char c) { return static_cast<char>(std::toupper(c)); });
    return text;
}

} // namespace

std::string CMakeCache::value(std::string_view name) const {
    const auto found = entries.find(name);
    return found == entries.end() ? std::string() : found->second;
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
        const auto colon = line.find(':');
        const auto equals = line.find('=', colon == std::string_view::npos ? 0 : colon);
        if (colon == std::string_view::npos || equals == std::string_view::npos || colon == 0)
            return refuse(lines.number(), line, "NAME:TYPE=VALUE");
        cache.entries.emplace(line.substr(0, colon), line.substr(equals + 1));
    }
    if (cache.entries.empty())
        return refuse(0, "no entry", "a CMakeCache.txt");
    return cache;
}

} // namespace perfeng::tools
