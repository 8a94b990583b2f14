#include "commands.hpp"

#include "perfeng/report/page.hpp"
#include "perfeng/store/location.hpp"

#include <nlohmann/json.hpp>

#include <array>
#include <utility>

namespace perfeng::cli {
namespace {

std::array<std::pair<const char*, store::CopyCount>, 5> kinds_of(const store::Copied& copied) {
    return {{{"measurements", copied.measurements},
             {"comparisons", copied.comparisons},
             {"verifications", copied.verifications},
             {"growths", copied.growths},
             {"files", copied.blobs}}};
}

std::string pushed_json(const std::string& to, const store::Copied& copied) {
    nlohmann::ordered_json json{{"to", to}};
    for (const auto& [kind, count] : kinds_of(copied))
        json[kind] = {{"new", count.added}, {"present", count.present}};
    return json.dump(2, ' ', false, nlohmann::ordered_json::error_handler_t::replace) + "\n";
}

report::Page pushed_page(const std::string& to, const store::Copied& copied) {
    report::Table table{.columns = {{""}, {"new", report::Align::right}, {"there already", report::Align::right}}};
    for (const auto& [kind, count] : kinds_of(copied))
        table.rows.push_back({kind, std::to_string(count.added), std::to_string(count.present)});
    return {.title = "Pushed to " + to, .sections = {{.title = "", .blocks = {{.content = table}}}}};
}

class Push : public Command {
public:
    [[nodiscard]] std::string name() const override { return "push"; }
    [[nodiscard]] std::string summary() const override {
        return "Copy measurements, and what is about them, into another store: that of a team";
    }
    [[nodiscard]] std::string details() const override {
        return "All of the store where none is named. With a measurement go the baseline it was paired with, its\n"
               "comparisons, verifications and growths, and the files that these name. What is there already stays as\n"
               "it is, so a push may be repeated, also one that was stopped or failed.\n\n"
               "Examples:\n"
               "  perfeng push --to postgres://ci@db.example.org/perfeng\n"
               "  perfeng push latest --no-blobs      to where perfeng.toml says: [push] to = \"...\"";
    }

    void add_options(CLI::App& app) override {
        app.add_option("refs", refs_, "Measurements; all where none is named")->type_name("REF...");
        app.add_option("--to", to_, "The store to copy into: postgres://USER@HOST/DATABASE, or a directory")
            ->type_name("WHERE");
        app.add_flag("--no-blobs", no_blobs_,
                     "Leave out files: recordings, profiles with stacks, snapshots of programs");
    }

    ExitCode run(Session& session) override {
        const auto& format = session.format().name;
        session.check_output();
        if (to_.empty())
            throw Error("where to push is not said", "give --to postgres://USER@HOST/DATABASE, or `to` in [push] of "
                                                     "perfeng.toml");
        const auto* const from = session.existing_store();
        if (from == nullptr)
            throw Error("nothing has been measured yet: there is no store " + store::shown(session.options().store),
                        "make a measurement first: perfeng baseline -- CMD; or name the store with --store");
        const auto copied = copy(session, *from);
        const auto to = store::shown(to_);
        if (format == "json")
            session.emit(pushed_json(to, copied));
        else
            session.emit(format == "markdown" ? as_markdown(pushed_page(to, copied))
                                              : as_text(pushed_page(to, copied), session.style()));
        return ExitCode::ok;
    }

private:
    [[nodiscard]] store::Copied copy(Session& session, const store::Store& from) const {
        auto target = session.open_store(to_);
        auto& progress = session.progress();
        progress.stage("pushing");
        try {
            const auto copied = from.copy_to(target, refs_, !no_blobs_,
                                             [&](std::size_t done, std::size_t of) { progress.step(done, of, 0); });
            progress.finish();
            return copied;
        } catch (...) {
            progress.finish();
            throw;
        }
    }

    std::vector<std::string> refs_;
    std::string to_;
    bool no_blobs_ = false;
};

} // namespace

std::unique_ptr<Command> push_command() { return std::make_unique<Push>(); }

} // namespace perfeng::cli
