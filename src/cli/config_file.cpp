#include "config_file.hpp"

#include "perfeng/model/error.hpp"
#include "perfeng/process/file.hpp"
#include "perfeng/process/program.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <optional>

namespace perfeng::cli {
namespace {

namespace fs = std::filesystem;

std::string suggestion(std::string_view word, const std::vector<std::string>& known) {
    if (const auto near = process::nearest_word(word, known))
        return "did you mean '" + *near + "'?";
    std::string all;
    for (const auto& name : known)
        all += (all.empty() ? "" : ", ") + name;
    return "known keys: " + all;
}

} // namespace

CLI::Option* find_option(CLI::App& app, CLI::App& command, std::string_view name) {
    for (auto* const owner : {&command, &app})
        if (auto* const option = owner->get_option_no_throw(std::string(name)))
            return option;
    return nullptr;
}

void give(CLI::Option& option, const std::vector<std::string>& values, const std::string& origin) {
    try {
        for (const auto& value : values)
            option.add_result(value);
        option.run_callback();
    } catch (const CLI::Error& error) {
        throw Error(origin + ": " + error.what(), "see perfeng --help for what " + option.get_name() + " takes");
    }
}

ConfigFile::ConfigFile(fs::path file) : file_(std::move(file)) {
    try {
        root_ = toml::parse(process::read_file(file_), file_.string());
    } catch (const toml::parse_error& error) {
        throw Error(fmt::format("{}:{}: {}", file_.string(), error.source().begin.line, error.description()),
                    "mend the file; see docs/configuration.md");
    }
    check();
}

void ConfigFile::apply(CLI::App& app, CLI::App& command) const {
    for (const auto& setting : settings) {
        if (!concerns(setting, command.get_name()))
            continue;
        const auto* const node = find(setting);
        auto* const option = find_option(app, command, setting.option);
        if (node != nullptr && option != nullptr && option->count() == 0)
            give(*option, values_of(setting, *node), origin(*node));
    }
    for (const auto& table : metric_tables)
        if (auto* const option = find_option(app, command, table.option); option != nullptr)
            if (option->get_expected_max() > 1) // one limit, as of bisect, is what is asked for
                add_limits(table, *option);
}

std::vector<Record> ConfigFile::records(std::string_view name) const {
    std::vector<Record> records;
    const auto* const tables = root_[name].as_array();
    if (tables == nullptr)
        return records;
    for (const auto& table : *tables) {
        auto& record = records.emplace_back(Record{.origin = origin(table), .directory = directory().string()});
        for (const auto& [key, node] : *table.as_table())
            record.values[std::string(key.str())] = words_of(key.str(), node);
    }
    return records;
}

void ConfigFile::check() const {
    for (const auto& [key, node] : root_) {
        const std::string_view name = key.str();
        if (const auto* const kind = find_record_kind(name)) {
            check_records(*kind, node);
            continue;
        }
        if ((is_section(name) || is_metric_table(name)) && !node.is_table())
            refuse(node, fmt::format("'{}' is no table", name), fmt::format("write it as [{}]", name));
        if (is_metric_table(name))
            continue;
        if (is_section(name))
            check_section(name, *node.as_table());
        else
            check_setting("", name, node);
    }
}

void ConfigFile::check_section(std::string_view section, const toml::table& table) const {
    for (const auto& [key, node] : table)
        check_setting(section, key.str(), node);
}

void ConfigFile::check_setting(std::string_view section, std::string_view key, const toml::node& node) const {
    const auto* const setting = find_setting(section, key);
    if (setting == nullptr)
        refuse(node, fmt::format("unknown key '{}'{}", key, section.empty() ? "" : fmt::format(" in [{}]", section)),
               suggestion(key, keys_of(section)));
    (void)values_of(*setting, node);
}

void ConfigFile::check_records(const RecordKind& kind, const toml::node& node) const {
    const auto* const tables = node.as_array();
    if (tables == nullptr || !tables->is_homogeneous<toml::table>())
        refuse(node, fmt::format("'{}' is no list of tables", kind.name),
               fmt::format("write each as [[{}]]", kind.name));
    for (const auto& table : *tables)
        for (const auto& [key, value] : *table.as_table()) {
            if (std::ranges::find(kind.keys, key.str()) == kind.keys.end())
                refuse(value, fmt::format("unknown key '{}' in [[{}]]", key.str(), kind.name),
                       suggestion(key.str(), kind.keys));
            (void)words_of(key.str(), value);
        }
}

std::vector<std::string> ConfigFile::words_of(std::string_view key, const toml::node& node) const {
    const auto* const list = node.as_array();
    if (list == nullptr)
        return {spelled(key, node)};
    std::vector<std::string> words;
    for (const auto& element : *list)
        words.push_back(spelled(key, element));
    return words;
}

std::vector<std::string> ConfigFile::values_of(const Setting& setting, const toml::node& node) const {
    const bool many = setting.kind != SettingKind::value && setting.kind != SettingKind::path;
    auto values = many ? words_of(setting.key, node) : std::vector{spelled(setting.key, node)};
    if (setting.kind == SettingKind::path || setting.kind == SettingKind::paths)
        for (auto& value : values)
            value = (directory() / value).lexically_normal().string();
    // Of a file above, by the way up: so the command means the same in another checkout.
    const auto here = fs::current_path();
    const bool is_above = !here.lexically_relative(directory()).native().starts_with("..");
    const auto where = is_above ? directory().lexically_relative(here) : directory();
    if (setting.kind == SettingKind::commands && directory() != here)
        for (auto& value : values)
            value = "cd " + process::join_words({where.string()}) + " && " + value;
    return values;
}

fs::path ConfigFile::directory() const { return fs::absolute(file_).parent_path(); }

const toml::node* ConfigFile::find(const Setting& setting) const {
    const auto* const table = setting.section.empty() ? &root_ : root_[setting.section].as_table();
    return table == nullptr ? nullptr : table->get(setting.key);
}

void ConfigFile::add_limits(const Setting& table, CLI::Option& option) const {
    const auto* const limits = root_[table.section].as_table();
    if (limits == nullptr)
        return;
    const auto given = option.results();
    for (const auto& [key, node] : *limits) {
        const auto metric = std::string(key.str()) + "=";
        if (std::ranges::none_of(given, [&](const std::string& word) { return word.starts_with(metric); }))
            give(option, {metric + spelled(key.str(), node)}, origin(node));
    }
}

std::string ConfigFile::origin(const toml::node& node) const {
    return fmt::format("{}:{}", file_.string(), node.source().begin.line);
}

/// A toml value as the command line would spell it.
std::string ConfigFile::spelled(std::string_view key, const toml::node& node) const {
    if (const auto text = node.value_exact<std::string>())
        return *text;
    if (const auto flag = node.value_exact<bool>())
        return *flag ? "true" : "false";
    if (const auto whole = node.value_exact<std::int64_t>())
        return std::to_string(*whole);
    if (const auto number = node.value_exact<double>())
        return fmt::format("{}", *number);
    refuse(node, fmt::format("'{}' is neither a text nor a number nor true or false", key),
           "see docs/configuration.md");
}

void ConfigFile::refuse(const toml::node& node, const std::string& what, const std::string& hint) const {
    throw Error(fmt::format("{}: {}", origin(node), what), hint);
}

} // namespace perfeng::cli
