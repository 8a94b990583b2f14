#include "commands.hpp"

#include "perfeng/model/quantity.hpp"
#include "perfeng/report/page.hpp"
#include "perfeng/store/location.hpp"

#include <nlohmann/json.hpp>

namespace perfeng::cli {
namespace {

std::string json_of(const std::vector<store::Entry>& entries) {
    auto list = nlohmann::ordered_json::array();
    for (const auto& entry : entries)
        list.push_back({{"id", entry.id},
                        {"created", entry.created},
                        {"role", to_string(entry.role)},
                        {"name", entry.name},
                        {"command", entry.command},
                        {"wall_time", entry.wall_time ? nlohmann::ordered_json(*entry.wall_time) : nullptr},
                        {"cpu_time", entry.cpu_time ? nlohmann::ordered_json(*entry.cpu_time) : nullptr},
                        {"peak_rss", entry.peak_rss ? nlohmann::ordered_json(*entry.peak_rss) : nullptr}});
    return list.dump(2, ' ', false, nlohmann::ordered_json::error_handler_t::replace) + "\n";
}

report::Page page_of(const std::vector<store::Entry>& entries) {
    report::Table table{.columns = {{"id"},
                                    {"created"},
                                    {"role"},
                                    {"name"},
                                    {"wall time", report::Align::right},
                                    {"CPU time", report::Align::right},
                                    {"peak RSS", report::Align::right},
                                    {"command"}}};
    const auto cell = [](const std::optional<double>& value, Unit unit) {
        return report::Text(value ? quantity(*value, unit) : "");
    };
    for (const auto& entry : entries)
        table.rows.push_back({report::code(entry.id), entry.created, std::string(to_string(entry.role)), entry.name,
                              cell(entry.wall_time, Unit::seconds), cell(entry.cpu_time, Unit::seconds),
                              cell(entry.peak_rss, Unit::bytes), report::name(entry.command)});
    return {.title = "Measurements, newest first", .sections = {{.title = "", .blocks = {{.content = table}}}}};
}

class List : public Command {
public:
    [[nodiscard]] std::string name() const override { return "list"; }
    [[nodiscard]] std::string summary() const override { return "List the saved measurements, newest first"; }

    void add_options(CLI::App&) override {}

    ExitCode run(Session& session) override {
        const auto& format = session.page_format().name;
        session.check_output();
        auto* const store = session.existing_store();
        const auto entries = store == nullptr ? std::vector<store::Entry>() : store->list();
        if (format == "json")
            session.emit(json_of(entries));
        else if (entries.empty())
            session.emit("no measurements yet in " + store::shown(session.options().store) +
                         ": perfeng baseline -- CMD\n");
        else
            session.emit(format == "markdown" ? as_markdown(page_of(entries))
                                              : as_text(page_of(entries), session.style()));
        return ExitCode::ok;
    }
};

} // namespace

std::unique_ptr<Command> list_command() { return std::make_unique<List>(); }

} // namespace perfeng::cli
