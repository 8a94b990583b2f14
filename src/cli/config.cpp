#include "config.hpp"

#include "perfeng/model/error.hpp"
#include "perfeng/model/metric.hpp"
#include "perfeng/process/file.hpp"
#include "perfeng/process/program.hpp"

#include <fmt/format.h>
#include <toml++/toml.h>

#include <algorithm>
#include <array>
#include <cctype>
#include <cstdlib>
#include <filesystem>
#include <optional>

namespace perfeng::cli {
namespace {

namespace fs = std::filesystem;

/// One key of perfeng.toml and the option it stands for.
struct Setting {
    std::string_view section; ///< empty: at the top
    std::string_view key;
    std::string_view option;
};

constexpr std::array settings{
    Setting{"", "store", "--store"},
    Setting{"", "format", "--format"},
    Setting{"", "color", "--color"},
    Setting{"", "quiet", "--quiet"},
    Setting{"", "verbose", "--verbose"},
    Setting{"", "strict", "--strict"},
    Setting{"", "top", "--top"},
    Setting{"measure", "passes", "--passes"},
    Setting{"measure", "warmup", "--warmup"},
    Setting{"measure", "trials", "--trials"},
    Setting{"measure", "time_budget", "--time-budget"},
    Setting{"measure", "timeout", "--timeout"},
    Setting{"measure", "prepare", "--prepare"},
    Setting{"measure", "ignore_failure", "--ignore-failure"},
    Setting{"measure", "cpu", "--cpu"},
    Setting{"measure", "timer", "--timer"},
    Setting{"measure", "pass_limit", "--pass-limit"},
    Setting{"measure", "profiler", "--profiler"},
    Setting{"measure", "leak_checker", "--leak-checker"},
    Setting{"measure", "xctrace_template", "--xctrace-template"},
    Setting{"measure", "call_graph", "--call-graph"},
    Setting{"measure", "frequency", "--frequency"},
    Setting{"pairs", "limit", "--pairs"},
    Setting{"pairs", "thorough", "--thorough"},
    Setting{"pairs", "time", "--pair-time"},
    Setting{"pairs", "seed", "--seed"},
};
/// Tables whose keys are metrics.
constexpr std::array metric_tables{Setting{"thresholds", "", "--threshold"}, Setting{"budgets", "", "--budget"}};

[[noreturn]] void refuse(const fs::path& file, const toml::node& node, const std::string& what,
                         const std::string& hint) {
    throw Error(fmt::format("{}:{}: {}", file.string(), node.source().begin.line, what), hint);
}

std::string suggestion(std::string_view word, const std::vector<std::string>& known) {
    if (const auto near = process::nearest_word(word, known))
        return "did you mean '" + *near + "'?";
    std::string all;
    for (const auto& name : known)
        all += (all.empty() ? "" : ", ") + name;
    return "known keys: " + all;
}

/// A toml value as the command line would spell it.
std::string spelled(const fs::path& file, std::string_view key, const toml::node& node) {
    if (const auto text = node.value_exact<std::string>())
        return *text;
    if (const auto flag = node.value_exact<bool>())
        return *flag ? "true" : "false";
    if (const auto whole = node.value_exact<std::int64_t>())
        return std::to_string(*whole);
    if (const auto number = node.value_exact<double>())
        return fmt::format("{}", *number);
    refuse(file, node, fmt::format("'{}' is neither a text nor a number nor true or false", key),
           "see docs/configuration.md");
}

CLI::Option* find_option(CLI::App& app, CLI::App& command, std::string_view name) {
    for (auto* const owner : {&command, &app})
        if (auto* const option = owner->get_option_no_throw(std::string(name)))
            return option;
    return nullptr;
}

/// Hands a value to an option that has none yet, as if it had stood on the command line.
void give(CLI::Option& option, const std::vector<std::string>& values, const std::string& origin) {
    try {
        for (const auto& value : values)
            option.add_result(value);
        option.run_callback();
    } catch (const CLI::Error& error) {
        throw Error(origin + ": " + error.what(), "see perfeng --help for what " + option.get_name() + " takes");
    }
}

std::vector<std::string> keys_of(std::string_view section) {
    std::vector<std::string> keys;
    for (const auto& setting : settings)
        if (setting.section == section)
            keys.emplace_back(setting.key);
    if (section.empty())
        for (const auto* const table : {"measure", "pairs", "thresholds", "budgets"})
            keys.emplace_back(table);
    return keys;
}

const Setting* find_setting(std::string_view section, std::string_view key) {
    const auto* const found = std::ranges::find_if(
        settings, [&](const Setting& setting) { return setting.section == section && setting.key == key; });
    return found == settings.end() ? nullptr : found;
}

/// One configuration file, checked whole, even where the command at hand has no use for a key.
class ConfigFile {
public:
    explicit ConfigFile(fs::path file) : file_(std::move(file)) {
        try {
            root_ = toml::parse(process::read_file(file_), file_.string());
        } catch (const toml::parse_error& error) {
            throw Error(fmt::format("{}:{}: {}", file_.string(), error.source().begin.line, error.description()),
                        "mend the file; see docs/configuration.md");
        }
        check();
    }

    void apply(CLI::App& app, CLI::App& command) const {
        for (const auto& setting : settings) {
            const auto* const node = find(setting);
            auto* const option = find_option(app, command, setting.option);
            if (node != nullptr && option != nullptr && option->count() == 0)
                give(*option, {value_of(setting, *node)}, origin(*node));
        }
        for (const auto& table : metric_tables)
            if (auto* const option = find_option(app, command, table.option); option != nullptr)
                add_limits(table, *option);
    }

private:
    void check() const {
        for (const auto& [key, node] : root_) {
            const std::string_view name = key.str();
            const bool is_section = name == "measure" || name == "pairs";
            const bool is_limits = name == "thresholds" || name == "budgets";
            if ((is_section || is_limits) && !node.is_table())
                refuse(file_, node, fmt::format("'{}' is no table", name), fmt::format("write it as [{}]", name));
            if (is_section)
                check_section(name, *node.as_table());
            else if (!is_limits && find_setting("", name) == nullptr)
                refuse(file_, node, fmt::format("unknown key '{}'", name), suggestion(name, keys_of("")));
            else if (!is_limits)
                (void)spelled(file_, name, node);
        }
    }

    void check_section(std::string_view section, const toml::table& table) const {
        for (const auto& [key, node] : table) {
            if (find_setting(section, key.str()) == nullptr)
                refuse(file_, node, fmt::format("unknown key '{}' in [{}]", key.str(), section),
                       suggestion(key.str(), keys_of(section)));
            (void)spelled(file_, key.str(), node);
        }
    }

    /// The store's place counts from the file that names it.
    [[nodiscard]] std::string value_of(const Setting& setting, const toml::node& node) const {
        auto value = spelled(file_, setting.key, node);
        return setting.option == "--store" ? (fs::absolute(file_).parent_path() / value).lexically_normal().string()
                                           : value;
    }

    [[nodiscard]] const toml::node* find(const Setting& setting) const {
        const auto* const table = setting.section.empty() ? &root_ : root_[setting.section].as_table();
        return table == nullptr ? nullptr : table->get(setting.key);
    }

    /// A metric that the command line limits keeps that limit; the others get the file's.
    void add_limits(const Setting& table, CLI::Option& option) const {
        const auto* const limits = root_[table.section].as_table();
        if (limits == nullptr)
            return;
        const auto given = option.results();
        for (const auto& [key, node] : *limits) {
            const auto metric = std::string(key.str()) + "=";
            if (std::ranges::none_of(given, [&](const std::string& word) { return word.starts_with(metric); }))
                give(option, {metric + spelled(file_, key.str(), node)}, origin(node));
        }
    }

    [[nodiscard]] std::string origin(const toml::node& node) const {
        return fmt::format("{}:{}", file_.string(), node.source().begin.line);
    }

    fs::path file_;
    toml::table root_;
};

std::optional<fs::path> project_file() {
    for (auto directory = fs::current_path();; directory = directory.parent_path()) {
        if (fs::is_regular_file(directory / "perfeng.toml"))
            return directory / "perfeng.toml";
        if (directory == directory.parent_path())
            return std::nullopt;
    }
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

void apply_environment(CLI::App& app, CLI::App& command) {
    std::vector<Setting> all(settings.begin(), settings.end());
    all.insert(all.end(), metric_tables.begin(), metric_tables.end());
    for (const auto& setting : all) {
        const auto variable = variable_of(setting.option);
        const char* const value = std::getenv(variable.c_str());
        auto* const option = find_option(app, command, setting.option);
        if (value != nullptr && option != nullptr && option->count() == 0)
            give(*option, {value}, variable);
    }
}

} // namespace

void apply_configuration(CLI::App& app, CLI::App& command, const std::string& explicit_file) {
    apply_environment(app, command);
    const auto file = explicit_file.empty() ? project_file() : std::optional<fs::path>(explicit_file);
    if (file)
        ConfigFile(*file).apply(app, command);
    if (const auto own = user_file())
        ConfigFile(*own).apply(app, command);
}

} // namespace perfeng::cli
