#pragma once

#include "database.hpp"

#include "perfeng/model/history.hpp"
#include "perfeng/model/measurement.hpp"
#include "perfeng/store/store.hpp"

#include <string>
#include <vector>

namespace perfeng::store {

void insert_metrics(const Database& database, const Measurement& measurement);

/// Makes the workload keys that a step of the schema emptied, and all that stands in metrics, anew from the documents.
/// A document that cannot be read keeps its rows, and is in no history.
void fill_in_metrics(const Database& database);

/// Oldest first.
[[nodiscard]] std::vector<MetricPoint> metric_points(const Database& database, const std::string& workload_key,
                                                     const std::string& metric);
/// The latest first.
[[nodiscard]] std::vector<MeasuredWorkload> workloads_with_metric(const Database& database, const std::string& metric);

} // namespace perfeng::store
