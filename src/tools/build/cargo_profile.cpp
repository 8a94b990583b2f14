#include "text/reading.hpp"

#include "perfeng/tools/build/cargo_project.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cctype>
#include <cstdlib>
#include <set>

namespace perfeng::tools {
namespace {

struct DefaultSetting {
    std::string_view key;
    std::string_view dev;
    std::string_view release;
};
/// The Cargo Book, "Default profiles". `strip` is "debuginfo" where no crate has debug information (since 1.77).
constexpr std::array defaults{DefaultSetting{"opt-level", "0", "3"},
                              DefaultSetting{"debug", "2", "0"},
                              DefaultSetting{"strip", "none", "none"},
                              DefaultSetting{"lto", "false", "false"},
                              DefaultSetting{"codegen-units", "256", "16"},
                              DefaultSetting{"panic", "unwind", "unwind"},
                              DefaultSetting{"debug-assertions", "true", "false"},
                              DefaultSetting{"overflow-checks", "true", "false"},
                              DefaultSetting{"incremental", "true", "false"}};

/// The words that mean the same become one.
std::string normal(std::string_view key, const std::string& value) {
    if (key == "debug") {
        static const std::map<std::string, std::string> words{
            {"false", "0"}, {"none", "0"}, {"true", "2"}, {"full", "2"}, {"limited", "1"}};
        const auto found = words.find(value);
        return found == words.end() ? value : found->second;
    }
    if (key == "strip")
        return value == "true" ? "symbols" : value == "false" ? "none" : value;
    if (key == "lto")
        return value == "true" ? "fat" : value;
    return value;
}

std::string variable_of(std::string_view profile, std::string_view key) {
    std::string name = fmt::format("CARGO_PROFILE_{}_{}", profile, key);
    std::ranges::transform(name, name.begin(),
                           [](unsigned char c) { return c == '-' ? '_' : static_cast<char>(std::toupper(c)); });
    return name;
}

/// Where a profile looks for what it does not say itself; "" for dev and release, which have defaults.
std::string parent_of(const std::string& name, const CargoManifest& root,
                      const std::vector<std::pair<std::string, CargoConfig>>& configs) {
    if (name == "dev" || name == "release")
        return {};
    if (name == "test")
        return "dev";
    if (name == "bench")
        return "release";
    const auto inherits = [&](const std::map<std::string, CargoTable>& profiles) -> std::string {
        const auto profile = profiles.find(name);
        if (profile == profiles.end())
            return {};
        const auto key = profile->second.find("inherits");
        return key == profile->second.end() ? std::string() : key->second;
    };
    for (const auto& [source, config] : configs)
        if (auto parent = inherits(config.profiles); !parent.empty())
            return parent;
    auto parent = inherits(root.profiles);
    return parent.empty() ? "release" : parent;
}

std::optional<CargoSetting> said(const std::map<std::string, CargoTable>& profiles, const std::string& name,
                                 const std::string& key, const std::string& source) {
    const auto profile = profiles.find(name);
    if (profile == profiles.end())
        return std::nullopt;
    const auto setting = profile->second.find(key);
    if (setting == profile->second.end())
        return std::nullopt;
    return CargoSetting{normal(key, setting->second), fmt::format("{} [profile.{}]", source, name), false};
}

std::optional<CargoSetting> setting_of(const std::string& name, const std::string& key, const CargoManifest& root,
                                       const std::vector<std::pair<std::string, CargoConfig>>& configs,
                                       const Environ& environ) {
    const auto variable = variable_of(name, key);
    if (const auto value = environ(variable))
        return CargoSetting{normal(key, *value), variable, false};
    for (const auto& [source, config] : configs)
        if (auto found = said(config.profiles, name, key, source))
            return found;
    return said(root.profiles, name, key, "Cargo.toml");
}

} // namespace

std::optional<std::string> own_environment(const std::string& name) {
    const char* const value = std::getenv(name.c_str());
    return value == nullptr ? std::nullopt : std::optional<std::string>(value);
}

CargoProfile resolve_profile(const std::string& name, const CargoManifest& root,
                             const std::vector<std::pair<std::string, CargoConfig>>& configs, const Environ& environ) {
    std::vector<std::string> lineage;
    for (auto at = name; !at.empty() && std::ranges::find(lineage, at) == lineage.end();
         at = parent_of(at, root, configs))
        lineage.push_back(at);
    const bool dev = lineage.back() == "dev";
    CargoProfile profile{.name = name, .settings = {}};
    for (const auto& [key, in_dev, in_release] : defaults) {
        auto& setting = profile.settings[std::string(key)];
        setting = {std::string(dev ? in_dev : in_release), fmt::format("cargo's default for {}", lineage.back()), true};
        for (const auto& ancestor : lineage)
            if (auto found = setting_of(ancestor, std::string(key), root, configs, environ)) {
                setting = *found;
                break;
            }
    }
    return profile;
}

std::optional<std::string> codegen_flag(const std::vector<std::string>& flags, std::string_view key) {
    std::optional<std::string> value;
    for (std::size_t i = 0; i < flags.size(); ++i) {
        std::string_view word = flags[i];
        if ((word == "-C" || word == "--codegen") && i + 1 < flags.size())
            word = flags[++i];
        else if (!skip(word, "-C") && !skip(word, "--codegen="))
            continue;
        if (!skip(word, key))
            continue;
        if (word.empty())
            value = "yes";
        else if (skip(word, "="))
            value = std::string(word);
    }
    return value;
}

} // namespace perfeng::tools
