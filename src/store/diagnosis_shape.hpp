#pragma once

#include "measurement_shape.hpp"
#include "shape.hpp"

#include "perfeng/model/diagnosis.hpp"

#include <string>

namespace perfeng::store {

// Written, never read.

void describe(auto& a, like<ToolDiagnosis> auto& tool) {
    a.required("name", tool.name);
    a.required("state", std::string(to_string(tool.state)));
    a.required("purpose", tool.purpose);
    a.required("system", tool.system);
    a.required("path", tool.path);
    a.required("version", tool.version);
    a.required("why", tool.why);
    a.required("how", tool.how);
    a.required("slowdown", tool.slowdown);
    a.required("leaves", tool.leaves);
    a.required("commands", tool.commands);
    a.required("formats", tool.formats);
}

void describe(auto& a, like<MachineCheck> auto& check) {
    a.required("name", check.name);
    a.required("state", std::string(to_string(check.state)));
    a.required("found", check.found);
    a.required("means", check.means);
    a.required("how", check.how);
}

void describe(auto& a, like<NoiseFloor> auto& floor) {
    a.required("metric", floor.metric);
    a.required("ci", floor.ci);
}

void describe(auto& a, like<ResolvedChange> auto& resolved) {
    a.required("metric", resolved.metric);
    a.required("threshold", resolved.threshold);
    a.required("pairs", resolved.pairs);
    a.required("change", resolved.change);
}

void describe(auto& a, like<NoiseDiagnosis> auto& noise) {
    a.required("pairs", noise.pairs);
    a.required("seconds_a_pair", noise.seconds_a_pair);
    a.required("floors", noise.floors);
    a.required("resolved", noise.resolved);
}

void describe(auto& a, like<Diagnosis> auto& diagnosis) {
    a.required("environment", diagnosis.environment);
    a.required("tools", diagnosis.tools);
    a.required("checks", diagnosis.checks);
    a.field("noise", diagnosis.noise);
}

} // namespace perfeng::store
