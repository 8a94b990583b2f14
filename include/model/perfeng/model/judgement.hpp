#pragma once

#include "perfeng/model/check.hpp"
#include "perfeng/model/comparison.hpp"

#include <optional>
#include <string>
#include <vector>

namespace perfeng {

/// One side of a judgement, as git knows it. All empty where a judgement is not of revisions.
struct JudgedRevision {
    std::string commit; ///< whole hash
    std::string title;
    bool uncommitted = false;
};

/// One workload of a judgement. Without a comparison, `error` says why: its program failed, or it was not reached.
struct JudgedWorkload {
    std::string name;
    std::optional<Comparison> comparison;
    std::string error;
};

/// What `perfeng check` says: every workload's comparison, and one gate over all.
struct Judgement {
    std::string id; ///< UUIDv7
    std::string created;
    JudgedRevision base;
    JudgedRevision candidate;
    std::string shard;    ///< "2/4"; empty: all workloads
    bool complete = true; ///< false where the user stopped it: what was finished is there
    std::vector<JudgedWorkload> workloads;
    std::vector<Check> checks; ///< tests and lints of the candidate, of all workloads
    Gate gate;                 ///< its reasons name their workload
};

} // namespace perfeng
