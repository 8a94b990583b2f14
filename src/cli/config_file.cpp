#include "config_file.hpp"

#include "toml_values.hpp"

#include "perfeng/model/error.hpp"
#include "perfeng/process/file.hpp"
#include "perfeng/process/program.hpp"
#include "perfeng/store/location.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace perfeng::cli {
namespace {

namespace fs = std::filesystem;

/// Of a file above, by the way up: so the command means the same in another checkout.
std::string shell_command_in(const fs::path& directory, const std::string& command) {
    const auto here = fs::current_path();
    if (directory == here)
        return command;
    const bool is_above = !here.lexically_relative(directory).native().starts_with("..");
    const auto where = is_above ? directory.lexically_relative(here) : directory;
    return "cd " + process::join_words({where.string()}) + " && " + command;
}

} // namespace

CLI::Option* find_option(CLI::App& app, CLI::App& command, std::string_view name) {
    for (auto* const owner : {&command, &app})
        if (auto* const option = owner->get_option_no_throw(std::string(name)))
            return option;
    return nullptr;
}

void give(CLI::Option& option, const std::vector<std::string>& values, const std::string& origin,
          std::vector<Given>& given) {
    if (values.empty()) // an empty list
        return;
    try {
        for (const auto& value : values)
            option.add_result(value);
        option.run_callback();
    } catch (const CLI::Error& error) {
        throw Error(origin + ": " + error.what(), "see perfeng --help for what " + option.get_name() + " takes");
    }
    given.push_back({&option, values, origin});
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

void ConfigFile::apply(CLI::App& app, CLI::App& command, std::vector<Given>& given) const {
    for (const auto& setting : settings) {
        if (!concerns(setting, command.get_name()))
            continue;
        const auto* const node = find(setting);
        auto* const option = find_option(app, command, setting.option);
        if (node != nullptr && option != nullptr && option->count() == 0)
            give(*option, values_of(setting.kind, *node), origin(*node), given);
    }
    for (const auto& table : metric_tables)
        if (auto* const option = find_option(app, command, table.option); option != nullptr)
            if (option->get_expected_max() > 1) // one limit, as of bisect, is what is asked for
                add_limits(table, *option, given);
}

std::vector<Record> ConfigFile::records(std::string_view name) const {
    std::vector<Record> records;
    const auto* const kind = find_record_kind(name);
    const auto* const tables = root_[name].as_array();
    if (tables == nullptr)
        return records;
    for (const auto& table : *tables) {
        auto& record = records.emplace_back();
        record.origin = origin(table);
        record.directory = directory().string();
        for (const auto& [key, node] : *table.as_table())
            record.values[std::string(key.str())] = values_of(kind->find(key.str())->kind, node);
    }
    return records;
}

std::vector<std::string> ConfigFile::values_of(ValueKind kind, const toml::node& node) const {
    if (kind == ValueKind::words && node.is_string())
        return naming(origin(node), [&] { return process::split_words(spelled(node).front()); });
    auto values = spelled(node);
    const auto in_file = [&](std::string_view path) { return (directory() / path).lexically_normal().string(); };
    for (auto& value : values)
        if (kind == ValueKind::path || kind == ValueKind::paths)
            value = store::is_url(value) ? value : in_file(value);
        else if (kind == ValueKind::inputs)
            value = value.substr(0, value.find('=') + 1) + in_file(value.substr(value.find('=') + 1));
        else if (kind == ValueKind::command || kind == ValueKind::commands)
            value = shell_command_in(directory(), value);
    return values;
}

fs::path ConfigFile::directory() const { return fs::absolute(file_).parent_path(); }

const toml::node* ConfigFile::find(const Setting& setting) const {
    const auto* const table = setting.section.empty() ? &root_ : root_[setting.section].as_table();
    return table == nullptr ? nullptr : table->get(setting.key);
}

void ConfigFile::add_limits(const Setting& table, CLI::Option& option, std::vector<Given>& given) const {
    const auto* const limits = root_[table.section].as_table();
    if (limits == nullptr)
        return;
    const auto earlier = option.results();
    for (const auto& [key, node] : *limits) {
        const auto metric = std::string(key.str()) + "=";
        if (std::ranges::none_of(earlier, [&](const std::string& word) { return word.starts_with(metric); }))
            give(option, {metric + spelled(node).front()}, origin(node), given);
    }
}

std::string ConfigFile::origin(const toml::node& node) const {
    const auto near = fs::absolute(file_).lexically_relative(fs::current_path());
    const bool is_below = !near.empty() && !near.native().starts_with("..");
    return fmt::format("{}:{}", (is_below ? near : file_).string(), node.source().begin.line);
}

} // namespace perfeng::cli
