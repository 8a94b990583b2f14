#pragma once

#include "perfeng/analysis/history.hpp"
#include "perfeng/model/workload.hpp"
#include "perfeng/pipeline/context.hpp"

#include <optional>
#include <string>

namespace perfeng::pipeline {

struct HistoryOptions {
    std::string metric;
    std::string reference;            ///< a measurement of the workload; empty: `workload` tells
    std::optional<Workload> workload; ///< as the user types it; none: the one that was measured last
    analysis::HistoryChoice choice;
    bool all_branches = false; ///< else only commits in the history of HEAD, where git knows them
};

/// What the store holds of a metric of one workload, by the commits of the repository that the workload lies in, or
/// that perfeng runs in. Throws Error, with what there is instead, for a workload or a metric that was not measured.
[[nodiscard]] History history(const Context& context, const HistoryOptions& options);

} // namespace perfeng::pipeline
