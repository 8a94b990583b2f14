#include "settings_in_force.hpp"

#include "config.hpp"
#include "config_file.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <iterator>

namespace perfeng::cli {
namespace {

namespace fs = std::filesystem;

std::vector<CLI::App*> commands_of(CLI::App& root) {
    return root.get_subcommands([](CLI::App* /*any*/) { return true; });
}

/// That of the command that the section is named after, else of the first that it concerns.
const CLI::Option* option_of(CLI::App& root, const Setting& setting) {
    auto commands = commands_of(root);
    std::ranges::stable_partition(commands,
                                  [&](const CLI::App* command) { return command->get_name() == setting.section; });
    for (auto* const command : commands)
        if (concerns(setting, command->get_name()))
            if (const auto* const option = find_option(root, *command, setting.option))
                return option;
    return nullptr;
}

std::string normal_value(const CLI::Option& option, ValueKind kind, const std::string& value) {
    switch (kind) {
    case ValueKind::flag:
        return option.as<bool>() ? "true" : "false";
    case ValueKind::whole:
        return std::to_string(option.as<std::uint64_t>());
    case ValueKind::number:
        return fmt::format("{}", option.as<double>());
    default:
        return value;
    }
}

std::vector<std::string> values_in_force(const CLI::Option& option, ValueKind kind) {
    std::vector<std::string> values;
    for (const auto& value : option.results())
        values.push_back(normal_value(option, kind, value));
    if (values.empty() && kind == ValueKind::flag)
        values.emplace_back("false");
    else if (values.empty() && !option.get_default_str().empty())
        values.push_back(option.get_default_str());
    return values;
}

/// Paths below the working directory count from there: so they can be read back.
std::vector<std::string> with_near_paths(std::vector<std::string> values, ValueKind kind) {
    for (auto& value : values) {
        const auto start = kind == ValueKind::inputs ? value.find('=') + 1 : 0;
        const auto near = fs::absolute(value.substr(start)).lexically_relative(fs::current_path());
        if (kind == ValueKind::path || kind == ValueKind::paths || kind == ValueKind::inputs)
            if (!near.empty() && !near.native().starts_with(".."))
                value = value.substr(0, start) + near.string();
    }
    return values;
}

std::string origin_of(const CLI::Option& option, const std::vector<Given>& given) {
    const auto found = std::ranges::find(given, &option, &Given::option);
    if (found != given.end())
        return found->origin;
    return option.count() > 0 ? "command line" : "built in";
}

SettingInForce in_force(CLI::App& root, const Setting& setting, const std::vector<Given>& given) {
    SettingInForce shown{std::string(setting.section), std::string(setting.key), setting.kind, {}, "built in"};
    if (const auto* const option = option_of(root, setting)) {
        shown.values = with_near_paths(values_in_force(*option, setting.kind), setting.kind);
        shown.origin = origin_of(*option, given);
    }
    return shown;
}

void add_limits_in_force(const Setting& table, const CLI::Option* option, const std::vector<Given>& given,
                         std::vector<SettingInForce>& all) {
    for (const auto& one : given)
        for (const auto& word : one.option == option ? one.values : std::vector<std::string>{}) {
            const auto equals = word.rfind('=');
            all.push_back({std::string(table.section),
                           word.substr(0, equals),
                           ValueKind::quantity,
                           {word.substr(equals + 1)},
                           one.origin});
        }
}

} // namespace

std::vector<SettingInForce> settings_in_force(CLI::App& root, const Session& session) {
    auto given = session.given();
    for (auto* const command : commands_of(root))
        std::ranges::move(apply_configuration(root, *command, session.options().config), std::back_inserter(given));
    std::vector<SettingInForce> all;
    for (const auto& setting : settings)
        all.push_back(in_force(root, setting, given));
    for (const auto& table : metric_tables)
        add_limits_in_force(table, option_of(root, table), given, all);
    return all;
}

std::vector<RecordInForce> records_in_force(const Session& session) {
    std::vector<RecordInForce> all;
    for (const auto& kind : record_kinds())
        for (auto& record : configured_records(kind.name, session.options().config)) {
            if (kind.name == "workloads" && record.word("cwd").empty() && record.directory != fs::current_path())
                record.values["cwd"] = {record.directory}; // what it is without
            auto& shown = all.emplace_back(RecordInForce{kind.name, {}, record.origin});
            for (const auto& key : kind.keys)
                if (record.values.contains(key.name))
                    shown.values.emplace_back(key, with_near_paths(record.words(key.name), key.kind));
        }
    return all;
}

} // namespace perfeng::cli
