#pragma once

#include "check_shape.hpp"
#include "measurement_shape.hpp"

#include "perfeng/model/comparison.hpp"

namespace perfeng::store {

void describe(auto& a, like<Side> auto& side) {
    a.required("id", side.id);
    a.required("name", side.name);
    a.required("command", side.command);
    a.field("sha256", side.sha256);
    a.field("imported", side.imported);
    a.field("cwd", side.cwd);
}

void describe(auto& a, like<MetricChange> auto& metric) {
    a.required("name", metric.name);
    a.required("unit", metric.unit);
    a.field("better", metric.better);
    a.required("base", metric.base);
    a.required("candidate", metric.candidate);
    a.required("change", metric.change);
    a.required("ci", metric.ci);
    a.required("pairs", metric.pairs);
    a.required("threshold", metric.threshold);
    a.required("verdict", metric.verdict);
    a.field("gated", metric.gated);
    a.field("not_worse", metric.not_worse);
    a.field("note", metric.note);
    a.field("noise_floor", metric.noise_floor);
    a.field("base_trials", metric.base_trials);
    a.field("candidate_trials", metric.candidate_trials);
}

void describe(auto& a, like<FunctionChange> auto& function) {
    a.required("name", function.name);
    a.required("base_self", function.base_self);
    a.required("candidate_self", function.candidate_self);
    a.required("change", function.change);
    a.required("ci", function.ci);
    a.required("significant", function.significant);
    a.field("base_samples", function.base_samples);
    a.field("candidate_samples", function.candidate_samples);
    a.field("file", function.file);
    a.field("line", function.line);
    a.field("base_cost", function.base_cost);
    a.field("candidate_cost", function.candidate_cost);
    a.field("cost_ci", function.cost_ci);
    a.field("moved", function.moved);
}

void describe(auto& a, like<Ledger> auto& ledger) {
    a.required("unit", ledger.unit);
    a.required("base", ledger.base);
    a.required("candidate", ledger.candidate);
    a.required("functions", ledger.functions);
    a.required("moved", ledger.moved);
    a.required("within_noise", ledger.within_noise);
    a.required("unattributed", ledger.unattributed);
    a.required("repeats", ledger.repeats);
}

void describe(auto& a, like<AllocationChange> auto& change) {
    a.required("function", change.function);
    a.required("file", change.file);
    a.required("line", change.line);
    a.required("base_calls", change.base_calls);
    a.required("candidate_calls", change.candidate_calls);
    a.required("base_bytes", change.base_bytes);
    a.required("candidate_bytes", change.candidate_bytes);
}

void describe(auto& a, like<SymbolChange> auto& change) {
    a.required("name", change.name);
    a.required("base_size", change.base_size);
    a.required("candidate_size", change.candidate_size);
}

void describe(auto& a, like<LeakSiteChange> auto& change) {
    a.required("site", change.site);
    a.object("base", [&](auto& inner) {
        inner.required("count", change.base_count);
        inner.required("bytes", change.base_bytes);
    });
}

void describe(auto& a, like<LeakChange> auto& leaks) {
    a.object("base", [&](auto& inner) {
        inner.required("count", leaks.base_count);
        inner.required("bytes", leaks.base_bytes);
    });
    a.object("candidate", [&](auto& inner) {
        inner.required("count", leaks.candidate_count);
        inner.required("bytes", leaks.candidate_bytes);
    });
    a.required("new_sites", leaks.new_sites);
    a.field("changed_sites", leaks.changed_sites);
    a.field("gone_sites", leaks.gone_sites);
}

void describe(auto& a, like<Reason> auto& reason) {
    a.required("kind", reason.kind);
    a.required("subject", reason.subject);
    a.required("failing", reason.failing);
    a.required("excess", reason.excess);
    a.field("file", reason.file);
    a.field("line", reason.line);
    a.field("workload", reason.workload);
}

/// `reasons` came first, as texts; `details` tells of each, in the same order.
template <like<Gate> T> void describe(auto& a, T& gate) {
    a.required("status", gate.status);
    a.required("exit_status", gate.exit_status);
    std::vector<std::string> texts;
    for (const auto& reason : gate.reasons)
        texts.push_back(reason.text);
    a.required("reasons", texts);
    a.field("details", gate.reasons);
    if constexpr (!std::is_const_v<T>) {
        gate.reasons.resize(texts.size(), {.failing = gate.status == "failed"});
        for (std::size_t i = 0; i < texts.size(); ++i)
            gate.reasons[i].text = texts[i];
    }
}

void describe(auto& a, like<Comparison> auto& comparison) {
    a.required("id", comparison.id);
    a.check(!comparison.id.empty(), "id", "an id");
    a.required("created", comparison.created);
    a.required("base", comparison.base);
    a.required("candidate", comparison.candidate);
    a.required("method", comparison.method);
    a.field("identical_executables", comparison.identical_executables);
    a.required("metrics", comparison.metrics);
    a.required("functions", comparison.functions);
    a.field("ledger", comparison.ledger);
    a.field("allocations", comparison.allocations);
    a.field("symbols", comparison.symbols);
    a.required("leaks", comparison.leaks);
    a.object("output", [&](auto& inner) { inner.required("identical", comparison.output_identical); });
    a.required("checks", comparison.checks);
    a.required("environment_differs", comparison.environment_differs);
    a.field("environment", comparison.environment);
    a.field("not_measured", comparison.not_measured);
    a.required("gate", comparison.gate);
}

} // namespace perfeng::store
