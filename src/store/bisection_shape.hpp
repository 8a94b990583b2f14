#pragma once

#include "measurement_shape.hpp"

#include "perfeng/model/bisection.hpp"

namespace perfeng::store {

void describe(auto& a, like<BisectedRevision> auto& revision) {
    a.required("hash", revision.hash);
    a.required("title", revision.title);
    a.required("state", revision.state);
    a.required("change", revision.change);
    a.required("ci", revision.ci);
    a.required("pairs", revision.pairs);
    a.required("note", revision.note);
}

void describe(auto& a, like<Bisection> auto& bisection) {
    a.required("id", bisection.id);
    a.required("created", bisection.created);
    a.required("complete", bisection.complete);
    a.required("command", bisection.command);
    a.required("build", bisection.build);
    a.required("metric", bisection.metric);
    a.required("threshold", bisection.threshold);
    a.required("good", bisection.good);
    a.required("bad", bisection.bad);
    a.required("commits", bisection.commits);
    a.required("tested", bisection.tested);
    a.required("suspects", bisection.suspects);
}

} // namespace perfeng::store
