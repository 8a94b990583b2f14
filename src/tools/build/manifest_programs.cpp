#include "text/reading.hpp"

#include "perfeng/tools/build/project_programs.hpp"

#include <toml++/toml.h>

namespace perfeng::tools {
namespace {

tl::expected<toml::table, ReadError> parse_manifest(std::string_view text) {
    try {
        return toml::parse(text);
    } catch (const toml::parse_error& error) {
        return refuse(error.source().begin.line, error.description(), "a TOML document");
    }
}

std::vector<std::string> bins_of(const toml::table& root) {
    std::vector<std::string> names;
    if (const auto* const bins = root["bin"].as_array())
        for (const auto& bin : *bins)
            if (const auto* const table = bin.as_table())
                if (const auto name = (*table)["name"].value<std::string>())
                    names.push_back(*name);
    return names;
}

} // namespace

tl::expected<CargoBinaries, ReadError> read_cargo_binaries(std::string_view text) {
    const auto root = parse_manifest(text);
    if (!root)
        return tl::unexpected(root.error());
    CargoBinaries binaries;
    binaries.package = (*root)["package"]["name"].value_or(std::string());
    binaries.automatic = (*root)["package"]["autobins"].value_or(true);
    binaries.named = bins_of(*root);
    if (const auto* const members = (*root)["workspace"]["members"].as_array())
        for (const auto& member : *members)
            if (const auto path = member.value<std::string>())
                binaries.members.push_back(*path);
    return binaries;
}

tl::expected<std::vector<PythonScript>, ReadError> read_python_scripts(std::string_view text) {
    const auto root = parse_manifest(text);
    if (!root)
        return tl::unexpected(root.error());
    std::vector<PythonScript> scripts;
    if (const auto* const table = (*root)["project"]["scripts"].as_table())
        for (const auto& [name, node] : *table) {
            const auto entry = node.value_or(std::string());
            if (const auto colon = entry.find(':'); colon != std::string::npos)
                scripts.push_back({std::string(name.str()), entry.substr(0, colon), entry.substr(colon + 1)});
        }
    return scripts;
}

} // namespace perfeng::tools
