#include "perfeng/analysis/history.hpp"
#include "perfeng/stats/summary.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <map>
#include <unordered_map>

namespace perfeng::analysis {
namespace {

/// Each commit of a line has two places: its own, and one for what follows it.
class Places {
public:
    explicit Places(const std::vector<tools::DatedCommit>& commits) : commits_(commits), earliest_(commits.size()) {
        for (std::size_t i = 0; i < commits.size(); ++i)
            index_.emplace(commits[i].hash, i);
        for (std::size_t i = commits.size(); i-- > 0;)
            earliest_[i] =
                i + 1 < commits.size() ? std::min(commits[i].committed, earliest_[i + 1]) : commits[i].committed;
    }

    [[nodiscard]] const tools::DatedCommit* commit(const std::string& hash) const {
        const auto found = index_.find(hash);
        return found == index_.end() ? nullptr : &commits_[found->second];
    }
    [[nodiscard]] std::optional<std::size_t> index(const HistoryPoint& point) const {
        const auto found = index_.find(point.commit);
        return point.dirty || found == index_.end() ? std::nullopt : std::optional(found->second);
    }
    [[nodiscard]] std::int64_t place(const HistoryPoint& point) const {
        if (const auto found = index_.find(point.commit); found != index_.end())
            return 2 * static_cast<std::int64_t>(found->second) + (point.dirty ? 1 : 0);
        // The last commit that is no younger: `earliest_` rises.
        const auto younger = std::ranges::upper_bound(earliest_, point.created);
        return 2 * (younger - earliest_.begin()) - 1;
    }

private:
    const std::vector<tools::DatedCommit>& commits_;
    std::vector<std::string> earliest_; ///< of the dates from each on
    std::unordered_map<std::string, std::size_t> index_;
};

bool depends_on_machine(std::string_view metric, Unit unit) {
    constexpr std::array counted_by_machine{"instructions", "cycles"};
    return unit == Unit::seconds ||
           std::ranges::find(counted_by_machine, metric_family(metric)) != counted_by_machine.end();
}

/// Of those of machines; removes what is not taken.
std::vector<HistoryMachine> take_machines(std::vector<MetricPoint>& measurements, bool only_latest) {
    std::map<std::string, HistoryMachine> counts;
    for (const auto& measurement : measurements) {
        auto& entry = counts[measurement.machine];
        entry.machine = measurement.machine;
        ++entry.measurements;
        entry.taken = !only_latest || measurement.machine == measurements.back().machine;
    }
    std::erase_if(measurements, [&](const MetricPoint& measurement) { return !counts[measurement.machine].taken; });
    std::vector<HistoryMachine> machines;
    for (const auto& [words, machine] : counts)
        machines.push_back(machine);
    std::ranges::stable_sort(machines, [](const auto& a, const auto& b) {
        return std::pair(a.taken, a.measurements) > std::pair(b.taken, b.measurements);
    });
    return machines;
}

double median_of(const std::vector<const MetricPoint*>& group, double (*figure)(const MetricPoint&)) {
    std::vector<double> figures;
    for (const auto* const measurement : group)
        figures.push_back(figure(*measurement));
    return stats::median(figures);
}

/// `group` is oldest first.
HistoryPoint joined(const std::vector<const MetricPoint*>& group) {
    const auto& latest = *group.back();
    HistoryPoint point;
    point.commit = latest.commit;
    point.dirty = latest.dirty;
    point.id = latest.id;
    point.created = latest.created;
    point.measurements = group.size();
    for (const auto* const measurement : group)
        point.n += measurement->n;
    point.median = median_of(group, [](const MetricPoint& measurement) { return measurement.median; });
    if (std::ranges::all_of(group, [](const MetricPoint* measurement) { return measurement->ci.has_value(); }))
        point.ci = Interval{median_of(group, [](const MetricPoint& measurement) { return measurement.ci->lo; }),
                            median_of(group, [](const MetricPoint& measurement) { return measurement.ci->hi; })};
    return point;
}

/// By commit, but each of a work tree with changes on its own: two of them need not be alike.
std::vector<HistoryPoint> points_of(const std::vector<MetricPoint>& measurements) {
    std::vector<std::vector<const MetricPoint*>> groups;
    std::unordered_map<std::string, std::size_t> group_of;
    for (const auto& measurement : measurements) {
        const bool alone = measurement.dirty || measurement.commit.empty();
        const auto [known, is_new] = group_of.emplace(alone ? measurement.id : measurement.commit, groups.size());
        if (is_new)
            groups.emplace_back();
        groups[known->second].push_back(&measurement);
    }
    std::vector<HistoryPoint> points;
    for (const auto& group : groups)
        points.push_back(joined(group));
    return points;
}

void put_in_order(std::vector<HistoryPoint>& points, const Places& places) {
    for (auto& point : points)
        if (const auto* const commit = places.commit(point.commit))
            point.title = commit->title;
    std::ranges::stable_sort(points, [&](const HistoryPoint& a, const HistoryPoint& b) {
        return std::pair(places.place(a), a.created) < std::pair(places.place(b), b.created);
    });
}

void keep_last(History& history, std::size_t last) {
    auto& points = history.points;
    history.earlier = last > 0 && last < points.size() ? points.size() - last : 0;
    points.erase(points.begin(), points.begin() + static_cast<std::ptrdiff_t>(history.earlier));
    for (std::size_t i = 1; i < points.size(); ++i)
        if (points[i - 1].median != 0)
            points[i].change = points[i].median / points[i - 1].median - 1;
}

void count_commits(History& history, const Places& places) {
    for (auto& change : history.changes) {
        const auto before = places.index(history.points[change.at - 1]);
        const auto after = places.index(history.points[change.at]);
        if (before && after)
            change.commits = *after - *before;
    }
}

} // namespace

std::vector<std::string> measured_commits(const std::vector<MetricPoint>& measurements) {
    std::set<std::string> hashes;
    for (const auto& measurement : measurements)
        if (!measurement.dirty && !measurement.commit.empty())
            hashes.insert(measurement.commit);
    return {hashes.begin(), hashes.end()};
}

History history_of(std::string_view metric, std::vector<MetricPoint> measurements, const CommitLine& line,
                   const HistoryChoice& choice) {
    History history;
    history.metric = metric;
    history.least_change = choice.least_change.value_or(least_change_of(metric));
    history.order = line.commits.empty() ? "time" : "git";
    history.order_note = line.note;
    std::erase_if(measurements, [&](const MetricPoint& measurement) {
        return !std::isfinite(measurement.median) || (!choice.name.empty() && measurement.name != choice.name) ||
               measurement.created < choice.since;
    });
    history.on_other_branches = std::erase_if(measurements, [&](const MetricPoint& measurement) {
        return !measurement.dirty && line.elsewhere.contains(measurement.commit);
    });
    if (measurements.empty())
        return history;
    history.unit = measurements.back().unit;
    history.better = measurements.back().better;
    history.machines = take_machines(measurements, !choice.all_machines && depends_on_machine(metric, history.unit));
    history.points = points_of(measurements);
    const Places places(line.commits);
    put_in_order(history.points, places);
    keep_last(history, choice.last);
    history.changes = level_changes(history.points, history.better, history.least_change);
    count_commits(history, places);
    return history;
}

} // namespace perfeng::analysis
