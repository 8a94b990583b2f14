#pragma once

#include "shape.hpp"

#include "perfeng/model/measurement.hpp"

namespace perfeng::store {

void describe(auto& a, like<Impact> auto& impact) {
    a.required("metric", impact.metric);
    a.required("ceiling", impact.ceiling);
}

void describe(auto& a, like<CallSite> auto& site) {
    a.required("function", site.function);
    a.required("file", site.file);
    a.required("line", site.line);
    a.required("share", site.share);
    a.required("samples", site.samples);
}

void describe(auto& a, like<Advice> auto& advice) {
    a.required("samples", advice.samples);
    a.required("share", advice.share);
    a.required("share_ci", advice.share_ci);
    a.required("sites", advice.sites);
    a.required("allocations", advice.allocations);
    a.required("allocated_bytes", advice.allocated_bytes);
    a.required("gain", advice.gain);
    a.required("gain_source", advice.gain_source);
    a.required("expected", advice.expected);
    a.required("before", advice.before);
    a.required("after", advice.after);
    a.required("false_alarm", advice.false_alarm);
    a.required("tested", advice.tested);
    a.required("pins", advice.pins);
    a.required("verify", advice.verify);
    a.field("lint", advice.lint);
    a.field("record", advice.record);
}

void describe(auto& a, like<Finding> auto& finding) {
    a.required("id", finding.id);
    a.required("kind", finding.kind);
    a.required("rule", finding.rule);
    a.required("title", finding.title);
    a.required("evidence", finding.evidence);
    a.required("change", finding.change);
    a.required("impact", finding.impact);
    a.required("function", finding.function);
    a.required("file", finding.file);
    a.required("line", finding.line);
    a.required("confidence", finding.confidence);
    a.field("advice", finding.advice);
}

void describe(auto& a, like<RuleOutcome> auto& outcome) {
    a.required("rule", outcome.rule);
    a.required("function", outcome.function);
    a.required("file", outcome.file);
    a.required("line", outcome.line);
    a.required("base", outcome.base);
    a.required("candidate", outcome.candidate);
    a.required("bound", outcome.bound);
    a.required("expected", outcome.expected);
    a.required("removed", outcome.removed);
    a.required("achieved", outcome.achieved);
    a.required("achieved_ci", outcome.achieved_ci);
    a.required("together", outcome.together);
}

void describe(auto& a, like<Risk> auto& risk) {
    a.required("function", risk.function);
    a.required("file", risk.file);
    a.required("line", risk.line);
    a.required("heat", risk.heat);
    a.required("share", risk.share);
    a.required("share_ci", risk.share_ci);
    a.required("samples", risk.samples);
    a.required("uncovered", risk.uncovered);
    a.required("coverage", risk.coverage);
    a.required("uncovered_lines", risk.uncovered_lines);
    a.required("churn", risk.churn);
    a.required("changed_lines", risk.changed_lines);
    a.required("file_changes", risk.file_changes);
    a.required("first_line", risk.first_line);
    a.required("last_line", risk.last_line);
    a.required("extent", risk.extent);
    a.required("touched", risk.touched);
    a.required("score", risk.score);
    a.required("level", risk.level);
}

void describe(auto& a, like<CoverageUse> auto& coverage) {
    a.required("tools", coverage.tools);
    a.required("files", coverage.files);
    a.required("mapped_files", coverage.mapped_files);
    a.required("lines", coverage.lines);
    a.required("executed_lines", coverage.executed_lines);
    a.required("unmapped", coverage.unmapped);
}

void describe(auto& a, like<LintUse> auto& lints) {
    a.required("tools", lints.tools);
    a.required("all", lints.all);
    a.required("hot", lints.hot);
    a.required("support", lints.support);
    a.required("cold", lints.cold);
    a.required("other", lints.other);
    a.required("unmapped", lints.unmapped);
}

void describe(auto& a, like<RiskBasis> auto& basis) {
    a.required("root", basis.root);
    a.required("coverage", basis.coverage);
    a.required("churn", basis.churn);
    a.required("churn_days", basis.churn_days);
    a.required("unmapped_functions", basis.unmapped_functions);
    a.required("unmapped_share", basis.unmapped_share);
    a.required("lints", basis.lints);
}

} // namespace perfeng::store
