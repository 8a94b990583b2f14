#pragma once

#include "check_shape.hpp"
#include "measurement_shape.hpp"

#include "perfeng/model/verification.hpp"

namespace perfeng::store {

void describe(auto& a, like<Excerpt> auto& excerpt) {
    a.required("text", excerpt.text);
    a.required("from", excerpt.from);
    a.required("length", excerpt.length);
    a.required("missing", excerpt.missing);
}

void describe(auto& a, like<FirstDifference> auto& first) {
    a.required("line", first.line);
    a.required("offset", first.offset);
    a.required("before", first.before);
    a.required("base", first.base);
    a.required("candidate", first.candidate);
    a.required("base_after", first.base_after);
    a.required("candidate_after", first.candidate_after);
}

void describe(auto& a, like<MaskUse> auto& use) {
    a.required("mask", use.mask);
    a.required("lines", use.lines);
}

void describe(auto& a, like<OutputComparison> auto& output) {
    a.required("what", output.what);
    a.required("sameness", output.sameness);
    a.required("gated", output.gated);
    a.required("binary", output.binary);
    a.required("base_bytes", output.base_bytes);
    a.required("candidate_bytes", output.candidate_bytes);
    a.required("base_lines", output.base_lines);
    a.required("candidate_lines", output.candidate_lines);
    a.required("removed", output.removed);
    a.required("added", output.added);
    a.required("differing_bytes", output.differing_bytes);
    a.required("unmasked_lines", output.unmasked_lines);
    a.required("masks", output.masks);
    a.required("first", output.first);
    a.required("varies", output.varies);
    a.required("remedy", output.remedy);
}

template <like<Verification> T> void describe(auto& a, T& verification) {
    auto status = status_of(verification.checks);
    a.required("id", verification.id);
    a.check(!verification.id.empty(), "id", "an id");
    a.required("created", verification.created);
    a.required("complete", verification.complete);
    a.required("status", status); // follows from the checks
    a.required("base_id", verification.base_id);
    a.required("candidate_id", verification.candidate_id);
    a.required("command", verification.command);
    a.required("cwd", verification.cwd);
    a.required("program", verification.program);
    a.required("masks", verification.masks);
    a.required("checks", verification.checks);
    a.required("outputs", verification.outputs);
    a.required("not_measured", verification.not_measured);
}

} // namespace perfeng::store
