#pragma once

#include "shape.hpp"

#include "perfeng/model/measurement.hpp"

namespace perfeng::store {

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

void describe(auto& a, like<FunctionTime> auto& time) {
    a.required("name", time.name);
    a.required("module", time.module);
    a.required("file", time.file);
    a.required("line", time.line);
    a.required("kernel", time.kernel);
    a.required("samples", time.samples);
    a.required("shares", time.shares);
}

void describe(auto& a, like<FunctionTimes> auto& times) {
    a.required("tool", times.tool);
    a.required("event", times.event);
    a.required("frequency", times.frequency);
    a.required("samples", times.samples);
    a.required("functions", times.functions);
    a.required("others", times.others);
    a.required("unknown", times.unknown);
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

} // namespace perfeng::store
