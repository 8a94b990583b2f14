#pragma once

#include "comparison_shape.hpp"

#include "perfeng/model/judgement.hpp"

namespace perfeng::store {

void describe(auto& a, like<JudgedRevision> auto& revision) {
    a.required("commit", revision.commit);
    a.required("title", revision.title);
    a.required("uncommitted", revision.uncommitted);
}

void describe(auto& a, like<JudgedWorkload> auto& workload) {
    a.required("name", workload.name);
    a.required("comparison", workload.comparison);
    a.required("error", workload.error);
}

void describe(auto& a, like<Judgement> auto& judgement) {
    a.required("id", judgement.id);
    a.check(!judgement.id.empty(), "id", "an id");
    a.required("created", judgement.created);
    a.required("base", judgement.base);
    a.required("candidate", judgement.candidate);
    a.required("shard", judgement.shard);
    a.required("complete", judgement.complete);
    a.required("workloads", judgement.workloads);
    a.required("checks", judgement.checks);
    a.required("gate", judgement.gate);
}

} // namespace perfeng::store
