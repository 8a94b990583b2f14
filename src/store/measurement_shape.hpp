#pragma once

#include "finding_shape.hpp"
#include "memory_shape.hpp"
#include "profile_shape.hpp"
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
    a.field("root", workload.root);
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
    a.field("steal", environment.steal);
    a.field("others", environment.others);
    a.field("throttled", environment.throttled);
    a.field("isolation", environment.isolation);
    a.field("tools", environment.tools);
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

void describe(auto& a, like<SymbolSize> auto& symbol) {
    a.required("name", symbol.name);
    a.required("size", symbol.size);
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
    a.field("symbols", executable.symbols);
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
    a.field("noise_floor", metric.noise_floor);
}

void describe(auto& a, like<PairedBase> auto& paired) {
    a.required("id", paired.id);
    a.required("sha256", paired.sha256);
    a.required("metrics", paired.metrics);
    a.field("function_times", paired.function_times);
    a.field("instruction_counts", paired.instruction_counts);
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
    a.field("function_times", measurement.function_times);
    a.field("instruction_counts", measurement.instruction_counts);
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
