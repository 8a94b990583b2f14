#include "perfeng/pipeline/compare.hpp"

#include "commands.hpp"
#include "measuring_options.hpp"
#include "outcome.hpp"
#include "verifying_options.hpp"

#include "perfeng/pipeline/revisions.hpp"
#include "perfeng/process/program.hpp"
#include "perfeng/report/verification.hpp"

#include <utility>

namespace perfeng::cli {
namespace {

class Compare : public Command {
public:
    [[nodiscard]] std::string name() const override { return "compare"; }
    [[nodiscard]] std::string summary() const override {
        return "Judge a change: improved, regressed, unchanged or inconclusive";
    }
    [[nodiscard]] std::string details() const override {
        return "BASE and CANDIDATE are measurements, by reference or as JSON files. Without them, the latest candidate "
               "is\n"
               "compared with the baseline it was paired with. Exit status: 0 the gate passes, 1 a regression, a "
               "broken\n"
               "budget, another output or a new leak, 4 inconclusive (only with --strict).\n\n"
               "Examples:\n"
               "  perfeng compare\n"
               "  perfeng compare --threshold wall_time=10% --budget peak_rss=200MB\n"
               "  perfeng compare --base 'gzip -c big' --candidate 'gzip -1 -c big'\n"
               "  perfeng compare --git main..HEAD --build make -- ./app big.txt\n"
               "  perfeng compare --git main --counter instructions --threshold instructions=0.1% -- ./app big.txt\n"
               "  perfeng compare --git HEAD -- ./build/app big.txt        what is not committed yet";
    }

    [[nodiscard]] bool takes_workload() const override { return true; }

    void add_options(CLI::App& app) override {
        app.add_option("base-ref", base_, "The measurement to compare with")->type_name("BASE");
        app.add_option("candidate-ref", candidate_, "The measurement to judge")->type_name("CANDIDATE");
        app.add_option("--base", base_command_, "A command to run now, in pairs with --candidate")->type_name("CMD");
        app.add_option("--candidate", candidate_command_, "The command to judge")->type_name("CMD");
        app.add_option("--git", revisions_,
                       "Two revisions, each built in a work tree of its own; one: against what "
                       "stands in the work tree. The program is given after --, by its path")
            ->type_name("BASE[..HEAD]");
        app.add_flag("--no-gate", no_gate_, "Report only: exit status 0 whatever the verdict");
        app.add_flag("--allow-unlike-machines", allow_unlike_, "Judge times that were measured on unlike machines");
        gate_.add_to(app);
        pairs_.add_to(app);
        confirm_.add_to(app);
        measuring_.passes = "size";
        measuring_.add_to(app);
        passes_ = app.get_option("--passes");
        app.add_flag("--verify", verify_, "First verify today's program, as perfeng verify does");
        verifying_.add_to(app);
    }

    ExitCode run(Session& session) override {
        session.check_output(report::Document::comparison);
        pipeline::CompareOptions options{.thresholds = gate_.thresholds(measuring_.counts_instructions()),
                                         .budgets = gate_.budgets(),
                                         .alpha = gate_.alpha(),
                                         .gate = !no_gate_,
                                         .strict = gate_.strict(),
                                         .allow_unlike_machines = allow_unlike_};
        options.confirm = confirm_.confirms();
        const auto comparison = compared(session, options);
        if (auto* const store = session.existing_store()) // two files may be compared where there is none
            store->save(comparison);
        session.emit(comparison);
        return gate_outcome(comparison);
    }

private:
    Comparison compared(Session& session, pipeline::CompareOptions& options) {
        if (!revisions_.empty())
            return compare_revisions(session, options);
        auto sides = read_sides(session);
        options.verified = verified(session, sides);
        if (base_command_.empty())
            return pipeline::compare(sides.base, sides.candidate, options);
        return pipeline::compare_confirmed(
            session.context(), std::move(sides), [&] { return measure_both(session); }, options);
    }

    /// What is known of the candidate's correctness; with --verify, found out first.
    pipeline::Verified verified(Session& session, const pipeline::BothSides& sides) {
        if (verify_ && !base_command_.empty())
            throw Error("--verify and --base go not together: two commands have no saved program to verify",
                        "measure both: perfeng baseline -- CMD, then perfeng remeasure -- CMD, and perfeng compare");
        if (verify_) {
            auto options = verifying_.read();
            options.workload.outputs = sides.candidate.workload.outputs;
            const auto verification = pipeline::verify(session.context(), sides.base, options);
            session.progress().say(report::as_text(report::verification_page(verification), {.width = 0}));
        }
        const auto* const store = session.existing_store();
        return store == nullptr ? pipeline::Verified{} : pipeline::verified(*store, sides.base, sides.candidate);
    }

    pipeline::BothSides read_sides(Session& session) {
        if (base_command_.empty() != candidate_command_.empty())
            throw Error("--base and --candidate go together", "give both commands, or two saved measurements");
        if (!session.workload_words().empty())
            throw Error("perfeng compare takes a command after `--` with --git only",
                        "two commands: perfeng compare --base CMD --candidate CMD; a saved baseline and today's "
                        "program: perfeng remeasure, then perfeng compare");
        if (!base_command_.empty())
            return measure_both(session);
        if (!base_.empty() && !candidate_.empty())
            return {session.load(base_), session.load(candidate_)};
        if (base_.empty()) {
            auto candidate = session.load("candidate");
            const auto base = candidate.paired ? candidate.paired->id : "baseline";
            return {session.load(base), std::move(candidate)};
        }
        return {session.load(base_), session.load("candidate")};
    }

    pipeline::BothSides measure_both(Session& session) {
        const auto side = [&](const std::string& line) {
            return pipeline::RemeasureOptions{.measure = measuring_.read(process::split_words(line)),
                                              .pairs = pairs_.read(),
                                              .thresholds = gate_.thresholds(measuring_.counts_instructions()),
                                              .alpha = gate_.alpha()};
        };
        return pipeline::measure_both(session.context(), side(base_command_), side(candidate_command_));
    }

    Comparison compare_revisions(Session& session, const pipeline::CompareOptions& compare) {
        if (!base_command_.empty() || !base_.empty() || verify_)
            throw Error("--git goes with none of BASE, CANDIDATE, --base, --candidate and --verify",
                        "write: perfeng compare --git main..HEAD [--build CMD] [--test CMD] -- CMD");
        if (passes_->count() == 0)
            measuring_.passes = "size,cpu"; // to tell which functions are to blame
        auto measure = measuring_.read(session.workload_words());
        if (measure.workload.argv.empty())
            throw Error("no command to measure", "write it after `--`: perfeng compare --git main..HEAD -- ./program");
        pipeline::RevisionOptions options; // one by one: see bisect.cpp
        options.build = std::exchange(measure.build, {}).build;
        const auto verifying = verifying_.read();
        options.tests = verifying.tests;
        options.lints = verifying.lints;
        options.time_limit = verifying.time_limit;
        options.remeasure.measure = std::move(measure);
        options.remeasure.pairs = pairs_.read();
        options.remeasure.thresholds = gate_.thresholds(measuring_.counts_instructions());
        options.remeasure.alpha = gate_.alpha();
        return pipeline::compare_revisions(session.context(), pipeline::read_revision_range(revisions_), options,
                                           compare);
    }

    std::string base_;
    std::string candidate_;
    std::string revisions_;
    CLI::Option* passes_ = nullptr;
    std::string base_command_;
    std::string candidate_command_;
    bool no_gate_ = false;
    bool allow_unlike_ = false;
    GateOptions gate_;
    PairOptions pairs_;
    ConfirmOption confirm_;
    MeasuringOptions measuring_;
    VerifyingOptions verifying_;
    bool verify_ = false;
};

} // namespace

std::unique_ptr<Command> compare_command() { return std::make_unique<Compare>(); }

} // namespace perfeng::cli
