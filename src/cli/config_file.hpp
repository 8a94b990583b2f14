#pragma once

#include "config.hpp"
#include "settings.hpp"

#include <toml++/toml.h>

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

namespace perfeng::cli {

/// One configuration file, checked whole, even where the command at hand has no use for a key.
class ConfigFile {
public:
    /// Throws Error (file, line, the nearest known key) for what may not stand there.
    explicit ConfigFile(std::filesystem::path file);

    /// Gives what it holds to the options that have no value yet.
    void apply(CLI::App& app, CLI::App& command, std::vector<Given>& given) const;
    /// What stands in tables of this name, in their order.
    [[nodiscard]] std::vector<Record> records(std::string_view name) const;

private:
    void check() const;
    void check_section(std::string_view section, const toml::table& table) const;
    void check_setting(std::string_view section, std::string_view key, const toml::node& node) const;
    void check_value(const RecordKind& kind, std::string_view key, const toml::node& value) const;
    void check_records(const RecordKind& kind, const toml::node& node) const;
    void check_value(std::string_view key, ValueKind kind, const toml::node& node) const;
    void check_entry(std::string_view key, ValueKind kind, const toml::node& node) const;
    [[nodiscard]] std::vector<std::string> values_of(ValueKind kind, const toml::node& node) const;
    [[nodiscard]] const toml::node* find(const Setting& setting) const;
    void add_limits(const Setting& table, CLI::Option& option, std::vector<Given>& given) const;
    [[nodiscard]] std::filesystem::path directory() const;
    [[nodiscard]] std::string origin(const toml::node& node) const;
    [[noreturn]] void refuse(const toml::node& node, const std::string& what, const std::string& hint) const;

    std::filesystem::path file_;
    toml::table root_;
};

/// Null where the command has no such option.
[[nodiscard]] CLI::Option* find_option(CLI::App& app, CLI::App& command, std::string_view name);
/// Hands values to an option that has none yet, as if they had stood on the command line, and notes it in `given`.
/// Throws Error naming `origin`.
void give(CLI::Option& option, const std::vector<std::string>& values, const std::string& origin,
          std::vector<Given>& given);

} // namespace perfeng::cli
