#include "commands.hpp"
#include "evidence_options.hpp"

#include "perfeng/pipeline/handoff.hpp"
#include "perfeng/process/file.hpp"
#include "perfeng/report/handoff.hpp"
#include "perfeng/store/document.hpp"

#include <filesystem>
#include <map>
#include <optional>
#include <set>
#include <utility>

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
        return text + R"(

A handoff tells what a reviewer, a test writer (tests), the developer of a command line (cli) and a documentation
writer (docs) need: what changed and what shows that it is right, hot paths with benchmark skeletons and
behaviours to pin, start-up and input and output, figures and decisions. More: docs/handoff.md

Examples:
  perfeng report --format markdown
  perfeng report --handoff
  perfeng report candidate --handoff reviewer --format markdown --out handoff.md
  perfeng report --handoff tests --skeletons .)";
    }

    void add_options(CLI::App& app) override {
        app.add_option("reference", reference_, "The measurement")->type_name("REF")->capture_default_str();
        app.add_option("--handoff", handoff_, "For reviewer, tests, cli, docs or all: what they need to know")
            ->type_name("READER")
            ->expected(0, 1)
            ->default_str("all");
        app.add_option("--skeletons", skeletons_, "Write the benchmark skeletons of a handoff below this directory")
            ->type_name("DIR");
        add_sort_risks(app, sort_risks_);
        app.add_option("--top", top_, "How many functions to show")->check(CLI::Range(1, 10000))->capture_default_str();
    }

    ExitCode run(Session& session) override {
        if (handoff_asked())
            return hand_off(session);
        session.check_output(report::Document::measurement);
        const auto measurement = session.load_with_stacks(reference_);
        auto style = session.style();
        style.top = top_;
        style.sort_risks = sort_risks_;
        session.emit(measurement, style);
        return ExitCode::ok;
    }

private:
    /// What stands behind --handoff may be the reference as well.
    bool handoff_asked() {
        if (!skeletons_.empty() && handoff_.empty())
            handoff_ = "tests";
        if (!handoff_.empty() && !readers_of(handoff_) && reference_ == "latest")
            reference_ = std::exchange(handoff_, "all");
        return !handoff_.empty();
    }

    static std::optional<std::set<pipeline::HandoffReader>> readers_of(const std::string& name) {
        using enum pipeline::HandoffReader;
        static const std::map<std::string, std::set<pipeline::HandoffReader>> known{
            {"reviewer", {reviewer}},
            {"tests", {tests}},
            {"cli", {cli}},
            {"docs", {docs}},
            {"all", {reviewer, tests, cli, docs}}};
        const auto found = known.find(name);
        return found == known.end() ? std::nullopt : std::optional(found->second);
    }

    ExitCode hand_off(Session& session) const {
        const auto& format = session.page_format().name;
        session.check_output();
        const auto readers = readers_of(handoff_);
        if (!readers)
            throw Error("nobody to hand off to is called '" + handoff_ + "'",
                        "readers: reviewer, tests, cli, docs, all");
        const auto measurement = session.load_with_stacks(reference_);
        const auto handoff = pipeline::hand_off(session.context(), measurement, *readers);
        if (!skeletons_.empty())
            write_skeletons(session, handoff);
        if (format == "json")
            session.emit(store::write_document(handoff));
        else if (format == "markdown")
            session.emit(as_markdown(report::handoff_page(handoff, session.style())));
        else
            session.emit(as_text(report::handoff_page(handoff, session.style()), session.style()));
        return ExitCode::ok;
    }

    /// A file that is there already stays as it is.
    void write_skeletons(Session& session, const Handoff& handoff) const {
        if (!handoff.tests)
            throw Error("--skeletons goes with --handoff tests or all",
                        "perfeng report --handoff tests --skeletons DIR");
        for (const auto& skeleton : handoff.tests->skeletons) {
            const auto path = std::filesystem::path(skeletons_) / skeleton.path;
            if (std::filesystem::exists(path)) {
                session.progress().warn(path.string() + " is there already, and stays as it is");
                continue;
            }
            std::filesystem::create_directories(path.parent_path());
            process::write_file(path, skeleton.content);
            session.progress().say("wrote " + path.string());
        }
    }

    std::string handoff_;
    std::string skeletons_;
    std::string reference_ = "latest";
    std::size_t top_ = 5;
    std::string sort_risks_ = "score";
};

} // namespace

std::unique_ptr<Command> report_command() { return std::make_unique<Report>(); }

} // namespace perfeng::cli
