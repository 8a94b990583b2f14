#pragma once

#include "shape.hpp"

#include "perfeng/model/measurement.hpp"

#include <algorithm>
#include <utility>

namespace perfeng::store {

void describe(auto& a, like<Workload> auto& workload) {
    a.required("argv", workload.argv);
    a.check(!workload.argv.empty(), "argv", "at least one word");
    a.field("typed", workload.typed);
    a.required("cwd", workload.cwd);
    a.field("env", workload.env);
    a.field("stdin", workload.stdin_path);
    a.required("input_size", workload.input_size);
    a.field("outputs", workload.outputs);
    a.field("prepare", workload.prepare);
    a.field("cpus", workload.cpus);
    a.field("timeout", workload.timeout);
    a.field("ignore_failure", workload.ignore_failure);
}

void describe(auto& a, like<Environment> auto& environment) {
    a.required("host", environment.host);
    a.required("os", environment.os);
    a.required("kernel", environment.kernel);
    a.required("architecture", environment.architecture);
    a.required("cpu_model", environment.cpu_model);
    a.field("cpu_flags", environment.cpu_flags);
    a.required("cores", environment.cores);
    a.field("governor", environment.governor);
    a.field("virtualisation", environment.virtualisation);
    a.required("memory", environment.memory);
    a.field("libc", environment.libc);
    a.field("load", environment.load);
    a.required("perfeng_version", environment.perfeng_version);
    a.field("git_commit", environment.git_commit);
    a.field("git_dirty", environment.git_dirty);
}

void describe(auto& a, like<Sections> auto& sections) {
    a.required("text", sections.text);
    a.required("data", sections.data);
    a.required("bss", sections.bss);
    a.required("debug", sections.debug);
}

void describe(auto& a, like<Snapshot> auto& snapshot) {
    a.required("path", snapshot.path);
    a.required("sha256", snapshot.sha256);
    a.required("role", snapshot.role);
}

void describe(auto& a, like<BuildFact> auto& fact) {
    a.required("what", fact.what);
    a.required("value", fact.value);
    a.required("source", fact.source);
    a.required("confidence", fact.confidence);
    a.field("declared", fact.declared);
}

void describe(auto& a, like<BuildUnit> auto& unit) {
    a.required("name", unit.name);
    a.required("seconds", unit.seconds);
    a.required("start", unit.start);
    a.required("kind", unit.kind);
    a.required("critical", unit.critical);
}

void describe(auto& a, like<BuildTimes> auto& times) {
    a.required("tool", times.tool);
    a.required("total", times.total);
    a.required("units", times.units);
}

void describe(auto& a, like<Executable> auto& executable) {
    a.required("path", executable.path);
    a.required("sha256", executable.sha256);
    a.required("file_size", executable.file_size);
    a.field("format", executable.format);
    a.required("sections", executable.sections);
    a.required("build", executable.build);
    a.field("build_facts", executable.build_facts);
    a.field("stripped", executable.stripped);
    a.field("debug_info", executable.debug_info);
    a.field("static_linked", executable.static_linked);
    a.field("build_id", executable.build_id);
    a.field("snapshots", executable.snapshots);
}

void describe(auto& a, like<OutputRecord> auto& output) {
    a.required("deterministic", output.deterministic);
    a.required("digest", output.digest);
}

void describe(auto& a, like<Metric> auto& metric) {
    a.required("name", metric.name);
    a.required("unit", metric.unit);
    a.required("better", metric.better);
    a.required("n", metric.summary.n);
    a.required("median", metric.summary.median);
    a.required("mean", metric.summary.mean);
    a.required("stddev", metric.summary.stddev);
    a.required("min", metric.summary.min);
    a.required("max", metric.summary.max);
    a.required("ci", metric.summary.ci);
    a.required("trials", metric.trials);
    a.field("outliers", metric.outliers);
    a.check(std::ranges::all_of(metric.outliers, [&](auto index) { return index < metric.trials.size(); }), "outliers",
            "indexes into trials");
}

void describe(auto& a, like<PairedBase> auto& paired) {
    a.required("id", paired.id);
    a.required("sha256", paired.sha256);
    a.required("metrics", paired.metrics);
}

void describe(auto& a, like<ProfileQuality::UnknownModule> auto& unknown) {
    a.required("module", unknown.module);
    a.required("share", unknown.share);
}

void describe(auto& a, like<ProfileQuality> auto& quality) {
    a.required("rooted_share", quality.rooted_share);
    a.required("unknown_share", quality.unknown_share);
    a.required("capped_share", quality.capped_share);
    a.required("empty_share", quality.empty_share);
    a.required("kernel_share", quality.kernel_share);
    a.field("unknown_by_module", quality.unknown_by_module);
}

void describe(auto& a, like<FunctionCost> auto& function) {
    a.required("name", function.name);
    a.field("raw_name", function.raw_name);
    a.required("module", function.module);
    a.required("file", function.file);
    a.required("line", function.line);
    a.required("self", function.self);
    a.required("total", function.total);
    a.required("self_share", function.self_share);
    a.required("total_share", function.total_share);
    a.field("self_samples", function.self_samples);
    a.field("total_samples", function.total_samples);
    a.field("max_depth", function.max_depth);
    a.field("kernel", function.kernel);
    a.field("inlined", function.inlined);
}

void describe(auto& a, like<CategoryShare> auto& category) {
    a.required("category", category.category);
    a.required("share", category.share);
    a.required("ci", category.ci);
    a.required("samples", category.samples);
    a.required("allocations", category.allocations);
    a.required("allocated_bytes", category.allocated_bytes);
    a.required("temporary", category.temporary);
}

void describe(auto& a, like<HotLine> auto& line) {
    a.required("function", line.function);
    a.required("file", line.file);
    a.required("line", line.line);
    a.required("share", line.share);
    a.required("samples", line.samples);
    a.required("first_line", line.first_line);
    a.required("source", line.source);
}

void describe(auto& a, like<Recursion> auto& recursion) {
    a.required("function", recursion.function);
    a.required("file", recursion.file);
    a.required("line", recursion.line);
    a.required("max_depth", recursion.max_depth);
    a.required("mean_depth", recursion.mean_depth);
    a.required("share", recursion.share);
    a.required("recursive_share", recursion.recursive_share);
}

void describe(auto& a, like<Watched> auto& watched) {
    a.required("pattern", watched.pattern);
    a.required("function", watched.function);
    a.required("file", watched.file);
    a.required("line", watched.line);
    a.required("self_share", watched.self_share);
    a.required("total_share", watched.total_share);
    a.required("samples", watched.samples);
    a.required("most", watched.most);
}

void describe(auto& a, like<Profile> auto& profile) {
    a.required("tool", profile.tool);
    a.required("event", profile.event);
    a.required("unit", profile.unit);
    a.field("frequency", profile.frequency);
    a.required("samples", profile.samples);
    a.required("lost", profile.lost);
    a.required("weight", profile.weight);
    a.field("call_graph", profile.call_graph);
    a.field("depth_cap", profile.depth_cap);
    a.required("quality", profile.quality);
    a.required("functions", profile.functions);
    a.field("categories", profile.categories);
    a.field("hot_lines", profile.hot_lines);
    a.field("recursion", profile.recursion);
    a.field("watched", profile.watched);
}

void describe(auto& a, like<MemoryFrame> auto& frame) {
    a.required("function", frame.function);
    a.field("module", frame.module);
    a.field("file", frame.file);
    a.field("line", frame.line);
}

/// The first frame's fields stand beside the stack too, so that a reader who wants the place alone finds it.
template <like<AllocationSite> Site> void describe(auto& a, Site& site) {
    auto place = site.stack.empty() ? MemoryFrame{} : site.stack.front();
    a.required("name", place.function);
    a.required("module", place.module);
    a.required("file", place.file);
    a.required("line", place.line);
    a.required("calls", site.calls);
    a.required("bytes", site.bytes);
    a.field("temporary", site.temporary);
    a.field("peak_bytes", site.peak_bytes);
    a.field("stack", site.stack);
    if constexpr (!std::is_const_v<Site>)
        if (site.stack.empty() && !place.function.empty())
            site.stack.push_back(std::move(place));
}

void describe(auto& a, like<Allocations> auto& allocations) {
    a.required("tool", allocations.tool);
    a.required("calls", allocations.calls);
    a.required("bytes", allocations.bytes);
    a.required("peak_bytes", allocations.peak_bytes);
    a.required("temporary", allocations.temporary);
    a.required("functions", allocations.functions);
}

void describe(auto& a, like<LeakSite> auto& site) {
    a.required("kind", site.kind);
    a.required("count", site.count);
    a.required("bytes", site.bytes);
    a.required("function", site.function);
    a.required("file", site.file);
    a.required("line", site.line);
    a.required("stack", site.stack);
}

void describe(auto& a, like<Leaks> auto& leaks) {
    a.required("tool", leaks.tool);
    a.required("count", leaks.count);
    a.required("bytes", leaks.bytes);
    a.field("possible_count", leaks.possible_count);
    a.field("possible_bytes", leaks.possible_bytes);
    a.field("reachable_count", leaks.reachable_count);
    a.field("reachable_bytes", leaks.reachable_bytes);
    a.field("other_errors", leaks.other_errors);
    a.field("new_count", leaks.new_count);
    a.field("new_bytes", leaks.new_bytes);
    a.required("sites", leaks.sites);
}

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

void describe(auto& a, like<Artifact> auto& artifact) {
    a.required("kind", artifact.kind);
    a.required("sha256", artifact.sha256);
    a.required("path", artifact.path);
}

void describe(auto& a, like<NotMeasured> auto& missing) {
    a.required("what", missing.what);
    a.required("why", missing.why);
    a.required("how", missing.how);
}

void describe(auto& a, like<ImportedFile> auto& file) {
    a.required("path", file.path);
    a.required("format", file.format);
    a.required("what", file.what);
    a.required("holds", file.holds);
    a.required("recorded", file.recorded);
    a.required("warnings", file.warnings);
}

void describe(auto& a, like<Measurement> auto& measurement) {
    a.required("id", measurement.id);
    a.check(!measurement.id.empty(), "id", "an id");
    a.required("role", measurement.role);
    a.required("name", measurement.name);
    a.required("created", measurement.created);
    a.field("timer", measurement.timer);
    a.field("complete", measurement.complete);
    a.required("workload", measurement.workload);
    a.required("environment", measurement.environment);
    a.required("executable", measurement.executable);
    a.field("output", measurement.output);
    a.required("metrics", measurement.metrics);
    a.field("paired", measurement.paired);
    a.required("profile", measurement.profile);
    a.required("allocations", measurement.allocations);
    a.required("leaks", measurement.leaks);
    a.field("build_times", measurement.build_times);
    a.required("findings", measurement.findings);
    a.field("outcomes", measurement.outcomes);
    a.field("risks", measurement.risks);
    a.field("risk_basis", measurement.risk_basis);
    a.required("artifacts", measurement.artifacts);
    a.required("not_measured", measurement.not_measured);
    a.field("imported", measurement.imported);
}

} // namespace perfeng::store
