#include "perfeng/tools/build/cargo_project.hpp"

#include "build_places.hpp"

#include "perfeng/process/file.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace perfeng::tools {
namespace {

namespace fs = std::filesystem;

using Configs = std::vector<std::pair<std::string, CargoConfig>>;

struct TargetPlace {
    fs::path target;
    std::string profile;
};

/// The directory of a profile has a lock and fingerprints of its own; that of the target a tag.
std::optional<TargetPlace> place_in_target(const fs::path& executable) {
    std::error_code ignored;
    const auto built = process::directory_upward(executable.parent_path(), [&](const fs::path& directory) {
        return fs::is_directory(directory / ".fingerprint", ignored) && fs::is_directory(directory / "deps", ignored);
    });
    if (!built)
        return std::nullopt;
    const auto name = built->filename().string();
    return TargetPlace{process::directory_with(*built, ".rustc_info.json").value_or(built->parent_path()),
                       name == "debug" ? "dev" : name};
}

/// A source file that cargo names beside what it built: "/p/target/release/x: /p/src/main.rs /p/src/a\ b.rs".
fs::path a_source_of(const fs::path& executable) {
    auto listing = executable;
    listing += ".d";
    const auto text = text_of(listing);
    std::string_view rest = text;
    const auto colon = rest.find(": ");
    if (colon == std::string_view::npos)
        return {};
    rest.remove_prefix(colon + 2);
    std::string path;
    for (std::size_t i = 0; i < rest.size() && rest[i] != ' ' && rest[i] != '\n'; ++i) {
        i += rest[i] == '\\' && i + 1 < rest.size() ? 1U : 0U;
        path += rest[i];
    }
    return path;
}

fs::path manifest_above(const fs::path& start) {
    const auto directory = process::directory_with(start, "Cargo.toml");
    return directory ? *directory / "Cargo.toml" : fs::path();
}

bool excludes(const CargoManifest& workspace, const fs::path& root, const fs::path& package) {
    return std::ranges::any_of(workspace.excluded, [&](const std::string& path) {
        return !package.lexically_relative(root / path).string().starts_with("..");
    });
}

/// The manifest whose profiles count: the package's own where it stands alone.
fs::path root_of(const fs::path& manifest, const CargoManifest& package) {
    if (package.workspace)
        return manifest;
    if (!package.workspace_path.empty())
        return (manifest.parent_path() / package.workspace_path).lexically_normal() / "Cargo.toml";
    const auto above = process::directory_upward(manifest.parent_path().parent_path(), [&](const fs::path& directory) {
        const auto read = is_plain_file(directory / "Cargo.toml")
                              ? read_cargo_manifest(text_of(directory / "Cargo.toml"))
                              : tl::unexpected(ReadError{});
        return read && read->workspace && !excludes(*read, directory, manifest.parent_path());
    });
    return above ? *above / "Cargo.toml" : manifest;
}

/// Those above the project, the nearest first, and the user's own last.
Configs configs_of(const fs::path& project, const Environ& environ, std::vector<std::string>& warnings) {
    std::vector<fs::path> places;
    for (auto at = project;; at = at.parent_path()) {
        places.push_back(at / ".cargo");
        if (at == at.parent_path())
            break;
    }
    const auto home = environ("CARGO_HOME");
    const auto user = environ("HOME");
    if (home)
        places.emplace_back(*home);
    else if (user)
        places.push_back(fs::path(*user) / ".cargo");
    Configs configs;
    std::vector<fs::path> seen;
    for (const auto& place : places)
        for (const auto* const name : {"config", "config.toml"}) {
            const auto file = place / name;
            if (!is_plain_file(file) || std::ranges::find(seen, file) != seen.end())
                continue;
            seen.push_back(file);
            auto config = read_cargo_config(text_of(file));
            if (config)
                configs.emplace_back(file.string(), std::move(*config));
            else
                warnings.push_back(fmt::format("{}: {}", file.string(), to_string(config.error())));
            break;
        }
    return configs;
}

std::vector<std::string> split_at(std::string_view text, char separator) {
    std::vector<std::string> words;
    while (!text.empty()) {
        const auto end = std::min(text.find(separator), text.size());
        if (end > 0)
            words.emplace_back(text.substr(0, end));
        text.remove_prefix(std::min(end + 1, text.size()));
    }
    return words;
}

/// Only one of these counts, the first that is there (the Cargo Book, build.rustflags).
void find_rustflags(const Configs& configs, const Environ& environ, CargoProject& project) {
    const auto take = [&](std::vector<std::string> flags, std::string source) {
        project.rustflags = std::move(flags);
        project.rustflags_source = std::move(source);
    };
    if (const auto encoded = environ("CARGO_ENCODED_RUSTFLAGS"))
        return take(split_at(*encoded, '\x1f'), "CARGO_ENCODED_RUSTFLAGS");
    if (const auto flags = environ("RUSTFLAGS"))
        return take(split_at(*flags, ' '), "RUSTFLAGS");
    for (const bool of_target : {true, false})
        for (const auto& [source, config] : configs)
            if (!config.rustflags.empty() && config.target_rustflags == of_target)
                return take(config.rustflags, source);
    if (const auto flags = environ("CARGO_BUILD_RUSTFLAGS"))
        take(split_at(*flags, ' '), "CARGO_BUILD_RUSTFLAGS");
}

std::optional<CargoManifest> manifest_at(const fs::path& file, std::vector<std::string>& warnings) {
    auto read = read_cargo_manifest(text_of(file));
    if (read)
        return std::move(*read);
    warnings.push_back(fmt::format("{}: {}", file.string(), to_string(read.error())));
    return std::nullopt;
}

void warn_of_ignored_profiles(CargoProject& project) {
    if (project.manifest == project.root)
        return;
    for (const auto& [name, settings] : project.package.profiles)
        project.warnings.push_back(fmt::format("[profile.{}] in {} has no effect: cargo reads profiles of the "
                                               "workspace's root alone, {}",
                                               name, project.manifest.string(), project.root.string()));
}

} // namespace

std::optional<CargoProject> find_cargo_project(const fs::path& executable, const fs::path& cwd,
                                               const Environ& environ) {
    const auto place = place_in_target(executable);
    if (!place)
        return std::nullopt;
    CargoProject project;
    project.target_dir = place->target;
    for (const auto& start : {a_source_of(executable).parent_path(), place->target.parent_path(), cwd})
        if (project.manifest.empty() && !start.empty())
            project.manifest = manifest_above(start);
    if (project.manifest.empty())
        return std::nullopt;
    auto package = manifest_at(project.manifest, project.warnings);
    if (!package)
        return std::nullopt;
    project.package = std::move(*package);
    project.root = root_of(project.manifest, project.package);
    auto root = project.root == project.manifest ? project.package : manifest_at(project.root, project.warnings);
    project.workspace = root ? std::move(*root) : project.package;
    const auto configs = configs_of(project.root.parent_path(), environ, project.warnings);
    project.profile = resolve_profile(place->profile, project.workspace, configs, environ);
    find_rustflags(configs, environ, project);
    warn_of_ignored_profiles(project);
    return project;
}

} // namespace perfeng::tools
