#include "commands.hpp"
#include "evidence_options.hpp"
#include "finding_options.hpp"
#include "measuring_options.hpp"
#include "outcome.hpp"
#include "size_settings.hpp"

namespace perfeng::cli {
namespace {

class Baseline : public Command {
public:
    [[nodiscard]] std::string name() const override { return "baseline"; }
    [[nodiscard]] std::string summary() const override {
        return "Measure a command: time, memory, CPU profile, allocations, leaks, sizes";
    }
    [[nodiscard]] std::string details() const override {
        return "Examples:\n"
               "  perfeng baseline -- ./convert big.csv\n"
               "  perfeng baseline --output out.json --trials 30 -- cargo run --release -- big.csv out.json\n"
               "  perfeng baseline --passes none --stdin input.sql -- sqlite3 test.db";
    }
    [[nodiscard]] bool takes_workload() const override { return true; }

    void add_options(CLI::App& app) override {
        measuring_.add_to(app);
        evidence_.add_to(app);
        app.add_option("--budget", budgets_, "The most that a metric may be, as in peak_rss=200MB (repeatable)")
            ->type_name("METRIC=LIMIT");
        findings_.add_to(app);
    }

    ExitCode run(Session& session) override {
        auto options = measuring_.read(session.workload_words());
        for (const auto& text : budgets_)
            options.budgets.push_back(analysis::parse_budget(text));
        options.watch = findings_.watch();
        options.rules = configured_rules(session);
        options.size_budgets = configured_size_budgets(session);
        session.check_output(report::Document::measurement);
        options.evidence = evidence_.read(session);
        const auto measurement = pipeline::baseline(session.context(), options);
        session.emit(measurement);
        return budget_outcome(measurement);
    }

private:
    MeasuringOptions measuring_;
    EvidenceOptions evidence_;
    std::vector<std::string> budgets_;
    FindingOptions findings_;
};

} // namespace

std::unique_ptr<Command> baseline_command() { return std::make_unique<Baseline>(); }

} // namespace perfeng::cli
