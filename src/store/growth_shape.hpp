#pragma once

#include "comparison_shape.hpp"

#include "perfeng/model/growth.hpp"

namespace perfeng::store {

void describe(auto& a, like<ClassFit> auto& fit) {
    a.required("class", fit.growth);
    a.required("intercept", fit.intercept);
    a.required("coefficient", fit.coefficient);
    a.required("base", fit.base);
    a.required("error", fit.error);
    a.required("aicc", fit.aicc);
}

void describe(auto& a, like<PowerFit> auto& power) {
    a.required("intercept", power.intercept);
    a.required("coefficient", power.coefficient);
    a.required("exponent", power.exponent);
    a.required("ci", power.ci);
}

void describe(auto& a, like<Prediction> auto& prediction) {
    a.required("size", prediction.size);
    a.required("value", prediction.value);
    a.required("ci", prediction.ci);
}

void describe(auto& a, like<GrowthFit> auto& fit) {
    a.required("words", fit.words);
    a.required("classes", fit.classes);
    a.required("power", fit.power);
    a.required("refused", fit.refused);
    a.required("warning", fit.warning);
    a.required("prediction", fit.prediction);
    a.required("not_predicted", fit.not_predicted);
}

void describe(auto& a, like<MetricGrowth> auto& metric) {
    a.required("name", metric.name);
    a.required("unit", metric.unit);
    a.required("sizes", metric.sizes);
    a.required("values", metric.values);
    a.check(metric.sizes.size() == metric.values.size(), "values", "one for each size");
    a.required("fit", metric.fit);
}

void describe(auto& a, like<FunctionGrowth> auto& function) {
    a.required("name", function.name);
    a.required("module", function.module);
    a.required("file", function.file);
    a.required("line", function.line);
    a.required("hot_file", function.hot_file);
    a.required("hot_line", function.hot_line);
    a.required("hot_share", function.hot_share);
    a.required("share", function.share);
    a.required("self_share", function.self_share);
    a.required("own", function.own);
    a.required("recursive", function.recursive);
    a.required("sizes", function.sizes);
    a.required("values", function.values);
    a.check(function.sizes.size() == function.values.size(), "values", "one for each size");
    a.required("fit", function.fit);
}

void describe(auto& a, like<GrowthSize> auto& size) {
    a.required("size", size.size);
    a.required("input", size.input);
    a.required("command", size.command);
    a.required("metrics", size.metrics);
    a.required("counted", size.counted);
}

void describe(auto& a, like<Growth> auto& growth) {
    a.required("id", growth.id);
    a.check(!growth.id.empty(), "id", "an id");
    a.required("name", growth.name);
    a.required("created", growth.created);
    a.required("complete", growth.complete);
    a.required("workload", growth.workload);
    a.required("environment", growth.environment);
    a.required("executable", growth.executable);
    a.required("sizes", growth.sizes);
    a.required("metrics", growth.metrics);
    a.required("counter", growth.counter);
    a.required("counted", growth.counted);
    a.required("counted_unit", growth.counted_unit);
    a.required("functions", growth.functions);
    a.required("at", growth.at);
    a.required("findings", growth.findings);
    a.required("not_measured", growth.not_measured);
    a.required("gate", growth.gate);
}

} // namespace perfeng::store
