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
}

void describe(auto& a, like<Gate> auto& gate) {
    a.required("status", gate.status);
    a.required("exit_status", gate.exit_status);
    a.required("reasons", gate.reasons);
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
    a.required("leaks", comparison.leaks);
    a.object("output", [&](auto& inner) { inner.required("identical", comparison.output_identical); });
    a.required("checks", comparison.checks);
    a.required("environment_differs", comparison.environment_differs);
    a.field("not_measured", comparison.not_measured);
    a.required("gate", comparison.gate);
}

} // namespace perfeng::store
