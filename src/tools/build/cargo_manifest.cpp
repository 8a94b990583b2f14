#include "text/reading.hpp"

#include "perfeng/tools/build/cargo_project.hpp"

#include <fmt/format.h>
#include <toml++/toml.h>

#include <algorithm>
#include <array>

namespace perfeng::tools {
namespace {

constexpr std::array<std::string_view, 8> allocator_crates{
    "tikv-jemallocator", "jemallocator", "mimalloc", "snmalloc-rs", "tcmalloc", "rpmalloc", "bump-scope", "dlmalloc"};

tl::expected<toml::table, ReadError> parse_toml(std::string_view text) {
    try {
        return toml::parse(text);
    } catch (const toml::parse_error& error) {
        return refuse(error.source().begin.line, error.description(), "a TOML document");
    }
}

/// A plain value as cargo's environment variables would spell it; "" for a table.
std::string spelled_toml(const toml::node& node) {
    if (const auto text = node.value_exact<std::string>())
        return *text;
    if (const auto flag = node.value_exact<bool>())
        return *flag ? "true" : "false";
    if (const auto number = node.value_exact<std::int64_t>())
        return std::to_string(*number);
    return {};
}

std::map<std::string, CargoTable> profiles_of(const toml::table& root) {
    std::map<std::string, CargoTable> profiles;
    const auto* const all = root["profile"].as_table();
    if (all == nullptr)
        return profiles;
    for (const auto& [name, node] : *all) {
        auto& profile = profiles[std::string(name.str())];
        if (const auto* const table = node.as_table())
            for (const auto& [key, value] : *table)
                if (auto text = spelled_toml(value); !text.empty())
                    profile[std::string(key.str())] = std::move(text);
    }
    return profiles;
}

std::vector<std::string> words_in(const toml::node* node) {
    std::vector<std::string> all;
    if (node == nullptr)
        return all;
    if (const auto text = node->value_exact<std::string>()) {
        for (std::string_view rest = *text; !trim(rest).empty();) {
            rest = trim(rest);
            all.emplace_back(take_word(rest));
        }
    } else if (const auto* const array = node->as_array()) {
        for (const auto& item : *array)
            if (const auto word = item.value_exact<std::string>())
                all.push_back(*word);
    }
    return all;
}

void add_dependencies(const toml::table& root, std::string_view section, CargoManifest& manifest) {
    if (const auto* const table = root[section].as_table())
        for (const auto& [name, node] : *table)
            manifest.dependencies.emplace_back(name.str());
}

} // namespace

tl::expected<CargoManifest, ReadError> read_cargo_manifest(std::string_view text) {
    const auto root = parse_toml(text);
    if (!root)
        return tl::unexpected(root.error());
    CargoManifest manifest;
    manifest.package = (*root)["package"]["name"].value_or(std::string());
    manifest.edition = (*root)["package"]["edition"].value_or(std::string());
    manifest.workspace_path = (*root)["package"]["workspace"].value_or(std::string());
    manifest.workspace = (*root)["workspace"].is_table();
    manifest.excluded = words_in((*root)["workspace"]["exclude"].node());
    manifest.profiles = profiles_of(*root);
    add_dependencies(*root, "dependencies", manifest);
    if (manifest.package.empty() && !manifest.workspace)
        return refuse(0, "neither [package] nor [workspace]", "a Cargo.toml");
    manifest.custom_allocator = std::ranges::any_of(manifest.dependencies, [](const std::string& name) {
        return std::ranges::find(allocator_crates, name) != allocator_crates.end();
    });
    return manifest;
}

tl::expected<CargoConfig, ReadError> read_cargo_config(std::string_view text) {
    const auto root = parse_toml(text);
    if (!root)
        return tl::unexpected(root.error());
    CargoConfig config;
    config.profiles = profiles_of(*root);
    config.rustflags = words_in((*root)["build"]["rustflags"].node());
    config.target_dir = (*root)["build"]["target-dir"].value_or(std::string());
    if (const auto* const targets = (*root)["target"].as_table())
        for (const auto& [triple, node] : *targets) {
            const auto* const table = node.as_table();
            auto flags = table == nullptr ? std::vector<std::string>{} : words_in(table->get("rustflags"));
            if (flags.empty())
                continue;
            config.rustflags = std::move(flags);
            config.target_rustflags = true;
        }
    return config;
}

} // namespace perfeng::tools
