#include "config_file.hpp"
#include "toml_values.hpp"

#include "perfeng/analysis/limits.hpp"
#include "perfeng/model/error.hpp"
#include "perfeng/process/program.hpp"

#include <fmt/format.h>

namespace perfeng::cli {
namespace {

std::string suggestion(std::string_view word, const std::vector<std::string>& known) {
    if (const auto near = process::nearest_word(word, known))
        return "did you mean '" + *near + "'?";
    return fmt::format("known keys: {}", fmt::join(known, ", "));
}

std::vector<std::string> names_of(const RecordKind& kind) {
    std::vector<std::string> names;
    for (const auto& key : kind.keys)
        names.push_back(key.name);
    return names;
}

} // namespace

void ConfigFile::check() const {
    for (const auto& [key, node] : root_) {
        const std::string_view name = key.str();
        const auto* const table = std::ranges::find(metric_tables, name, &Setting::section);
        if (const auto* const kind = find_record_kind(name))
            check_records(*kind, node);
        else if (table != metric_tables.end())
            check_value(name, table->kind, node);
        else if (!is_section(name))
            check_setting("", name, node);
        else if (node.is_table())
            check_section(name, *node.as_table());
        else
            refuse(node, fmt::format("'{}' is no table", name), fmt::format("write it as [{}]", name));
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
    check_value(key, setting->kind, node);
}

void ConfigFile::check_records(const RecordKind& kind, const toml::node& node) const {
    const auto* const tables = node.as_array();
    if (tables == nullptr || !tables->is_homogeneous<toml::table>())
        refuse(node, fmt::format("'{}' is no list of tables", kind.name),
               fmt::format("write each as [[{}]]", kind.name));
    for (const auto& table : *tables)
        for (const auto& [key, value] : *table.as_table()) {
            const auto* const known = kind.find(key.str());
            if (known == nullptr)
                refuse(value, fmt::format("unknown key '{}' in [[{}]]", key.str(), kind.name),
                       suggestion(key.str(), names_of(kind)));
            check_value(key.str(), known->kind, value);
        }
}

void ConfigFile::check_value(std::string_view key, ValueKind kind, const toml::node& node) const {
    if (!is_of_kind(node, kind))
        refuse(node, fmt::format("'{}' takes {}, not {}", key, expected(kind), found_instead(node)),
               "write it as in " + example(key, kind));
    if (const auto* const list = node.as_array())
        for (const auto& element : *list)
            if (!is_of_kind(element, entry_kind(kind)))
                refuse(element, fmt::format("'{}' takes {}, not {} in it", key, expected(kind), found_instead(element)),
                       "write each in quotes");
    if (const auto* const table = node.as_table())
        for (const auto& [name, entry] : *table)
            check_entry(name.str(), kind, entry);
}

void ConfigFile::check_entry(std::string_view key, ValueKind kind, const toml::node& node) const {
    check_value(key, entry_kind(kind), node);
    const auto word = std::string(key) + "=" + spelled(node).front();
    if (kind == ValueKind::thresholds)
        (void)naming(origin(node), [&] { return analysis::parse_threshold(word); });
    if (kind == ValueKind::budgets)
        (void)naming(origin(node), [&] { return analysis::parse_budget(word); });
}

void ConfigFile::refuse(const toml::node& node, const std::string& what, const std::string& hint) const {
    throw Error(fmt::format("{}: {}", origin(node), what), hint);
}

} // namespace perfeng::cli
