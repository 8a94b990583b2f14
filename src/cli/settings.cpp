#include "settings.hpp"

#include "perfeng/model/metric.hpp"

#include <algorithm>

namespace perfeng::cli {

namespace {

std::vector<std::string> size_budget_keys() {
    std::vector<std::string> keys{"name", "sizes"};
    for (const auto& kind : metric_kinds())
        keys.emplace_back(kind.name);
    return keys;
}

} // namespace

const std::vector<RecordKind>& record_kinds() {
    static const std::vector<RecordKind> kinds{
        {"rules",
         {"id", "frames", "leaf", "under", "unless", "title", "meaning", "change", "before", "after", "false_alarm",
          "gain", "gain_source", "pins", "threshold"}},
        {"inputs", {"size", "path"}},
        {"size_budgets", size_budget_keys()},
    };
    return kinds;
}

bool is_section(std::string_view name) {
    return !name.empty() &&
           std::ranges::any_of(settings, [&](const Setting& setting) { return setting.section == name; });
}

bool is_metric_table(std::string_view name) {
    return std::ranges::find(metric_tables, name, &Setting::section) != metric_tables.end();
}

bool concerns(const Setting& setting, std::string_view command) {
    constexpr std::string_view of_one_command = "try"; // it builds other programs than the one that is measured
    if (setting.section == of_one_command || setting.section == command)
        return setting.section == command;
    return std::ranges::none_of(
        settings, [&](const Setting& other) { return other.section == command && other.option == setting.option; });
}

const RecordKind* find_record_kind(std::string_view name) {
    const auto found = std::ranges::find(record_kinds(), name, &RecordKind::name);
    return found == record_kinds().end() ? nullptr : &*found;
}

std::vector<std::string> keys_of(std::string_view section) {
    std::vector<std::string> keys;
    const auto add = [&](std::string_view key) {
        if (std::ranges::find(keys, key) == keys.end())
            keys.emplace_back(key);
    };
    for (const auto& setting : settings)
        if (setting.section == section)
            add(setting.key);
    if (!section.empty())
        return keys;
    for (const auto& setting : settings)
        if (!setting.section.empty())
            add(setting.section);
    for (const auto& table : metric_tables)
        add(table.section);
    for (const auto& kind : record_kinds())
        add(kind.name);
    return keys;
}

const Setting* find_setting(std::string_view section, std::string_view key) {
    const auto* const found = std::ranges::find_if(
        settings, [&](const Setting& setting) { return setting.section == section && setting.key == key; });
    return found == settings.end() ? nullptr : found;
}

} // namespace perfeng::cli
