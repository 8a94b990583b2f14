#include "perfeng/pipeline/check.hpp"

#include "commands.hpp"
#include "finding_options.hpp"
#include "measuring_options.hpp"
#include "verifying_options.hpp"
#include "workload_settings.hpp"

#include <algorithm>
#include <array>
#include <filesystem>
#include <utility>

namespace perfeng::cli {
namespace {

/// What [[workloads]] says of each; then what perfeng verify alone does.
constexpr std::array not_of_check{"--name",     "--input-size",     "--output", "--stdin",     "--env",
                                  "--cwd",      "--snapshot",       "--mask",   "--any-order", "--compiles",
                                  "--sanitize", "--sanitize-build", "--checks"};

/// Which pass brings a metric that a limit is set on.
constexpr std::array<std::pair<std::string_view, pipeline::Pass>, 11> passes_of_metrics{
    {{"allocations", pipeline::Pass::alloc},
     {"allocated_bytes", pipeline::Pass::alloc},
     {"peak_heap", pipeline::Pass::alloc},
     {"temporary_allocations", pipeline::Pass::alloc},
     {"leaks", pipeline::Pass::leaks},
     {"leaked_bytes", pipeline::Pass::leaks},
     {"file_size", pipeline::Pass::size},
     {"text_size", pipeline::Pass::size},
     {"data_size", pipeline::Pass::size},
     {"bss_size", pipeline::Pass::size},
     {"debug_size", pipeline::Pass::size}}};

void add_pass_for(const std::string& metric, std::set<pipeline::Pass>& passes) {
    const auto* const found =
        std::ranges::find(passes_of_metrics, metric, [](const auto& entry) { return entry.first; });
    if (found != passes_of_metrics.end())
        passes.insert(found->second);
}

template <typename T> void append(std::vector<T>& to, const std::vector<T>& from) {
    to.insert(to.end(), from.begin(), from.end());
}

class Check : public Command {
public:
    [[nodiscard]] std::string name() const override { return "check"; }
    [[nodiscard]] std::string summary() const override {
        return "Compare all workloads of perfeng.toml with a baseline revision: one gate";
    }
    [[nodiscard]] std::string details() const override {
        return R"(Builds the baseline revision and the work tree, runs each of [[workloads]] on both in pairs, the tests and lints
of [verify] on the work tree, and gives one verdict. Without --against, the baseline is where the branch left the
main one. In CI a gate that fails is confirmed by a second measurement. Exit status: 0 the gate passes, 1 it fails,
2 a build fails, 3 a workload fails, 4 inconclusive (only with --strict). See docs/ci.md.

Examples:
  perfeng init                               a perfeng.toml to begin with
  perfeng check
  perfeng check --against v1.2 --workload parse
  perfeng check --shard 2/4 --json > part2.json)";
    }

    void add_options(CLI::App& app) override {
        app.add_option("--against", against_, "The revision to compare with")->type_name("REVISION");
        app.add_option("--revision", revision_, "The revision to judge, instead of the work tree")
            ->type_name("REVISION");
        app.add_option("--workload", names_, "Only this one (repeatable)")->type_name("NAME");
        app.add_option("--shard", shard_, "One part of the workloads, as one job of a matrix runs it")
            ->type_name("I/N");
        app.add_flag("--no-gate", no_gate_, "Report only: exit status 0 whatever the verdict");
        gate_.add_to(app);
        pairs_.add_to(app);
        confirm_.add_to(app);
        measuring_.passes = "size,cpu,leaks";
        measuring_.add_to(app);
        findings_.add_to(app);
        verifying_.add_to(app);
        for (const auto* const option : not_of_check)
            app.remove_option(app.get_option_no_throw(option));
    }

    ExitCode run(Session& session) override {
        session.check_output(report::Document::judgement);
        const auto judgement = pipeline::check(session.context(), read(session));
        session.emit(judgement);
        return static_cast<ExitCode>(judgement.gate.exit_status);
    }

private:
    [[nodiscard]] pipeline::CheckOptions read(const Session& session) const {
        pipeline::CheckOptions options; // one by one: see bisect.cpp
        options.against = against_;
        options.revision = revision_;
        options.cwd = std::filesystem::current_path().string();
        options.confirm = confirm_.confirms();
        options.strict = gate_.strict();
        options.gate = !no_gate_;
        if (!shard_.empty())
            options.shard = pipeline::read_shard(shard_);
        const auto verifying = verifying_.read();
        options.checks.tests = verifying.tests;
        options.checks.lints = verifying.lints;
        options.checks.time_limit = verifying.time_limit;
        const auto rules = configured_rules(session);
        for (const auto& configured : chosen(session)) {
            options.workloads.push_back(checked(configured));
            options.workloads.back().revisions.remeasure.measure.rules = rules;
        }
        return options;
    }

    [[nodiscard]] std::vector<ConfiguredWorkload> chosen(const Session& session) const {
        auto all = configured_workloads(session);
        if (all.empty())
            throw Error("perfeng.toml names no workloads",
                        "write one: perfeng init, then put your command under [[workloads]]");
        for (const auto& name : names_)
            (void)workload_named(all, name);
        if (!names_.empty())
            std::erase_if(all, [&](const ConfiguredWorkload& workload) {
                return std::ranges::find(names_, workload.name) == names_.end();
            });
        return all;
    }

    [[nodiscard]] pipeline::CheckedWorkload checked(const ConfiguredWorkload& configured) const {
        pipeline::CheckedWorkload workload;
        workload.name = configured.name;
        workload.inputs = configured.inputs;
        workload.compare.thresholds = gate_.thresholds(counts_instructions(configured));
        append(workload.compare.thresholds, configured.thresholds);
        workload.compare.budgets = gate_.budgets();
        append(workload.compare.budgets, configured.budgets);
        workload.compare.alpha = gate_.alpha();
        workload.compare.strict = gate_.strict();
        workload.compare.confirm = confirm_.confirms();
        auto& remeasure = workload.revisions.remeasure;
        remeasure.measure = measure_options(configured, workload.compare);
        workload.revisions.build = std::exchange(remeasure.measure.build, {}).build;
        if (!configured.build.empty())
            workload.revisions.build = configured.build;
        remeasure.pairs = pairs_.read();
        remeasure.thresholds = workload.compare.thresholds;
        remeasure.alpha = gate_.alpha();
        return workload;
    }

    [[nodiscard]] bool counts_instructions(const ConfiguredWorkload& configured) const {
        return measuring_.counts_instructions() || configured.counter == "instructions";
    }

    [[nodiscard]] pipeline::MeasureOptions measure_options(const ConfiguredWorkload& configured,
                                                           const pipeline::CompareOptions& compare) const {
        auto measuring = measuring_;
        if (!configured.passes.empty())
            measuring.passes = configured.passes;
        auto options = measuring.read(configured.workload.argv);
        options.count_instructions = counts_instructions(configured);
        auto common = std::exchange(options.workload, configured.workload);
        auto& workload = options.workload;
        if (workload.prepare.empty())
            workload.prepare = common.prepare;
        workload.cpus = common.cpus;
        if (!workload.timeout)
            workload.timeout = common.timeout;
        workload.ignore_failure = workload.ignore_failure || common.ignore_failure;
        options.watch = findings_.watch();
        append(options.watch, configured.watch);
        for (const auto& threshold : compare.thresholds)
            add_pass_for(threshold.metric, options.passes);
        for (const auto& budget : compare.budgets)
            add_pass_for(budget.metric, options.passes);
        return options;
    }

    std::string against_;
    std::string revision_;
    std::vector<std::string> names_;
    std::string shard_;
    bool no_gate_ = false;
    GateOptions gate_;
    PairOptions pairs_;
    ConfirmOption confirm_;
    MeasuringOptions measuring_;
    FindingOptions findings_;
    VerifyingOptions verifying_;
};

} // namespace

std::unique_ptr<Command> check_command() { return std::make_unique<Check>(); }

} // namespace perfeng::cli
