#include "commands.hpp"
#include "evidence_options.hpp"

namespace perfeng::cli {
namespace {

class Report : public Command {
public:
    [[nodiscard]] std::string name() const override { return "report"; }
    [[nodiscard]] std::string summary() const override { return "Print a saved measurement in any format"; }
    [[nodiscard]] std::string details() const override {
        std::string text = "Formats:";
        for (const auto& format : report::formats())
            text += "\n  " + std::string(format.name) + ": " + std::string(format.description);
        return text;
    }

    void add_options(CLI::App& app) override {
        app.add_option("reference", reference_, "The measurement")->type_name("REF")->capture_default_str();
        add_sort_risks(app, sort_risks_);
        app.add_option("--top", top_, "How many functions to show")->check(CLI::Range(1, 10000))->capture_default_str();
    }

    ExitCode run(Session& session) override {
        const auto& format = session.format();
        session.check_output();
        const auto measurement = session.load_with_stacks(reference_);
        auto style = session.style();
        style.top = top_;
        style.sort_risks = sort_risks_;
        session.emit(format.measurement(measurement, style));
        return ExitCode::ok;
    }

private:
    std::string reference_ = "latest";
    std::size_t top_ = 5;
    std::string sort_risks_ = "score";
};

} // namespace

std::unique_ptr<Command> report_command() { return std::make_unique<Report>(); }

} // namespace perfeng::cli
