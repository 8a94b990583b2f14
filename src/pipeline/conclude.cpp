#include "source_lines.hpp"
#include "subject.hpp"

#include "perfeng/analysis/advice.hpp"
#include "perfeng/analysis/build_advice.hpp"
#include "perfeng/analysis/categories.hpp"
#include "perfeng/analysis/doubts.hpp"
#include "perfeng/analysis/hot_places.hpp"
#include "perfeng/analysis/outcomes.hpp"

#include <algorithm>
#include <iterator>

namespace perfeng::pipeline {
namespace {

void describe_profile(Measurement& measurement, const MeasureOptions& options) {
    auto& profile = *measurement.profile;
    analysis::categorise(profile, measurement.allocations ? &*measurement.allocations : nullptr);
    analysis::find_hot_lines(profile);
    analysis::find_recursion(profile);
    analysis::find_watched(profile, options.watch);
    add_source_lines(profile, measurement.workload.cwd);
}

void add_findings(Measurement& measurement, std::vector<Finding> findings) {
    std::ranges::move(findings, std::back_inserter(measurement.findings));
}

std::vector<Finding> findings_on_size(const Measurement& measurement, const MeasureOptions& options) {
    const auto* const budget = budget_of_its_size(measurement, options);
    if (budget == nullptr)
        return {};
    const auto bottleneck = measurement.profile && analysis::is_suspect(measurement.metrics, *budget)
                                ? analysis::bottleneck_in_words(*measurement.profile)
                                : std::string();
    return analysis::size_budget_findings(measurement.metrics, *measurement.workload.input_size, *budget, bottleneck);
}

} // namespace

const analysis::SizeBudget* budget_of_its_size(const Measurement& measurement, const MeasureOptions& options) {
    const auto size = measurement.workload.input_size;
    return size ? analysis::budget_of_size(options.size_budgets, *size) : nullptr;
}

void conclude(process::Runner& runner, const store::Store* store, Measurement& measurement,
              const MeasureOptions& options) {
    measurement.findings.clear();
    if (measurement.profile)
        describe_profile(measurement, options);
    add_findings(measurement, analysis::build_faults(measurement));
    add_findings(measurement, analysis::trial_doubts(measurement));
    add_findings(measurement, analysis::profile_doubts(measurement));
    add_findings(measurement, analysis::budget_findings(measurement, options.budgets));
    add_findings(measurement, findings_on_size(measurement, options));
    const auto outcomes = store != nullptr ? store->outcomes() : std::vector<RuleOutcome>{};
    add_findings(measurement,
                 analysis::advise(measurement, {.rules = options.rules, .record = analysis::record_of(outcomes)}));
    if (measurement.complete)
        assess_risks(runner, measurement, options.evidence);
    add_limit_risks(measurement, options.evidence, options.budgets);
    add_findings(measurement, analysis::build_advice(measurement));
}

} // namespace perfeng::pipeline
