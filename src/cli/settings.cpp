#include "settings.hpp"

#include "perfeng/model/metric.hpp"

#include <algorithm>

namespace perfeng::cli {

namespace {

std::vector<RecordKey> size_budget_keys() {
    using enum ValueKind;
    std::vector<RecordKey> keys{{"name", text}, {"sizes", quantity}};
    for (const auto& metric : metric_kinds())
        keys.push_back({std::string(metric.name), quantity});
    return keys;
}

std::vector<RecordKey> workload_keys() {
    using enum ValueKind;
    return {{"name", text},           {"command", words},         {"build", command},   {"cwd", path},
            {"stdin", path},          {"env", variables},         {"prepare", text},    {"input_size", number},
            {"inputs", inputs},       {"sizes", quantity},        {"outputs", list},    {"passes", text},
            {"watch", list},          {"thresholds", thresholds}, {"budgets", budgets}, {"timeout", quantity},
            {"ignore_failure", flag}, {"counter", text}};
}

} // namespace

const RecordKey* RecordKind::find(std::string_view key) const {
    const auto found = std::ranges::find(keys, key, &RecordKey::name);
    return found == keys.end() ? nullptr : &*found;
}

const std::vector<RecordKind>& record_kinds() {
    using enum ValueKind;
    static const std::vector<RecordKind> kinds{
        {"workloads", workload_keys()},
        {"rules",
         {{"id", text},
          {"frames", list},
          {"leaf", list},
          {"under", list},
          {"unless", list},
          {"title", text},
          {"meaning", text},
          {"change", text},
          {"before", text},
          {"after", text},
          {"false_alarm", text},
          {"gain", quantity},
          {"gain_source", text},
          {"pins", list},
          {"threshold", quantity}}},
        {"inputs", {{"size", quantity}, {"path", path}}},
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
    const bool of_one_command = setting.section == "try" || setting.section == "check"; // they build other programs
    if (of_one_command || setting.section == command)
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
