#include "junit_cases.hpp"

#include "pages.hpp"
#include "verdict.hpp"

#include "perfeng/analysis/functions.hpp"
#include "perfeng/model/quantity.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace perfeng::report {
namespace {

constexpr auto suite_of_all = "checks";

std::string told_change(const MetricChange& metric) {
    return fmt::format("{}: {} {}, from {} to {}, threshold {}, {}", to_string(metric.verdict), label_of(metric.name),
                       change_with_interval(metric), quantity(metric.base, metric.unit),
                       quantity(metric.candidate, metric.unit), percent_limit(metric.threshold),
                       counted(metric.pairs, "pair"));
}

CaseOutcome outcome_of_metric(const MetricChange& metric) {
    if (metric.verdict == Verdict::regressed)
        return CaseOutcome::failed;
    return metric.verdict == Verdict::inconclusive && !metric.not_worse ? CaseOutcome::skipped : CaseOutcome::passed;
}

JunitCase case_of(const MetricChange& metric) {
    return {.name = metric.name,
            .outcome = outcome_of_metric(metric),
            .type = std::string(to_string(metric.verdict)),
            .message = told_change(metric),
            .seconds = metric.unit == Unit::seconds ? metric.candidate : 0,
            .output = ""};
}

JunitCase case_of(const Check& check) {
    const auto outcome = check.status == CheckStatus::passed   ? CaseOutcome::passed
                         : check.status == CheckStatus::failed ? CaseOutcome::failed
                                                               : CaseOutcome::skipped;
    const auto how = check.how.empty() ? "" : ": " + check.how;
    return {.name = check.name,
            .outcome = outcome,
            .type = std::string(to_string(check.kind)),
            .message = check.detail + how,
            .seconds = check.seconds,
            .output = check.tail};
}

/// Where a verification compared the output, its check tells it: with masks, and by the line.
bool tells_the_output(const std::vector<Check>& checks) {
    return std::ranges::any_of(checks, [](const Check& check) {
        return check.kind == CheckKind::output && check.status != CheckStatus::not_run;
    });
}

void add_output(const Comparison& comparison, std::vector<JunitCase>& cases) {
    if (!comparison.output_identical || tells_the_output(comparison.checks))
        return;
    const bool same = *comparison.output_identical;
    cases.push_back({.name = "output",
                     .outcome = same ? CaseOutcome::passed : CaseOutcome::failed,
                     .type = "output",
                     .message = same ? "identical" : "the output differs from the baseline's"});
}

void add_leaks(const Comparison& comparison, std::vector<JunitCase>& cases) {
    if (!comparison.leaks)
        return;
    const auto added = analysis::added_leaks(*comparison.leaks);
    cases.push_back({.name = "new leaks",
                     .outcome = added.empty() ? CaseOutcome::passed : CaseOutcome::failed,
                     .type = "leak",
                     .message = added.empty() ? "no new place leaks" : counted(added.size(), "new leak")});
    for (const auto& [site, new_place] : added)
        cases.back().output +=
            fmt::format("{} in {}: {} {}\n", bytes(static_cast<double>(site.bytes)), counted(site.count, "block"),
                        site.function, place_of(site.file, site.line, "", ""));
}

JunitCase case_of(const JudgedWorkload& workload, const Gate& gate) {
    const bool failing = std::ranges::none_of(gate.reasons, [&](const Reason& reason) {
        return reason.workload == workload.name && reason.kind == ReasonKind::workload && !reason.failing;
    });
    return {.name = "measured",
            .outcome = failing ? CaseOutcome::broken : CaseOutcome::skipped,
            .type = "not measured",
            .message = workload.error};
}

/// Told by the cases above already: by its own, or by that of leaks or of the whole workload.
bool is_told(const Reason& reason, const std::vector<JunitCase>& cases) {
    if (reason.kind == ReasonKind::workload || reason.kind == ReasonKind::leak)
        return !cases.empty();
    return reason.kind != ReasonKind::budget &&
           std::ranges::find(cases, reason.subject, &JunitCase::name) != cases.end();
}

/// Budgets, and what could not be judged: only where a question has no case of its own.
void add_reasons(const Gate& gate, const std::string& workload, std::vector<JunitCase>& cases) {
    for (const auto& reason : gate.reasons) {
        if (reason.workload != workload || is_told(reason, cases))
            continue;
        const auto kind = std::string(to_string(reason.kind));
        cases.push_back({.name = reason.subject.empty() ? kind : kind + ": " + reason.subject,
                         .outcome = reason.failing ? CaseOutcome::failed : CaseOutcome::skipped,
                         .type = kind,
                         .message = reason.text});
    }
}

JunitSuite suite_of(const JudgedWorkload& workload, const Gate& gate) {
    JunitSuite suite{workload.name, {}};
    if (!workload.comparison)
        suite.cases.push_back(case_of(workload, gate));
    else {
        for (const auto& metric : workload.comparison->metrics)
            if (metric.gated)
                suite.cases.push_back(case_of(metric));
        add_output(*workload.comparison, suite.cases);
        add_leaks(*workload.comparison, suite.cases);
        for (const auto& check : workload.comparison->checks)
            suite.cases.push_back(case_of(check));
    }
    add_reasons(gate, workload.name, suite.cases);
    return suite;
}

} // namespace

std::vector<JunitSuite> junit_suites(const Judgement& judgement) {
    std::vector<JunitSuite> suites;
    for (const auto& workload : judgement.workloads)
        suites.push_back(suite_of(workload, judgement.gate));
    JunitSuite all{suite_of_all, {}};
    for (const auto& check : judgement.checks)
        all.cases.push_back(case_of(check));
    add_reasons(judgement.gate, "", all.cases);
    if (!all.cases.empty())
        suites.push_back(std::move(all));
    return suites;
}

} // namespace perfeng::report
