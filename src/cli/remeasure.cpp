#include "commands.hpp"
#include "evidence_options.hpp"
#include "finding_options.hpp"
#include "measuring_options.hpp"
#include "outcome.hpp"
#include "size_settings.hpp"

namespace perfeng::cli {
namespace {

class Remeasure : public Command {
public:
    [[nodiscard]] std::string name() const override { return "remeasure"; }
    [[nodiscard]] std::string summary() const override {
        return "Measure again after a change, in pairs with the baseline's snapshot";
    }
    [[nodiscard]] std::string details() const override {
        return "Without a command after `--`, the baseline's is run again. Old and new program run side by side, in\n"
               "random order, so that the machine's drift cannot pass for a change. Judge with: perfeng compare";
    }
    [[nodiscard]] bool takes_workload() const override { return true; }

    void add_options(CLI::App& app) override {
        app.add_option("--baseline", baseline_, "The measurement to pair with")
            ->type_name("REF")
            ->capture_default_str();
        measuring_.add_to(app);
        evidence_.add_to(app);
        pairs_.add_to(app);
        gate_.add_to(app);
        findings_.add_to(app);
    }

    ExitCode run(Session& session) override {
        session.check_output(report::Document::measurement);
        const auto base = session.load(baseline_);
        pipeline::RemeasureOptions options{.measure = measuring_.read(session.workload_words()),
                                           .pairs = pairs_.read(),
                                           .thresholds = gate_.thresholds(measuring_.counts_instructions()),
                                           .alpha = gate_.alpha()};
        options.measure.budgets = gate_.budgets();
        options.measure.size_budgets = configured_size_budgets(session);
        options.measure.watch = findings_.watch();
        options.measure.rules = configured_rules(session);
        options.measure.evidence = evidence_.read(session);
        const auto candidate = pipeline::remeasure(session.context(), base, options);
        session.emit(candidate);
        return budget_outcome(candidate);
    }

private:
    std::string baseline_ = "baseline";
    MeasuringOptions measuring_;
    EvidenceOptions evidence_;
    PairOptions pairs_;
    GateOptions gate_;
    FindingOptions findings_;
};

} // namespace

std::unique_ptr<Command> remeasure_command() { return std::make_unique<Remeasure>(); }

} // namespace perfeng::cli
