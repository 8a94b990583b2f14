#pragma once

#include "comparison_shape.hpp"
#include "measurement_shape.hpp"

#include "perfeng/model/handoff.hpp"

namespace perfeng::store {

// Written, never read.

void describe(auto& a, like<HandoffSide> auto& side) {
    a.required("id", side.id);
    a.required("name", side.name);
    a.required("created", side.created);
    a.required("path", side.path);
    a.required("sha256", side.sha256);
    a.required("file_size", side.file_size);
    a.required("build", side.build);
    a.required("git_commit", side.git_commit);
    a.required("git_dirty", side.git_dirty);
}

void describe(auto& a, like<ReviewerNotes> auto& notes) {
    a.required("base", notes.base);
    a.required("candidate", notes.candidate);
    a.required("commits", notes.commits);
    a.required("diffstat", notes.diffstat);
    a.required("comparison", notes.comparison);
    a.required("doubts", notes.doubts);
}

void describe(auto& a, like<HotPath> auto& path) {
    a.required("function", path.function);
    a.required("language", path.language);
    a.required("file", path.file);
    a.required("line", path.line);
    a.required("own_share", path.own_share);
    a.required("self_share", path.self_share);
    a.required("total_share", path.total_share);
    a.required("samples", path.samples);
    a.required("path", path.path);
}

void describe(auto& a, like<Pin> auto& pin) {
    a.required("behaviour", pin.behaviour);
    a.required("idea", pin.idea);
    a.required("because", pin.because);
    a.required("function", pin.function);
    a.required("file", pin.file);
    a.required("line", pin.line);
}

void describe(auto& a, like<Skeleton> auto& skeleton) {
    a.required("function", skeleton.function);
    a.required("framework", skeleton.framework);
    a.required("path", skeleton.path);
    a.required("content", skeleton.content);
    a.required("build_file", skeleton.build_file);
    a.required("build_lines", skeleton.build_lines);
    a.required("run", skeleton.run);
}

void describe(auto& a, like<TestNotes> auto& notes) {
    a.required("input_size", notes.input_size);
    a.required("hot_paths", notes.hot_paths);
    a.required("pins", notes.pins);
    a.required("risks", notes.risks);
    a.required("skeletons", notes.skeletons);
}

void describe(auto& a, like<PhaseShare> auto& phase) {
    a.required("phase", phase.phase);
    a.required("share", phase.share);
    a.required("ci", phase.ci);
    a.required("samples", phase.samples);
    a.required("seconds", phase.seconds);
    a.required("functions", phase.functions);
}

void describe(auto& a, like<CliNotes> auto& notes) {
    a.required("cpu_time", notes.cpu_time);
    a.required("wall_time", notes.wall_time);
    a.required("samples", notes.samples);
    a.required("startup", notes.startup);
    a.required("arguments", notes.arguments);
    a.required("io", notes.io);
    a.required("not_measured", notes.not_measured);
}

void describe(auto& a, like<Decision> auto& decision) {
    a.required("created", decision.created);
    a.required("base", decision.base);
    a.required("candidate", decision.candidate);
    a.required("status", decision.status);
    a.required("commit", decision.commit);
    a.required("metrics", decision.metrics);
}

void describe(auto& a, like<GrowthNote> auto& note) {
    a.required("growth", note.growth);
    a.required("metric", note.metric);
    a.required("words", note.words);
    a.required("least", note.least);
    a.required("most", note.most);
}

void describe(auto& a, like<DocNotes> auto& notes) {
    a.required("command", notes.command);
    a.required("input_size", notes.input_size);
    a.required("metrics", notes.metrics);
    a.required("environment", notes.environment);
    a.required("growth", notes.growth);
    a.required("decisions", notes.decisions);
    a.required("not_measured", notes.not_measured);
}

void describe(auto& a, like<Handoff> auto& handoff) {
    a.required("id", handoff.id);
    a.required("name", handoff.name);
    a.required("created", handoff.created);
    a.required("cwd", handoff.cwd);
    a.required("reviewer", handoff.reviewer);
    a.required("tests", handoff.tests);
    a.required("cli", handoff.cli);
    a.required("docs", handoff.docs);
}

} // namespace perfeng::store
