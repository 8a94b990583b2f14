#include "metric_rows.hpp"

#include "tables.hpp"

#include "perfeng/store/document.hpp"

#include <algorithm>
#include <limits>
#include <optional>
#include <tuple>

namespace perfeng::store {
namespace {

std::optional<double> bound(const std::optional<Interval>& interval, double Interval::* end) {
    return interval ? std::optional((*interval).*end) : std::nullopt;
}

void insert_metric(const Database& database, const Measurement& measurement, const std::string& key,
                   const Metric& metric) {
    const auto& environment = measurement.environment;
    const auto& summary = metric.summary;
    replace_row(database, metrics_table(), measurement.id, metric.name, to_string(metric.unit),
                static_cast<std::int64_t>(summary.n), summary.median, bound(summary.ci, &Interval::lo),
                bound(summary.ci, &Interval::hi), metric.trials, to_string(metric.better), key, measurement.created,
                measurement.name, environment.git_commit, static_cast<std::int64_t>(environment.git_dirty),
                machine_in_words(environment));
}

std::vector<std::string> without_key(const Database& database) {
    auto row = database.prepare("SELECT id FROM measurements WHERE workload_key = ''");
    std::vector<std::string> ids;
    while (row.step())
        ids.push_back(row.text(0));
    return ids;
}

tl::expected<Measurement, ReadError> measurement_of(const Database& database, const std::string& id) {
    auto row = database.prepare("SELECT document FROM measurements WHERE id = ?");
    row.bind(id).step();
    return read_measurement(row.text(0));
}

MetricPoint point_of(const Statement& row) {
    MetricPoint point;
    point.id = row.text(0);
    point.created = row.text(1);
    point.name = row.text(2);
    point.commit = row.text(3);
    point.dirty = row.integer(4) != 0;
    point.machine = row.text(5);
    point.unit = unit_from(row.text(6)).value_or(Unit::count);
    point.better = better_from(row.text(7)).value_or(Better::lower);
    point.n = static_cast<std::size_t>(row.integer(8));
    point.median = row.number(9).value_or(std::numeric_limits<double>::quiet_NaN());
    if (const auto lo = row.number(10), hi = row.number(11); lo && hi)
        point.ci = Interval{.lo = *lo, .hi = *hi};
    return point;
}

/// Each key by one search of an index, however many measurements a workload has.
std::vector<std::string> all_workload_keys(const Database& database) {
    auto row = database.prepare(
        "WITH RECURSIVE found (workload_key) AS (SELECT min(workload_key) FROM measurements UNION ALL SELECT (SELECT "
        "min(m.workload_key) FROM measurements m WHERE m.workload_key > found.workload_key) FROM found WHERE "
        "found.workload_key IS NOT NULL) SELECT workload_key FROM found WHERE workload_key IS NOT NULL");
    std::vector<std::string> keys;
    while (row.step())
        keys.push_back(row.text(0));
    return keys;
}

} // namespace

void insert_metrics(const Database& database, const Measurement& measurement) {
    const auto key = workload_key(measurement.workload);
    for (const auto& metric : measurement.metrics)
        insert_metric(database, measurement, key, metric);
}

void fill_in_metrics(const Database& database) {
    for (const auto& id : without_key(database)) {
        const auto measurement = measurement_of(database, id);
        if (!measurement)
            continue;
        database.prepare("UPDATE measurements SET workload_key = ? WHERE id = ?")
            .bind(workload_key(measurement->workload), id)
            .run();
        insert_metrics(database, *measurement);
    }
}

std::vector<MetricPoint> metric_points(const Database& database, const std::string& workload_key,
                                       const std::string& metric) {
    auto row = database.prepare(
        "SELECT measurement_id, created, label, git_commit, git_dirty, machine, unit, better, n, median, lo, hi "
        "FROM metrics WHERE workload_key = ? AND name = ? ORDER BY created, measurement_id");
    row.bind(workload_key, metric);
    std::vector<MetricPoint> points;
    while (row.step())
        points.push_back(point_of(row));
    return points;
}

std::vector<MeasuredWorkload> workloads_with_metric(const Database& database, const std::string& metric) {
    std::vector<std::tuple<std::string, MeasuredWorkload>> dated;
    for (const auto& key : all_workload_keys(database)) {
        auto row = database.prepare("SELECT created, measurement_id FROM metrics WHERE workload_key = ? AND name = ? "
                                    "ORDER BY created DESC, measurement_id DESC LIMIT 1");
        if (row.bind(key, metric).step())
            dated.emplace_back(row.text(0), MeasuredWorkload{key, row.text(1)});
    }
    std::ranges::sort(dated, [](const auto& a, const auto& b) {
        return std::pair(std::get<0>(a), std::get<1>(a).id) > std::pair(std::get<0>(b), std::get<1>(b).id);
    });
    std::vector<MeasuredWorkload> workloads;
    for (auto& [created, workload] : dated)
        workloads.push_back(std::move(workload));
    return workloads;
}

} // namespace perfeng::store
