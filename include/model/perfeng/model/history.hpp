#pragma once

#include "perfeng/model/metric.hpp"

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

namespace perfeng {

/// One metric of one measurement, as its history needs it.
struct MetricPoint {
    std::string id; ///< of the measurement
    std::string created;
    std::string name; ///< of the measurement
    std::string commit;
    bool dirty = false;  ///< the work tree differed from the commit
    std::string machine; ///< machine_in_words() of its environment
    Unit unit = Unit::count;
    Better better = Better::lower;
    std::size_t n = 0; ///< trials
    double median = 0;
    std::optional<Interval> ci;
};

/// All measurements of one commit; or one measurement without a commit, or of a work tree that differed from it.
/// `median` is the median of their medians, `ci` that of their intervals' ends, `n` all their trials.
struct HistoryPoint {
    std::string commit; ///< whole hash; empty: none
    std::string title;  ///< first line of its message; empty: the repository does not know it
    bool dirty = false;
    std::string id;      ///< of the latest measurement
    std::string created; ///< likewise
    std::size_t measurements = 0;
    std::size_t n = 0;
    double median = 0;
    std::optional<Interval> ci;
    std::optional<double> change; ///< against the point before; none for the first, and from 0
};

/// A lasting change of the level. `before` and `after` are the medians of the points between this change and its
/// neighbours; `change` is after / before - 1.
struct HistoryChange {
    std::size_t at = 0; ///< index of the first point of the new level
    double before = 0;
    double after = 0;
    double change = 0;
    double p_value = 1;
    bool worse = false;
    std::optional<std::size_t> went_away; ///< index of the point at which the level came back
    bool undoes = false;                  ///< it is such a return itself
    std::optional<std::size_t> commits;   ///< from the point before to this one, where git tells; 1: the very next
};

/// Measurements on one kind of machine.
struct HistoryMachine {
    std::string machine; ///< empty: not known
    std::size_t measurements = 0;
    bool taken = true;
};

/// Another workload of the store that has the metric.
struct OtherWorkload {
    std::string id; ///< of its latest measurement
    std::string command;
};

/// What became of one metric of one workload. `points` are ordered as `order` says: "git" (by the commits' place in the
/// repository, what has no place there by time) or "time".
struct History {
    std::string metric;
    Unit unit = Unit::count;
    Better better = Better::lower;
    std::string command; ///< as the user typed it
    std::string cwd;
    std::string order;
    std::string order_note;  ///< why not by git, or what git does not know; empty: nothing to say
    double least_change = 0; ///< smaller ones are not told as changes of the level
    std::vector<HistoryPoint> points;
    std::vector<HistoryChange> changes; ///< oldest first
    std::vector<HistoryMachine> machines;
    std::size_t on_other_branches = 0; ///< measurements that were left out as their commits are not in HEAD's history
    std::size_t earlier = 0;           ///< points before those asked for
    std::vector<OtherWorkload> others;
};

} // namespace perfeng
