#pragma once

#include "comparison_shape.hpp"
#include "measurement_shape.hpp"
#include "shape.hpp"

#include "perfeng/model/trying.hpp"

#include <string>

namespace perfeng::store {

// Written, never read.

void describe(auto& a, like<SettingLines> auto& lines) {
    a.required("where", lines.where);
    a.required("lines", lines.lines);
}

void describe(auto& a, like<Variant> auto& variant) {
    a.required("name", variant.name);
    a.required("kind", variant.kind);
    a.required("what", variant.what);
    a.required("status", std::string(to_string(variant.status)));
    a.required("why", variant.why);
    a.required("how", variant.how);
    a.required("metrics", variant.metrics);
    a.object("output", [&](auto& inner) { inner.required("identical", variant.output_identical); });
    a.required("verdict", variant.verdict);
    a.required("worth", std::string(to_string(variant.worth)));
    a.required("lines", variant.lines);
    a.required("warnings", variant.warnings);
}

void describe(auto& a, like<Trying> auto& trying) {
    a.required("id", trying.id);
    a.required("created", trying.created);
    a.required("complete", trying.complete);
    a.required("workload", trying.workload);
    a.required("environment", trying.environment);
    a.required("project", trying.project);
    a.required("notes", trying.notes);
    a.required("variants", trying.variants);
}

} // namespace perfeng::store
