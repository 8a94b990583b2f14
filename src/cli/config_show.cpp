#include "commands.hpp"
#include "finding_options.hpp"
#include "settings_in_force.hpp"
#include "size_settings.hpp"
#include "toml_text.hpp"
#include "workload_settings.hpp"

#include "perfeng/process/program.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

namespace perfeng::cli {
namespace {

using ConfigJson = nlohmann::ordered_json;

std::string shown_line(std::string_view key, ValueKind kind, const std::vector<std::string>& values,
                       const std::string& origin) {
    const auto comment = origin.empty() ? "" : "  # " + origin;
    if (values.empty())
        return fmt::format("# {} ={}\n", toml_key(key), origin.empty() ? "" : "  # not set");
    return fmt::format("{} = {}{}\n", toml_key(key), toml_value(kind, values), comment);
}

std::string settings_as_toml(const std::vector<SettingInForce>& all, bool with_origin) {
    std::string text;
    std::string section;
    for (const auto& setting : all) {
        if (setting.section != section)
            text += "\n[" + setting.section + "]\n";
        section = setting.section;
        text += shown_line(setting.key, setting.kind, setting.values, with_origin ? setting.origin : "");
    }
    return text;
}

std::string record_as_toml(const RecordInForce& record, bool with_origin) {
    auto text = fmt::format("\n[[{}]]{}\n", record.name, with_origin ? "  # " + record.origin : "");
    for (const auto& [key, values] : record.values)
        text += shown_line(key.name, key.kind, values, "");
    return text;
}

ConfigJson table_as_json(ValueKind kind, const std::vector<std::string>& words) {
    auto table = ConfigJson::object();
    for (const auto& word : words) {
        const auto equals = kind == ValueKind::variables ? word.find('=') : word.rfind('=');
        table[word.substr(0, equals)] = word.substr(equals + 1);
    }
    return table;
}

/// As it stands in TOML; null where it is not set.
ConfigJson value_as_json(ValueKind kind, const std::vector<std::string>& values) {
    if (values.empty())
        return nullptr;
    const auto text = toml_value(kind, values);
    if (text.starts_with("["))
        return values;
    if (text.starts_with("{"))
        return table_as_json(kind, values);
    const bool plain = kind == ValueKind::flag || kind == ValueKind::whole || kind == ValueKind::number;
    return plain ? ConfigJson::parse(text) : ConfigJson(values.front());
}

ConfigJson record_as_json(const RecordInForce& record) {
    auto values = ConfigJson::object();
    for (const auto& [key, words] : record.values)
        values[key.name] = value_as_json(key.kind, words);
    return {{"key", record.name}, {"value", std::move(values)}, {"origin", record.origin}};
}

std::string as_json_list(const std::vector<SettingInForce>& all, const std::vector<RecordInForce>& records) {
    auto list = ConfigJson::array();
    for (const auto& setting : all)
        list.push_back({{"key", (setting.section.empty() ? "" : setting.section + ".") + setting.key},
                        {"value", value_as_json(setting.kind, setting.values)},
                        {"origin", setting.origin}});
    for (const auto& record : records)
        list.push_back(record_as_json(record));
    return list.dump(2, ' ', false, ConfigJson::error_handler_t::replace) + "\n";
}

class ConfigCommand : public Command {
public:
    [[nodiscard]] std::string name() const override { return "config"; }
    [[nodiscard]] std::string summary() const override { return "Show the configuration that counts here"; }
    [[nodiscard]] std::string details() const override {
        return "perfeng config show prints every key of perfeng.toml with its value in force, as TOML that perfeng "
               "reads\n"
               "back; it checks the whole configuration first. See docs/configuration.md.\n\n"
               "Examples:\n"
               "  perfeng config show\n"
               "  perfeng config show --origin     where each value comes from\n"
               "  perfeng config show --json";
    }

    void add_options(CLI::App& app) override {
        app.add_option("what", what_, "show")->type_name("show");
        app.add_flag("--origin", origin_, "Tell where each value comes from");
        root_ = app.get_parent();
    }

    ExitCode run(Session& session) override {
        session.check_output();
        if (what_.empty())
            session.emit(summary() + ".\n\n" + details() + "\n");
        else if (what_ == "show")
            session.emit(shown(session));
        else
            throw Error("perfeng config cannot '" + what_ + "'", "write: perfeng config show [--origin]");
        return ExitCode::ok;
    }

private:
    [[nodiscard]] std::string shown(const Session& session) const {
        (void)configured_workloads(session);
        (void)configured_rules(session);
        (void)configured_inputs(session);
        (void)configured_size_budgets(session);
        const auto all = settings_in_force(*root_, session);
        const auto records = records_in_force(session);
        if (session.options().format == "json")
            return as_json_list(all, records);
        auto text = settings_as_toml(all, origin_);
        for (const auto& record : records)
            text += record_as_toml(record, origin_);
        return text;
    }

    std::string what_;
    bool origin_ = false;
    CLI::App* root_ = nullptr;
};

} // namespace

std::unique_ptr<Command> config_command() { return std::make_unique<ConfigCommand>(); }

} // namespace perfeng::cli
