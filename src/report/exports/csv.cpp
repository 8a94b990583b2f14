// RFC 4180, "Common Format and MIME Type for CSV Files": CRLF, a heading, quotes where a field needs them.
// Numbers as in the JSON documents: seconds, bytes, fractions; what is not known is empty.
#include "exports.hpp"
#include "told.hpp"

#include "perfeng/report/history.hpp"

#include <cmath>
#include <initializer_list>
#include <optional>
#include <vector>

namespace perfeng::report {
namespace {

std::string csv_field(std::string_view text) {
    if (text.find_first_of(",\"\r\n") == std::string_view::npos)
        return exportable(text);
    std::string quoted = "\"";
    for (const char letter : exportable(text))
        quoted += letter == '"' ? std::string("\"\"") : std::string(1, letter);
    return quoted + "\"";
}

std::string csv_line(std::initializer_list<std::string> fields) {
    std::string line;
    for (const auto& field : fields) {
        line += &field == fields.begin() ? "" : ",";
        line += csv_field(field);
    }
    return line + "\r\n";
}

std::string lower_end(const std::optional<Interval>& interval) { return interval ? digits(interval->lo) : ""; }
std::string upper_end(const std::optional<Interval>& interval) { return interval ? digits(interval->hi) : ""; }

std::string csv_row(const Judgement& judgement, const std::string& workload, const MetricChange& metric) {
    return csv_line({workload, metric.name, std::string(to_string(metric.unit)), std::string(to_string(metric.better)),
                     digits(metric.base), digits(metric.candidate), metric.base != 0 ? digits(metric.change) : "",
                     lower_end(metric.ci), upper_end(metric.ci), std::to_string(metric.pairs), digits(metric.threshold),
                     std::string(to_string(metric.verdict)), metric.gated ? "true" : "false", judgement.base.commit,
                     judgement.candidate.commit, metric.note});
}

} // namespace

std::string csv_rows(const Judgement& judgement, const Style& /*style*/) {
    auto rows = csv_line({"workload", "metric", "unit", "better", "base", "candidate", "change", "ci_lo", "ci_hi",
                          "pairs", "threshold", "verdict", "gated", "base_commit", "candidate_commit", "note"});
    for (const auto& workload : judgement.workloads) {
        if (!workload.comparison)
            rows += csv_line({workload.name, "", "", "", "", "", "", "", "", "", "", "not measured", "",
                              judgement.base.commit, judgement.candidate.commit, workload.error});
        else
            for (const auto& metric : workload.comparison->metrics)
                rows += csv_row(judgement, workload.name, metric);
    }
    return rows;
}

std::string csv_rows(const Measurement& measurement, const Style& /*style*/) {
    auto rows = csv_line(
        {"workload", "metric", "unit", "better", "trials", "median", "ci_lo", "ci_hi", "mean", "stddev", "min", "max"});
    for (const auto& metric : measurement.metrics) {
        const auto& summary = metric.summary;
        rows += csv_line({workload_of(measurement), metric.name, std::string(to_string(metric.unit)),
                          std::string(to_string(metric.better)), std::to_string(summary.n), digits(summary.median),
                          lower_end(summary.ci), upper_end(summary.ci), digits(summary.mean), digits(summary.stddev),
                          digits(summary.min), digits(summary.max)});
    }
    return rows;
}

std::string history_csv(const History& history) {
    std::vector<std::string> levels(history.points.size());
    for (const auto& change : history.changes)
        levels[change.at] = std::isfinite(change.change) ? digits(change.change) : "";
    auto rows = csv_line({"commit", "dirty", "measured", "measurement", "measurements", "trials", "metric", "unit",
                          "median", "ci_lo", "ci_hi", "change", "level_change", "title"});
    for (std::size_t i = 0; i < history.points.size(); ++i) {
        const auto& point = history.points[i];
        rows += csv_line({point.commit, point.dirty ? "true" : "false", point.created, point.id,
                          std::to_string(point.measurements), std::to_string(point.n), history.metric,
                          std::string(to_string(history.unit)), digits(point.median), lower_end(point.ci),
                          upper_end(point.ci), point.change ? digits(*point.change) : "", levels[i], point.title});
    }
    return rows;
}

} // namespace perfeng::report
