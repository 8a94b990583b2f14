#include "perfeng/pipeline/scale.hpp"

#include "function_counts.hpp"
#include "now.hpp"
#include "saving.hpp"

#include "perfeng/analysis/size_budgets.hpp"
#include "perfeng/measure/metrics.hpp"
#include "perfeng/model/error.hpp"
#include "perfeng/process/file.hpp"
#include "perfeng/process/interrupt.hpp"
#include "perfeng/process/program.hpp"
#include "perfeng/store/id.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace perfeng::pipeline {
namespace {

constexpr std::size_t trials_needed = 3;
constexpr std::size_t trials_for_an_interval = 6;

class Scaling {
public:
    Scaling(const Context& context, const ScaleOptions& options)
        : context_(context), options_(options), subject_(identified()) {
        const auto& measurement = subject_.measurement;
        growth_.id = measurement.id;
        growth_.name = measurement.name;
        growth_.created = measurement.created;
        growth_.workload = measurement.workload;
        growth_.workload.stdin_path = options.measure.workload.stdin_path;
        growth_.environment = measurement.environment;
        growth_.executable = measurement.executable;
        growth_.at = options.at;
    }

    void measure() {
        for (const auto& input : options_.inputs)
            measure_size(input);
    }

    void count() { count_functions(context_, options_, subject_, scratch_.path(), growth_, counted_); }

    void investigate_sizes() {
        for (std::size_t i = 0; i < growth_.sizes.size(); ++i)
            if (const auto* const budget = analysis::budget_of_size(size_budgets(), growth_.sizes[i].size))
                judge_size(growth_.sizes[i], workload_at(growth_.workload, options_.inputs[i]), *budget);
    }

    Growth concluded(bool complete) {
        growth_.complete = complete;
        analysis::fit_metrics(growth_, counted_);
        analysis::fit_functions(growth_, counted_);
        growth_.findings = analysis::growth_findings(growth_);
        auto limits = analysis::predicted_budget_findings(growth_, options_.budgets);
        limits.insert(limits.end(), budget_findings_.begin(), budget_findings_.end());
        growth_.gate =
            analysis::growth_gate(limits, !options_.budgets.empty() || !size_budgets().empty(), options_.strict);
        if (!complete && growth_.gate.status == "passed")
            growth_.gate = {"inconclusive", 0, {{ReasonKind::open, "", "it was stopped before the end", false}}};
        growth_.findings.insert(growth_.findings.end(), limits.begin(), limits.end());
        context_.store.save(growth_);
        return growth_;
    }

    [[nodiscard]] std::size_t finished() const { return growth_.sizes.size(); }
    [[nodiscard]] std::string under_way() const { return analysis::size_text(under_way_); }

private:
    /// What a size stands in for standard input is known only there.
    [[nodiscard]] Subject identified() const {
        auto probe = options_.measure;
        probe.workload.stdin_path.clear();
        return identify(context_, probe, Role::baseline);
    }

    [[nodiscard]] const std::vector<analysis::SizeBudget>& size_budgets() const {
        return options_.measure.size_budgets;
    }

    void measure_size(const ScaleInput& input) {
        process::check_interrupt();
        under_way_ = input.size;
        const auto workload = workload_at(growth_.workload, input);
        if (!workload.stdin_path.empty() && !std::filesystem::exists(workload.stdin_path) && workload.prepare.empty())
            throw Error("cannot read " + workload.stdin_path + ": no such file", "check --stdin");
        context_.progress.say(fmt::format("size {}", analysis::size_text(input.size)));
        std::vector<Trial> trials;
        const measure::TrialSetup setup{context_.runner, timer_for(context_, options_.measure, scratch_.path()),
                                        workload, subject_.files.file, scratch_.path()};
        measure::run_trials(setup, plan_for(input.size), context_.progress, trials);
        growth_.sizes.push_back({.size = input.size,
                                 .input = input.path,
                                 .command = process::join_words(workload.argv),
                                 .metrics = measure::metrics_of(trials)});
    }

    [[nodiscard]] measure::TrialPlan plan_for(double size) const {
        auto plan = options_.measure.plan;
        const bool judged = analysis::budget_of_size(size_budgets(), size) != nullptr;
        if (!plan.trials && !plan.time_budget)
            plan.trials = judged ? trials_for_an_interval : trials_needed;
        else if (plan.trials)
            plan.trials = std::max(*plan.trials, trials_needed);
        return plan;
    }

    void judge_size(const GrowthSize& size, const Workload& workload, const analysis::SizeBudget& budget) {
        process::check_interrupt();
        const auto bottleneck = analysis::is_suspect(size.metrics, budget)
                                    ? investigate(context_, options_, subject_, scratch_.path(), size, workload)
                                    : std::string();
        for (auto& finding : analysis::size_budget_findings(size.metrics, size.size, budget, bottleneck))
            budget_findings_.push_back(std::move(finding));
    }

    const Context& context_;
    const ScaleOptions& options_;
    process::TemporaryDirectory scratch_;
    Subject subject_;
    Growth growth_;
    std::vector<analysis::FunctionsAtSize> counted_;
    std::vector<Finding> budget_findings_;
    double under_way_ = 0;
};

constexpr const char* what_is_kept = "the finished sizes are kept: perfeng scale --show latest";

Error stopped(Scaling& scaling, const ScaleOptions& options) {
    if (scaling.finished() == 0)
        return nothing_saved();
    (void)scaling.concluded(false);
    return {fmt::format("interrupted after {} of {} sizes", scaling.finished(), options.inputs.size()), what_is_kept,
            ExitCode::interrupted};
}

Error failed(Scaling& scaling, const Error& error) {
    auto hint = error.hint();
    if (scaling.finished() > 0) {
        (void)scaling.concluded(false);
        hint += std::string("; ") + what_is_kept;
    }
    return {fmt::format("at size {}: {}", scaling.under_way(), error.what()), hint, error.code()};
}

} // namespace

Growth scale(const Context& context, const ScaleOptions& options) {
    Scaling scaling = unsaved([&] { return Scaling(context, options); });
    try {
        scaling.measure();
        scaling.count();
        scaling.investigate_sizes();
        auto growth = scaling.concluded(true);
        context.progress.finish();
        return growth;
    } catch (const process::Interrupted&) {
        context.progress.finish();
        throw stopped(scaling, options);
    } catch (const Error& error) {
        context.progress.finish();
        throw failed(scaling, error);
    }
}

} // namespace perfeng::pipeline
