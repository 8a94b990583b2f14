#pragma once

#include "perfeng/model/history.hpp"
#include "perfeng/tools/source/revisions.hpp"

#include <cstddef>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace perfeng::analysis {

/// What a repository knows of the commits that were measured.
struct CommitLine {
    std::vector<tools::DatedCommit> commits; ///< parents before their children; empty: git tells no order
    std::set<std::string> elsewhere;         ///< hashes that it holds, but not in this line: of other branches
    std::string note;                        ///< for people: why there is no order, or what is missing in it
};

/// Which measurements are taken, and what counts as a change.
struct HistoryChoice {
    std::string name;                   ///< of the measurement; empty: any
    std::string since;                  ///< the first moment, ISO 8601 or its beginning; empty: any
    bool all_machines = false;          ///< else times only of machines like that of the latest measurement
    std::size_t last = 0;               ///< points; 0: all
    std::optional<double> least_change; ///< as a fraction; none: that of the metric
};

/// 2%, but nothing for metrics that are the same in each execution.
[[nodiscard]] double least_change_of(std::string_view metric);

/// Whole hashes of the commits as which work trees without changes were measured, each once.
[[nodiscard]] std::vector<std::string> measured_commits(const std::vector<MetricPoint>& measurements);

/// Points in the order of the commits, the changes of their level, and what was left out. A point without a place in
/// the line (no commit, or one that the repository does not hold) stands behind the last commit that was made before
/// it was measured; a work tree with changes behind its commit. Without a line all stand by time. Measurements without
/// a figure are passed over. The command, its directory and other workloads are left to the caller.
[[nodiscard]] History history_of(std::string_view metric, std::vector<MetricPoint> measurements, const CommitLine& line,
                                 const HistoryChoice& choice);

/// The changes of the level between points (stats::change_points), which of them went away, and which are such a
/// return: a later change goes the other way, to within a quarter of the first or `least_change` of the level before
/// it.
[[nodiscard]] std::vector<HistoryChange> level_changes(const std::vector<HistoryPoint>& points, Better better,
                                                       double least_change);

} // namespace perfeng::analysis
