#include "perfeng/report/bottleneck.hpp"

#include "commands.hpp"
#include "evidence_options.hpp"
#include "finding_options.hpp"

#include "perfeng/analysis/hot_places.hpp"

namespace perfeng::cli {
namespace {

class Bottleneck : public Command {
public:
    [[nodiscard]] std::string name() const override { return "bottleneck"; }
    [[nodiscard]] std::string summary() const override { return "Say where a measured command spends its time"; }
    [[nodiscard]] std::string details() const override {
        return "REF is an id or its unique prefix, a name, baseline, latest, or the path of a JSON document.\n"
               "With --json, the whole measurement is printed.";
    }

    void add_options(CLI::App& app) override {
        app.add_option("reference", reference_, "The measurement")->type_name("REF")->capture_default_str();
        evidence_.add_to(app);
        add_sort_risks(app, sort_risks_);
        app.add_option("--top", top_, "How many functions to show")->check(CLI::Range(1, 10000))->capture_default_str();
        findings_.add_to(app);
    }

    ExitCode run(Session& session) override {
        const auto& format = session.format();
        session.check_output(report::Document::measurement);
        auto measurement = session.load_with_stacks(reference_);
        if (measurement.profile && !findings_.watch().empty())
            analysis::find_watched(*measurement.profile, findings_.watch());
        if (evidence_.given())
            pipeline::assess_risks(session.runner(), measurement, evidence_.read(session));
        auto style = session.style();
        style.top = top_;
        style.sort_risks = sort_risks_;
        if (format.name != "text" && format.name != "markdown") {
            session.emit(measurement, style);
            return ExitCode::ok;
        }
        session.write_exports(measurement, style);
        if (format.name == "text")
            session.emit(report::bottleneck_text(measurement, style));
        else
            session.emit(report::bottleneck_markdown(measurement, style));
        return ExitCode::ok;
    }

private:
    std::string reference_ = "latest";
    std::size_t top_ = 5;
    FindingOptions findings_;
    EvidenceOptions evidence_;
    std::string sort_risks_ = "score";
};

} // namespace

std::unique_ptr<Command> bottleneck_command() { return std::make_unique<Bottleneck>(); }

} // namespace perfeng::cli
