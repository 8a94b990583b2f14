#pragma once

#include "perfeng/model/metric.hpp"
#include "perfeng/model/trial.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace perfeng::measure {

/// The value of a metric in one trial; empty for one that trials do not measure, or that this trial lacks.
[[nodiscard]] std::optional<double> value_of(const Usage& usage, std::string_view metric);

/// A metric with its summary and outliers. Unit and direction are those of metric_kinds().
[[nodiscard]] Metric make_metric(std::string_view name, std::vector<double> values);

/// Every metric that all trials have, in the order of metric_kinds().
[[nodiscard]] std::vector<Metric> metrics_of(const std::vector<Trial>& trials);

} // namespace perfeng::measure
