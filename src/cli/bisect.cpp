#include "perfeng/pipeline/bisect.hpp"

#include "commands.hpp"
#include "measuring_options.hpp"

#include "perfeng/report/bisection.hpp"
#include "perfeng/store/document.hpp"

#include <utility>

namespace perfeng::cli {
namespace {

class Bisect : public Command {
public:
    [[nodiscard]] std::string name() const override { return "bisect"; }
    [[nodiscard]] std::string summary() const override { return "Find the first commit that regressed"; }
    [[nodiscard]] std::string details() const override {
        return R"(Halves the way from GOOD to BAD, along first parents. Each step builds a commit in a work tree of its own and
compares it in pairs with GOOD. Commits that cannot be built are skipped. Stopped, the same command goes on
where it was. Exit status: 0 found, 2 BAD is not worse than GOOD.

Examples:
  perfeng bisect v1.2 HEAD --build make -- ./app big.txt
  perfeng bisect v1.2 HEAD --threshold peak_rss=10% -- cargo run --release -- big.txt)";
    }
    [[nodiscard]] bool takes_workload() const override { return true; }

    void add_options(CLI::App& app) override {
        app.add_option("good", good_, "A commit before the regression")->type_name("GOOD")->required();
        app.add_option("bad", bad_, "A commit with it")->type_name("BAD")->required();
        app.add_option("--threshold", threshold_, "A commit is bad where this is broken")
            ->type_name("METRIC=LIMIT")
            ->capture_default_str();
        pairs_.add_to(app);
        measuring_.passes = "none";
        measuring_.add_to(app);
    }

    ExitCode run(Session& session) override {
        const auto format = std::string(session.page_format().name);
        session.check_output();
        const auto bisection = pipeline::bisect(session.context(), read(session));
        const auto page = report::bisection_page(bisection);
        session.emit(format == "json"       ? store::write_document(bisection)
                     : format == "markdown" ? report::as_markdown(page)
                                            : report::as_text(page, session.style()));
        return ExitCode::ok;
    }

private:
    [[nodiscard]] pipeline::BisectOptions read(const Session& session) const {
        auto measure = measuring_.read(session.workload_words());
        if (measure.workload.argv.empty())
            throw Error("no command to measure", "write it after `--`: perfeng bisect GOOD BAD -- ./program");
        // One by one: GCC 12 destroys twice what stands in nested braces before an expression that throws.
        pipeline::BisectOptions options;
        options.threshold = analysis::parse_threshold(threshold_);
        measure.count_instructions = measure.count_instructions || options.threshold.metric == "instructions";
        options.good = good_;
        options.bad = bad_;
        options.revisions.build = std::exchange(measure.build, {}).build;
        options.revisions.remeasure.measure = std::move(measure);
        options.revisions.remeasure.pairs = pairs_.read();
        options.revisions.remeasure.alpha = GateOptions().alpha();
        return options;
    }

    std::string good_;
    std::string bad_;
    std::string threshold_ = "cpu_time=3%";
    PairOptions pairs_;
    MeasuringOptions measuring_;
};

} // namespace

std::unique_ptr<Command> bisect_command() { return std::make_unique<Bisect>(); }

} // namespace perfeng::cli
