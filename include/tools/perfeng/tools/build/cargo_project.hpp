#pragma once

#include "perfeng/model/error.hpp"

#include <tl/expected.hpp>

#include <filesystem>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace perfeng::tools {

/// Keys of a profile as they stand in the file; values as text: "3", "s", "true", "fat", "abort", "line-tables-only".
using CargoTable = std::map<std::string, std::string>;

/// What a Cargo.toml says of building (the Cargo Book, "Profiles", "Workspaces"; cargo 1.95).
struct CargoManifest {
    std::string package; ///< empty: a workspace alone
    std::string edition;
    bool workspace = false;                     ///< has a [workspace]
    std::string workspace_path;                 ///< package.workspace: where its root is; empty: not told
    std::vector<std::string> excluded;          ///< workspace.exclude
    std::map<std::string, CargoTable> profiles; ///< [profile.NAME]
    std::vector<std::string> dependencies;
    bool custom_allocator = false; ///< depends on a crate that brings an allocator
};
[[nodiscard]] tl::expected<CargoManifest, ReadError> read_cargo_manifest(std::string_view toml);

/// What a .cargo/config.toml says of building (the Cargo Book, "Configuration").
struct CargoConfig {
    std::map<std::string, CargoTable> profiles;
    std::vector<std::string> rustflags; ///< build.rustflags, or target.TRIPLE.rustflags, which is stronger
    bool target_rustflags = false;      ///< they are those of a target
    std::string target_dir;             ///< build.target-dir
};
[[nodiscard]] tl::expected<CargoConfig, ReadError> read_cargo_config(std::string_view toml);

/// One setting and who says so.
struct CargoSetting {
    std::string value;
    std::string source; ///< "Cargo.toml [profile.release]", "CARGO_PROFILE_RELEASE_LTO", "cargo's default"
    bool by_default = false;
};

/// A profile as cargo would build with it now: what it inherits, and what configuration and environment put above it.
struct CargoProfile {
    std::string name; ///< "dev", "release", ...
    /// opt-level, debug, strip, lto, codegen-units, panic, debug-assertions, overflow-checks, incremental: all there.
    std::map<std::string, CargoSetting> settings;

    [[nodiscard]] const std::string& value(const std::string& key) const { return settings.at(key).value; }
};

/// The project that an executable was built from.
struct CargoProject {
    std::filesystem::path manifest;   ///< Cargo.toml of the package
    std::filesystem::path root;       ///< Cargo.toml of the workspace: the one whose profiles count
    std::filesystem::path target_dir; ///< of this executable
    CargoManifest package;
    CargoManifest workspace; ///< that of `root`
    CargoProfile profile;
    std::vector<std::string> rustflags; ///< for every crate
    std::string rustflags_source;
    std::vector<std::string> warnings; ///< what is written and has no effect, or could not be read
};

/// The value of an environment variable; none where it is not set.
using Environ = std::function<std::optional<std::string>(const std::string&)>;
[[nodiscard]] std::optional<std::string> own_environment(const std::string& name);

/// A profile by the rules of cargo: environment, then configuration, then the manifest, then what it inherits from.
/// `configs` strongest first, each with its name for people. An unknown profile inherits from release.
[[nodiscard]] CargoProfile resolve_profile(const std::string& name, const CargoManifest& root,
                                           const std::vector<std::pair<std::string, CargoConfig>>& configs,
                                           const Environ& environ);

/// The project of an executable in cargo's target directory: below "debug" or "release" or a profile's own name,
/// perhaps with a target triple above. The package is found by the dependency file beside the executable (NAME.d), else
/// upward of the target directory, else upward of `cwd`. Nothing for what cargo did not build.
[[nodiscard]] std::optional<CargoProject> find_cargo_project(const std::filesystem::path& executable,
                                                             const std::filesystem::path& cwd,
                                                             const Environ& environ = own_environment);

/// The value of `-C KEY=VALUE` (also `-CKEY=VALUE`, `--codegen KEY=VALUE`) in flags of rustc, the last one; none where
/// it is not there.
[[nodiscard]] std::optional<std::string> codegen_flag(const std::vector<std::string>& flags, std::string_view key);

} // namespace perfeng::tools
