#pragma once

#include "perfeng/model/judgement.hpp"
#include "perfeng/pipeline/revisions.hpp"
#include "perfeng/pipeline/scale.hpp"

#include <string>
#include <vector>

namespace perfeng::pipeline {

/// One of several workloads. With `inputs`, it has placeholders: its growth over these sizes is compared, and pairs are
/// run at the largest.
struct CheckedWorkload {
    std::string name;
    RevisionOptions revisions;
    CompareOptions compare;
    std::vector<ScaleInput> inputs;
};

/// "2/4": the second of four parts.
struct Shard {
    std::size_t part = 1;
    std::size_t parts = 1;
};
/// Throws Error for what is none.
[[nodiscard]] Shard read_shard(const std::string& text);

/// The workloads of one part: every n-th of them; where there are more parts than workloads, several parts run the same
/// one, on machines of their own.
[[nodiscard]] std::vector<CheckedWorkload> part_of(const std::vector<CheckedWorkload>& workloads, const Shard& shard);

struct CheckOptions {
    std::string against;  ///< the base; empty: where the branch left the main one, else the commit before
    std::string revision; ///< the candidate; empty: what stands in the work tree
    std::vector<CheckedWorkload> workloads;
    Shard shard;            ///< of the workloads; the first part runs the tests and lints
    RevisionOptions checks; ///< tests and lints of the candidate, and their time limit
    std::string cwd;
    bool confirm = false;
    bool strict = false;
    bool gate = true;
};

/// Compares every workload over both revisions, as compare_revisions() does, and gives one judgement. A workload whose
/// program fails is told, and the others go on; one that cannot be built ends the command. Stopped, it returns what is
/// finished as incomplete, with exit status 130. Comparisons are saved.
[[nodiscard]] Judgement check(const Context& context, const CheckOptions& options);

} // namespace perfeng::pipeline
