// OpenMetrics 1.0, text format (prometheus.io/docs/specs/om/open_metrics_spec). Only gauges, which the older text
// format of Prometheus has too: what OpenMetrics alone knows (# UNIT, # EOF) is a comment there. A verdict is a gauge
// for each state of which one is 1, as a StateSet would tell it. What is not known has no sample.
#include "exports.hpp"
#include "told.hpp"

#include <fmt/format.h>

#include <array>
#include <optional>
#include <utility>

namespace perfeng::report {
namespace {

using Labels = std::vector<std::pair<std::string_view, std::string>>;

std::string labels_text(const Labels& labels) {
    std::string text;
    for (const auto& [name, value] : labels) {
        std::string escaped;
        for (const char letter : exportable(value)) {
            if (letter == '\\' || letter == '"')
                escaped += '\\';
            escaped += letter == '\n' ? std::string("\\n") : std::string(1, letter);
        }
        text += fmt::format("{}{}=\"{}\"", text.empty() ? "" : ",", name, escaped);
    }
    return text.empty() ? "" : "{" + text + "}";
}

/// One metric family: a gauge. Its name ends with its unit, where it has one.
class Gauge {
public:
    Gauge(std::string name, std::string_view unit, std::string_view help) : name_("perfeng_" + std::move(name)) {
        head_ = fmt::format("# TYPE {} gauge\n", name_);
        if (!unit.empty())
            head_ += fmt::format("# UNIT {} {}\n", name_, unit);
        head_ += fmt::format("# HELP {} {}\n", name_, help);
    }
    void add(const Labels& labels, double value) {
        if (const auto text = digits(value); !text.empty())
            samples_ += fmt::format("{}{} {}\n", name_, labels_text(labels), text);
    }
    /// A family without samples is left out.
    [[nodiscard]] std::string written() const { return samples_.empty() ? "" : head_ + samples_; }

private:
    std::string name_;
    std::string head_;
    std::string samples_;
};

/// "seconds", "bytes" or "number": `count` is kept for what histograms count.
constexpr std::array units{std::pair{Unit::seconds, "seconds"}, std::pair{Unit::bytes, "bytes"},
                           std::pair{Unit::count, "number"}};

/// The same of every metric and workload; `figure` is empty where it is not known.
template <typename Figure> std::string gauge_of_changes(const Judgement& judgement, Gauge gauge, const Figure& figure) {
    for (const auto& workload : judgement.workloads)
        if (workload.comparison)
            for (const auto& metric : workload.comparison->metrics)
                if (const std::optional<double> value = figure(metric))
                    gauge.add({{"workload", workload.name}, {"metric", metric.name}}, *value);
    return gauge.written();
}

template <typename Side>
std::string gauges_by_unit(const Judgement& judgement, const char* name, const char* help, const Side& side) {
    std::string text;
    for (const auto& [unit, suffix] : units)
        text += gauge_of_changes(judgement,
                                 Gauge(fmt::format("{}_{}", name, suffix), unit == Unit::count ? "" : suffix, help),
                                 [&, wanted = unit](const MetricChange& metric) {
                                     return metric.unit == wanted ? std::optional(side(metric)) : std::nullopt;
                                 });
    return text;
}

std::string changes_told(const Judgement& judgement) {
    const auto ratio = [&](const char* name, const char* help, const auto& figure) {
        return gauge_of_changes(judgement, Gauge(name, "ratio", help), figure);
    };
    using Known = std::optional<double>;
    return ratio("change_ratio", "Candidate over base, less 1: 0.05 is 5% more.",
                 [](const MetricChange& metric) { return metric.base != 0 ? Known(metric.change) : Known(); }) +
           ratio("change_lower_ratio", "Lower end of the 95% interval of the change.",
                 [](const MetricChange& metric) { return metric.ci ? Known(metric.ci->lo) : Known(); }) +
           ratio("change_upper_ratio", "Upper end of the 95% interval of the change.",
                 [](const MetricChange& metric) { return metric.ci ? Known(metric.ci->hi) : Known(); }) +
           ratio("threshold_ratio", "The change that is judged.",
                 [](const MetricChange& metric) { return Known(metric.threshold); }) +
           gauge_of_changes(judgement, Gauge("pairs", "", "Pairs of trials that the change stands on."),
                            [](const MetricChange& metric) { return Known(static_cast<double>(metric.pairs)); }) +
           gauge_of_changes(judgement, Gauge("gated", "", "1 where the metric decides the exit status."),
                            [](const MetricChange& metric) { return Known(metric.gated ? 1 : 0); });
}

std::string verdicts_told(const Judgement& judgement) {
    Gauge gauge("verdict", "", "1 for the verdict on a metric, 0 for the others.");
    for (const auto& workload : judgement.workloads)
        if (workload.comparison)
            for (const auto& metric : workload.comparison->metrics)
                for (const auto verdict :
                     {Verdict::improved, Verdict::regressed, Verdict::unchanged, Verdict::inconclusive})
                    gauge.add({{"workload", workload.name},
                               {"metric", metric.name},
                               {"verdict", std::string(to_string(verdict))}},
                              metric.verdict == verdict ? 1 : 0);
    return gauge.written();
}

std::string gate_told(const Judgement& judgement) {
    const auto& gate = judgement.gate;
    Gauge measured("workload_measured", "", "0 where a workload could not be measured.");
    for (const auto& workload : judgement.workloads)
        measured.add({{"workload", workload.name}}, workload.comparison ? 1 : 0);
    Gauge passed("gate_passed", "", "1 where the gate passed: neither failed, inconclusive nor not asked.");
    passed.add({}, gate.status == "passed" ? 1 : 0);
    Gauge status("gate_status", "", "1 for how the gate ended, 0 for the others.");
    for (const auto* const each : {"passed", "failed", "inconclusive", "not asked"})
        status.add({{"status", each}}, gate.status == each ? 1 : 0);
    Gauge revisions("revision_info", "", "What was compared, by commit.");
    if (!judgement.candidate.commit.empty())
        revisions.add({{"base", judgement.base.commit}, {"candidate", judgement.candidate.commit}}, 1);
    return measured.written() + passed.written() + status.written() + revisions.written();
}

template <typename Figure>
std::string gauges_of_metrics(const Measurement& measurement, const char* name, const char* help,
                              const Figure& figure) {
    std::string text;
    for (const auto& [unit, suffix] : units) {
        Gauge gauge(fmt::format("{}_{}", name, suffix), unit == Unit::count ? "" : suffix, help);
        for (const auto& metric : measurement.metrics)
            if (const std::optional<double> value = figure(metric); value && metric.unit == unit)
                gauge.add({{"workload", workload_of(measurement)}, {"metric", metric.name}}, *value);
        text += gauge.written();
    }
    return text;
}

} // namespace

std::string openmetrics_text(const Judgement& judgement, const Style& /*style*/) {
    return gauges_by_unit(judgement, "base", "Median of the base.", [](const auto& metric) { return metric.base; }) +
           gauges_by_unit(judgement, "candidate", "Median of the candidate.",
                          [](const auto& metric) { return metric.candidate; }) +
           changes_told(judgement) + verdicts_told(judgement) + gate_told(judgement) + "# EOF\n";
}

std::string openmetrics_text(const Measurement& measurement, const Style& /*style*/) {
    using Known = std::optional<double>;
    Gauge trials("trials", "", "Trials that the median stands on.");
    for (const auto& metric : measurement.metrics)
        trials.add({{"workload", workload_of(measurement)}, {"metric", metric.name}},
                   static_cast<double>(metric.summary.n));
    return gauges_of_metrics(measurement, "median", "Median of the trials.",
                             [](const Metric& metric) { return Known(metric.summary.median); }) +
           gauges_of_metrics(
               measurement, "median_lower", "Lower end of the 95% interval of the median.",
               [](const Metric& metric) { return metric.summary.ci ? Known(metric.summary.ci->lo) : Known(); }) +
           gauges_of_metrics(
               measurement, "median_upper", "Upper end of the 95% interval of the median.",
               [](const Metric& metric) { return metric.summary.ci ? Known(metric.summary.ci->hi) : Known(); }) +
           trials.written() + "# EOF\n";
}

} // namespace perfeng::report
