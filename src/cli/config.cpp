#include "config.hpp"

#include "config_file.hpp"

#include "perfeng/process/file.hpp"

#include <algorithm>
#include <cctype>
#include <cstdlib>
#include <filesystem>
#include <iterator>
#include <optional>

namespace perfeng::cli {
namespace {

namespace fs = std::filesystem;

std::optional<fs::path> project_file() {
    const auto directory = process::directory_with(fs::current_path(), "perfeng.toml");
    return directory ? std::optional(*directory / "perfeng.toml") : std::nullopt;
}

std::optional<fs::path> user_file() {
    const char* const xdg = std::getenv("XDG_CONFIG_HOME");
    const char* const home = std::getenv("HOME");
    fs::path directory;
    if (xdg != nullptr && *xdg != '\0')
        directory = xdg;
    else if (home != nullptr && *home != '\0')
        directory = fs::path(home) / ".config";
    const auto file = directory / "perfeng" / "config.toml";
    return !directory.empty() && fs::is_regular_file(file) ? std::optional(file) : std::nullopt;
}

std::string variable_of(std::string_view option) {
    std::string variable = "PERFENG_";
    for (const char c : option.substr(2))
        variable += c == '-' ? '_' : static_cast<char>(std::toupper(static_cast<unsigned char>(c)));
    return variable;
}

void apply_environment(CLI::App& app, CLI::App& command, std::vector<Given>& given) {
    std::vector<Setting> all(settings.begin(), settings.end());
    all.insert(all.end(), metric_tables.begin(), metric_tables.end());
    for (const auto& setting : all) {
        const auto variable = variable_of(setting.option);
        const char* const value = std::getenv(variable.c_str());
        auto* const option = find_option(app, command, setting.option);
        if (value != nullptr && option != nullptr && option->count() == 0)
            give(*option, {value}, variable, given);
    }
}

/// Strongest first.
std::vector<ConfigFile> config_files(const std::string& explicit_file) {
    std::vector<ConfigFile> files;
    const auto file = explicit_file.empty() ? project_file() : std::optional<fs::path>(explicit_file);
    if (file)
        files.emplace_back(*file);
    if (const auto own = user_file())
        files.emplace_back(*own);
    return files;
}

} // namespace

std::vector<Given> apply_configuration(CLI::App& app, CLI::App& command, const std::string& explicit_file) {
    std::vector<Given> given;
    apply_environment(app, command, given);
    for (const auto& file : config_files(explicit_file))
        file.apply(app, command, given);
    return given;
}

std::vector<std::string> Record::words(const std::string& key) const {
    const auto found = values.find(key);
    return found == values.end() ? std::vector<std::string>{} : found->second;
}

std::string Record::word(const std::string& key) const {
    const auto all = words(key);
    return all.empty() ? std::string() : all.front();
}

std::vector<Record> configured_records(std::string_view name, const std::string& explicit_file) {
    std::vector<Record> all;
    for (const auto& file : config_files(explicit_file)) {
        auto records = file.records(name);
        std::ranges::move(records, std::back_inserter(all));
    }
    return all;
}

} // namespace perfeng::cli
